"""The manual page of a rule, as plain text; everything on it comes from the rule's own file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import msgspec

from csr_lint.model import CheckKind
from csr_lint.rule import CuePattern, Example, Rule, Scorecard

VERDICTS = {
    CheckKind.EXPECT: "violated: at least one opportunity went wrong · met: there was one, none went wrong · "
    "n/a: no opportunity, or it cannot be judged",
    CheckKind.AVOID: "violated: it was said or done · met: it was not, and enough was said · n/a: too little was said",
    CheckKind.MEASURE: "violated: the number passes the limit · met: it does not · n/a: too little to measure",
    CheckKind.SCALE: "a value from 0 to 4, none where it cannot be judged; an outcome, it never counts for the score",
    CheckKind.SIGNAL: "present · absent · n/a; what the customer did, never held against the agent",
    CheckKind.KUDOS: "present · absent · n/a; good work worth recognition, listed and not scored",
    CheckKind.HEALTH: "present · absent · n/a; a note on the transcript itself, it never counts for the score",
    CheckKind.TEAM: "violated · met · n/a, or for recognition present · absent · n/a; judged over all calls of a run "
    "together, never in one call, and never counted in a score",
}


def page(rule: Rule, scorecard: Scorecard, *, width: int) -> str:
    """The whole page, its lines no longer than `width` where words allow."""
    return "\n".join(_parts(rule, scorecard, width)) + "\n"


def _parts(rule: Rule, scorecard: Scorecard, width: int) -> Iterator[str]:
    yield f"{rule.code} {rule.name}"
    yield " · ".join(_facts(rule, scorecard))
    yield ""
    yield _wrapped(rule.summary, width)
    yield from _section("Why", [_wrapped(rule.why, width)] if rule.why else [])
    yield from _section("Source", [f"  {', '.join(rule.source)}"] if rule.source else [])
    yield from _section("Verdicts", [_wrapped(VERDICTS[rule.check], width)])
    yield from _section("Judged by", [_wrapped(line, width, hang=4) for line in _params(rule)])
    yield from _section("What to do instead", [_wrapped(rule.advice, width)] if rule.advice else [])
    for name, cue in rule.cues:
        yield from _section(f"Cue {name.removeprefix(rule.code + '.')}", list(_cue(cue, width)))
    for number, example in enumerate(rule.examples, 1):
        yield from _section(_title(number, example), [f"  {line}" for line in example.call.strip("\n").splitlines()])
    yield ""
    yield f"File: {rule.path}"


def _facts(rule: Rule, scorecard: Scorecard) -> Iterator[str]:
    yield scorecard.categories.get(rule.category, rule.category)
    yield str(rule.check)
    yield str(rule.severity)
    if rule.check in (CheckKind.EXPECT, CheckKind.AVOID, CheckKind.MEASURE):
        yield f"weight {rule.weight:g}"
    if rule.critical:
        yield f"critical: a call with this fails, and scores {scorecard.critical_cap:g} at most"
    if not rule.typed:
        yield "not judged in chat and e-mail"
    if rule.aliases:
        yield f"also called {', '.join(rule.aliases)}"


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield title
        yield from lines


def _wrapped(text: str, width: int, *, hang: int = 2) -> str:
    return textwrap.fill(
        " ".join(text.split()), width, initial_indent="  ", subsequent_indent=" " * hang, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def _params(rule: Rule) -> Iterator[str]:
    """The rule's own settings as its file names them; what is not set is left out."""
    for key, value in msgspec.to_builtins(rule.params).items():
        if value in (None, "", [], (), {}):
            continue
        if isinstance(value, list | tuple) and all(isinstance(item, dict) for item in value):
            for item in value:
                told = ", ".join(f"{k} {_shown(v, rule)}" for k, v in item.items() if v not in (None, "", [], ()))
                yield f"{key.replace('_', ' ').removesuffix('s')}: {told}"
        else:
            yield f"{key.replace('_', ' ')}: {_shown(value, rule)}"


def _shown(value: object, rule: Rule) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(str(item).removeprefix(f"{rule.code}.") for item in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _cue(cue: CuePattern, width: int) -> Iterator[str]:
    """Who may say it, its senses in the notation, and what keeps them from counting."""
    if cue.note:
        yield _wrapped(cue.note, width)
    yield f"  by {'anybody' if cue.by == 'any' else 'the ' + cue.by}"
    yield from (_wrapped(sense, width, hang=6) for sense in cue.say)
    if cue.unless:
        yield "  unless"
        yield from ("  " + _wrapped(sense, width - 2, hang=6) for sense in cue.unless)


def _title(number: int, example: Example) -> str:
    verdict = str(example.verdict) if example.verdict is not None else f"value {example.value}"
    extra = ", ".join(filter(None, (example.kind, example.reason, example.note)))
    return f"Example {number}: {verdict}" + (f" ({extra})" if extra else "")
