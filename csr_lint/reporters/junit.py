"""JUnit XML: a test suite a call, a test case a rule; what could not be judged is skipped, with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TextIO

from csr_lint.model import CheckKind, Evaluation, FindingKind, Result, Severity, Verdict
from csr_lint.outcome import Outcome, Summary, Unreadable
from csr_lint.reporters.contract import About, Reporter
from csr_lint.reporters.pointing import Pointed, fault_line, pointed, repository_path
from csr_lint.reporters.wording import fit_for_xml, plain, points

# Neither kind can be passed or failed.
_NO_TEST = (CheckKind.SCALE, CheckKind.SIGNAL, CheckKind.KUDOS)
_FAILING = (Severity.ERROR, Severity.WARNING)
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;"})


class Suites:
    """Test suites being written to `out`, one as each call comes."""

    def __init__(self, out: TextIO, about: About) -> None:
        self._out = out
        self._names = {rule.code: rule.name for rule in about.rules}
        self._unread: Counter[tuple[str, int | None]] = Counter()
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="csr-lint">\n')

    def add(self, outcome: Outcome) -> None:
        if isinstance(outcome, Evaluation):
            self._out.writelines(f"{line}\n" for line in _suite(outcome, self._names))
        elif isinstance(outcome, Unreadable):
            place = outcome.source or outcome.place, fault_line(outcome)
            self._unread[place] += 1
            self._out.writelines(f"{line}\n" for line in _fault(outcome, self._unread[place]))

    def close(self, summary: Summary | None) -> None:
        self._out.write("</testsuites>\n")
        self._out.flush()


def _suite(evaluation: Evaluation, names: dict[str, str]) -> list[str]:
    found: dict[str, list[Pointed]] = {}
    for one in pointed(evaluation):
        found.setdefault(one.code, []).append(one)
    tested = [r for r in evaluation.results if r.kind not in _NO_TEST]
    head = _tag(
        "testsuite",
        name=plain(evaluation.call.id),
        tests=len(tested),
        failures=sum(_fails(found.get(r.code, ())) for r in tested),
        errors=0,
        skipped=sum(r.verdict is Verdict.NOT_APPLICABLE for r in tested),
        file=repository_path(evaluation.call.source),
    )
    cases = (_case(r, names.get(r.code, ""), evaluation, found.get(r.code, ())) for r in tested)
    return [f"  {head}", *_properties(evaluation), *(f"    {case}" for case in cases), "  </testsuite>"]


def _properties(evaluation: Evaluation) -> list[str]:
    score = evaluation.score
    told = {
        "source": plain(evaluation.call.source),
        "score": points(score.value) if score.value is not None else "",
        "score-reason": plain(score.reason or ""),
        "band": plain(evaluation.band or ""),
    }
    lines = [f"      {_empty('property', name=key, value=value)}" for key, value in told.items() if value]
    return ["    <properties>", *lines, "    </properties>"]


def _case(result: Result, name: str, evaluation: Evaluation, found: Sequence[Pointed]) -> str:
    attributes = {
        "classname": plain(evaluation.call.id),
        "name": f"{result.code} {name}".strip(),
        "file": repository_path(evaluation.call.source),
        "line": found[0].line if found else None,
    }
    inside = _inside(result, found)
    return f"{_tag('testcase', **attributes)}{inside}</testcase>" if inside else _empty("testcase", **attributes)


def _inside(result: Result, found: Sequence[Pointed]) -> str:
    """A failure is what `--fail-on warning` counts; lesser things are told, and pass."""
    if result.verdict is Verdict.NOT_APPLICABLE:
        reason = plain(result.reason or "could not be judged")
        return f"{_tag('skipped', message=reason)}{_text(reason)}</skipped>"
    text = _text("\n".join(_place(one) for one in found))
    if _fails(found):
        return f"{_tag('failure', message=found[0].message, type=found[0].severity.value)}{text}</failure>"
    return f"<system-out>{text}</system-out>" if text else ""


def _fails(found: Sequence[Pointed]) -> bool:
    return any(one.kind is FindingKind.VIOLATION and one.severity in _FAILING for one in found)


def _place(found: Pointed) -> str:
    where = f"{repository_path(found.source)}:{found.line if found.line is not None else f'turn {found.turn}'}"
    whose = f" ({found.agent})" if found.agent else ""
    return f"{where}: {found.words}{whose} {found.advice}".rstrip()


def _fault(fault: Unreadable, number: int) -> list[str]:
    """A suite of its own; `number` counts the faults at this place, for readers keep one case of a name only."""
    source, line = plain(fault.source or fault.place), fault_line(fault)
    message = plain(str(fault))
    name = ("" if line is None else f"line {line} ") + "can be read" + (f" ({number})" if number > 1 else "")
    case = _tag("testcase", classname=source, name=name, file=repository_path(fault.source or fault.place), line=line)
    return [
        f"  {_tag('testsuite', name=source, tests=1, failures=0, errors=1, skipped=0)}",
        f"    {case}",
        f"      {_tag('error', message=message, type=fault.code)}{_text(message)}</error>",
        "    </testcase>",
        "  </testsuite>",
    ]


def _tag(element: str, **attributes: str | int | None) -> str:
    """What opens an element; an attribute that is None is left out."""
    told = "".join(f' {key}="{_text(str(value))}"' for key, value in attributes.items() if value is not None)
    return f"<{element}{told}>"


def _empty(element: str, **attributes: str | int | None) -> str:
    return _tag(element, **attributes).removesuffix(">") + "/>"


def _text(text: str) -> str:
    return fit_for_xml(text).translate(_ESCAPED)


REPORTER = Reporter(
    name="junit", summary="JUnit XML, a suite a call and a case a rule", needs_summary=False, exact=True, start=Suites
)
