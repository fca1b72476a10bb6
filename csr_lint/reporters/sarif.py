"""SARIF 2.1.0: one run with the rules, a result a finding, and a notification for what could not be read.

A finding's partial fingerprint is made of the call's id, the code, the speaker's side and the words, so that it stays
the same when something is said, or put in, elsewhere. GitHub knows a result again by the hash of its line only, which
its upload makes of the file; where there are no lines, the fingerprint is given under that name, too.
"""

from __future__ import annotations

from typing import TextIO

import msgspec

from csr_lint.model import CheckKind, Evaluation, Severity
from csr_lint.outcome import Outcome, Summary, Unreadable
from csr_lint.reporters.contract import About, Reporter
from csr_lint.reporters.pointing import Pointed, fault_line, to_mend, uri
from csr_lint.reporters.sarif_record import (
    ArtifactLocation,
    Configuration,
    Descriptor,
    Driver,
    Invocation,
    Location,
    LogicalLocation,
    Message,
    Notification,
    NotificationKind,
    PhysicalLocation,
    Properties,
    Region,
    SarifResult,
    Tool,
)
from csr_lint.reporters.wording import count, plain
from csr_lint.rule import Rule
from csr_lint.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "csrLint/v1"
LINE_HASH = "primaryLocationLineHash"
SHOWN, TAKEN = 5_000, 25_000  # results of a run that GitHub's code scanning shows at most, and takes at most
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
# Brackets would begin links, braces places to fill in.
_LITERAL = str.maketrans({"\\": "\\\\", "[": "\\[", "]": "\\]", "{": "{{", "}": "}}"})
_TELL_NO_FLAW = (CheckKind.SCALE, CheckKind.SIGNAL, CheckKind.KUDOS)


class Log:
    """A SARIF log being written to `out`: results as the calls come, the rest around them."""

    def __init__(self, out: TextIO, about: About) -> None:
        self._out = out
        self._encoder = msgspec.json.Encoder(order="deterministic")
        rules = [rule for rule in about.rules if rule.check not in _TELL_NO_FLAW]
        self._index = {rule.code: number for number, rule in enumerate(rules)}
        self._faults: list[Notification] = []
        self._written = 0
        tool = Tool(driver=_driver(rules, about))
        out.write(f'{{"$schema":"{SCHEMA}","version":"2.1.0","runs":[{{\n"tool":{self._encode(tool)},\n')
        out.write('"columnKind":"unicodeCodePoints",\n"results":[')

    def add(self, outcome: Outcome) -> None:
        if isinstance(outcome, Evaluation):
            for found in to_mend(outcome):
                result = _result(found, self._index.get(found.code))
                self._out.write((",\n" if self._written else "\n") + self._encode(result))
                self._written += 1
        elif isinstance(outcome, Unreadable):
            self._faults.append(_notification(outcome))

    def close(self, summary: Summary | None) -> None:
        told = (*self._faults, *([_too_many(self._written)] if self._written > SHOWN else ()))
        done = Invocation(execution_successful=not self._faults, tool_execution_notifications=told)
        self._out.write(f'\n],\n"invocations":[{self._encode(done)}]\n}}]}}\n')
        self._out.flush()

    def _encode(self, value: msgspec.Struct) -> str:
        return self._encoder.encode(value).decode()


def _driver(rules: list[Rule], about: About) -> Driver:
    return Driver(
        name="csr-lint",
        version=__version__,
        semantic_version=__version__,
        rules=tuple(_descriptor(rule) for rule in rules),
        properties={"rulebook": about.rulebook, "scorecard": about.scorecard.name},
    )


def _descriptor(rule: Rule) -> Descriptor:
    why, advice = plain(rule.why or rule.summary), plain(rule.advice)
    instead = f"**Instead:** {_marked(advice)}" if advice else ""
    return Descriptor(
        id=rule.code,
        name=rule.name,
        short_description=Message(text=plain(rule.summary)),
        full_description=Message(text=why),
        help=Message(
            text=f"{why}\nInstead: {advice}" if advice else why,
            markdown=f"{_marked(why)}\n\n{instead}".strip(),
        ),
        default_configuration=Configuration(level=_LEVELS[rule.severity]),
        properties={
            "category": rule.category,
            "check": rule.check.value,
            "critical": rule.critical,
            "weight": rule.weight,
            "source": list(rule.source),
            "problem.severity": _PROBLEMS[rule.severity],
            "tags": [rule.category, rule.check.value, *(["critical"] if rule.critical else [])],
        },
    )


def _marked(text: str) -> str:
    """Plain words that Markdown is to leave alone."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|~&!" else sign for sign in text)


def _result(found: Pointed, index: int | None) -> SarifResult:
    known: dict[str, str | None] = {"agent": found.agent, "speaker": found.side, "advice": found.advice or None}
    properties: Properties = {key: value for key, value in known.items() if value is not None}
    if found.time_ms is not None:
        properties["time"] = found.time_ms / 1000
    return SarifResult(
        rule_id=found.code,
        rule_index=index,
        level=_LEVELS[found.severity],
        message=Message(text=found.words.translate(_LITERAL)),
        locations=(_location(found),),
        partial_fingerprints=_fingerprints(found),
        properties={**properties, "call": found.call, "turn": found.turn, "kind": found.kind.value},
    )


def _fingerprints(found: Pointed) -> dict[str, str]:
    """The line hash only where an upload cannot make it: it warns of each that is another than its own."""
    own = {FINGERPRINT: found.fingerprint}
    return own if found.line is not None else {**own, LINE_HASH: found.fingerprint}


def _location(found: Pointed) -> Location:
    turn = f"turn {found.turn}"
    return Location(
        physical_location=_place(found.source, found.line),
        logical_locations=(LogicalLocation(name=turn, fully_qualified_name=f"{found.call}/{turn}", kind="turn"),),
    )


def _place(source: str, line: int | None) -> PhysicalLocation:
    return PhysicalLocation(
        artifact_location=ArtifactLocation(uri=uri(source)),
        region=Region(start_line=line) if line is not None else None,
    )


def _notification(fault: Unreadable) -> Notification:
    return Notification(
        level="error",
        message=Message(text=plain(str(fault))),
        descriptor=NotificationKind(id=fault.code),
        locations=(Location(physical_location=_place(fault.source, fault_line(fault))),) if fault.source else (),
    )


def _too_many(results: int) -> Notification:
    fate = f"shows {SHOWN:,} of them" if results <= TAKEN else f"refuses a run of more than {TAKEN:,}"
    cure = "check fewer calls at once, or fewer rules (--select, --ignore)"
    return Notification(
        level="warning",
        message=Message(text=f"{count(results, 'result')}: GitHub's code scanning {fate}; {cure}."),
        descriptor=NotificationKind(id="many-results"),
    )


REPORTER = Reporter(name="sarif", summary="SARIF 2.1.0, for code scanning", needs_summary=False, exact=True, start=Log)
