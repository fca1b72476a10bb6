"""The parts of a comment in Markdown: a table of figures, the calls to hear first, and each call's findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.floor import TeamVerdict
from csr_lint.model import Evaluation, FindingKind, Severity
from csr_lint.outcome import Share, Summary, Unreadable, agent_names
from csr_lint.reporters.contract import About
from csr_lint.reporters.digest import RANK
from csr_lint.reporters.pointing import Pointed, pointed, repository_path
from csr_lint.reporters.standing import NOT_NAMED, broken_on_the_floor, honoured
from csr_lint.reporters.wording import count, few_of, plain, points, quoted
from csr_lint.rule import Rule

# What Markdown or HTML would take for orders, as entities; the bar divides a table's cells.
_ENTITIES = str.maketrans({sign: f"&#{ord(sign)};" for sign in "\\`*_[]<>~|&"})
# Mentions, references, emoji and links are found after entities are read: only a sign without width keeps them apart.
_REFERENCE = re.compile(r"([@#:](?=\S)|\bwww(?=\.))")
_BROKEN = "\\1\u200b"
# GitHub's own advice for dollars that are no formula.
_DOLLAR = "<span>$</span>"
_MARKS = {Severity.ERROR: "🔴", Severity.WARNING: "🟠", Severity.INFO: "🔵"}
_PLACES = 5  # of one rule in one call
_NAMED = 10  # rules, calls and files
_FLOOR = 5  # rules of the floor, agents who earned recognition
_SEEN = 3  # findings of one rule of the floor
_LONG = 100  # characters of a name


class Story(msgspec.Struct, frozen=True):
    """A call to hear: its rank (the lowest first), its row in the table, and its findings, a block a rule.

    `row` is empty where nothing but the transcript is at fault: such calls come last.
    """

    rank: tuple[bool, bool, float, str]
    row: str
    title: str
    findings: tuple[str, ...]


def safe(text: str, longest: int = 2000) -> str:
    """Text of a transcript as Markdown that shows just these words: no markup, mention, link, formula or emoji."""
    words = plain(text)
    words = words if len(words) <= longest else words[: longest - 1].rstrip() + "…"
    return _REFERENCE.sub(_BROKEN, words).translate(_ENTITIES).replace("$", _DOLLAR)


def story(evaluation: Evaluation, about: About) -> Story | None:
    """What a call leaves to work on, and what is wrong with its transcript; None where both are nothing."""
    by_code: dict[str, list[Pointed]] = {}
    for found in pointed(evaluation):
        by_code.setdefault(found.code, []).append(found)
    work, good, odd = (
        [group for group in by_code.values() if group[0].kind is kind]
        for kind in (FindingKind.VIOLATION, FindingKind.KUDOS, FindingKind.HEALTH)
    )
    if not work and not odd:
        return None
    rules = {rule.code: rule for rule in about.rules}
    work.sort(key=lambda g: _weight(g[0], rules.get(g[0].code)))
    names = list(dict.fromkeys(name or NOT_NAMED for name in agent_names(evaluation.call).values()))
    score, call = _score(evaluation), safe(evaluation.call.id, _LONG)
    source = safe(repository_path(evaluation.call.source), _LONG)
    heaviest = safe(few_of([group[0].name for group in work], 3))
    praise = (f"- Done well: {safe(', '.join(group[0].name for group in good))}\n",) if good else ()
    reached = 101.0 if evaluation.score.value is None else evaluation.score.value
    row = f"| {score} | {call} | {safe(few_of(names, 3), _LONG) or '–'} | {heaviest} |\n"
    told = [count(sum(map(len, work)), "finding")] if work else []
    told += [f"{sum(map(len, odd)):,} on the transcript"] if odd else []
    return Story(
        rank=(not work, not evaluation.score.failed, reached, call),
        row=row if work else "",
        title=f"<b>{score}</b> · {call} · {', '.join(told)} · {source}",
        findings=(
            *(_group(group, _mark(group[0])) for group in work),
            *praise,
            *(_group(g, "The transcript:") for g in odd),
        ),
    )


def _weight(found: Pointed, rule: Rule | None) -> tuple[bool, int, float, str]:
    """The order in which all reports for people tell what to work on, the heaviest first."""
    critical, weight = (rule.critical, rule.weight) if rule else (False, 0.0)
    return not critical, RANK[found.severity], -weight, found.code


def _mark(found: Pointed) -> str:
    return _MARKS[found.severity]


def _score(evaluation: Evaluation) -> str:
    score = evaluation.score
    words = "no score" if score.value is None else f"{points(score.value)} {plain(evaluation.band or '')}".strip()
    return safe(words + (", failed" if score.failed else ""))


def _group(found: Sequence[Pointed], mark: str) -> str:
    """A rule's findings in a call, as an item of a list that begins with the mark."""
    first = found[0]
    lines = [f"- {mark} **{first.code} {first.name}** ({first.severity.value}): {safe(first.message)}"]
    lines += [f"  - {_place(one)} {safe(one.quote)}".rstrip() for one in found[:_PLACES]]
    if len(found) > _PLACES:
        lines.append(f"  - and {len(found) - _PLACES} more")
    if first.advice:
        lines.append(f"  - *Instead:* {safe(first.advice)}")
    return "\n".join(lines) + "\n"


def _place(found: Pointed) -> str:
    line, turn = f"line {found.line}", f"turn {found.turn}"
    return f"{turn}:" if found.line is None else f"{line}, {turn}:" if found.crowded else f"{line}:"


def heading(summary: Summary | None, faults: Sequence[Unreadable], faulty: int) -> Iterator[str]:
    """The comment's first part, of bounded length."""
    yield "## csr-lint\n\n"
    if summary is None:
        yield "**This report is not complete: the run was interrupted.**\n\n"
    else:
        yield from _figures(summary)
    if faulty:
        yield f"**{count(faulty, 'transcript')} could not be read**\n\n"
        yield from (f"- {safe(str(fault), 3 * _LONG)}\n" for fault in faults)
        yield f"- and {faulty - len(faults)} more\n\n" if faulty > len(faults) else "\n"


def _figures(summary: Summary) -> Iterator[str]:
    facts = [f"**{count(summary.calls, 'call')}**"]
    if summary.mean is not None:
        facts.append(f"mean score **{summary.mean:.1f}** ({points(summary.lowest)} to {points(summary.highest)})")
    facts += [f"{number:,} {safe(name, _LONG)}" for name, number in summary.bands[:_NAMED]]
    if summary.failed:
        facts.append(f"**{summary.failed:,} failed by a critical rule**")
    yield " · ".join(facts) + "\n\n"
    if summary.rules:
        yield "| to work on | calls | of |\n|---|--:|--:|\n"
        yield from (_share(share) for share in summary.rules[:_NAMED])
        yield "\n"


def _share(share: Share) -> str:
    return f"| {share.code} {safe(share.name)} | {share.calls:,} | {share.judged:,} |\n"


def worst_calls(stories: Sequence[Story]) -> Iterator[str]:
    """A table of the calls to hear first; nothing where none leaves anything to work on."""
    if rows := [told.row for told in stories[:_NAMED] if told.row]:
        yield "### Calls to hear first\n\n| score | call | agent | to work on |\n|---|---|---|---|\n"
        yield from rows
        yield "\n"


def floor(team: Sequence[TeamVerdict]) -> Iterator[str]:
    """What no single call shows, and who earned recognition; of bounded length."""
    if seen := broken_on_the_floor(team):
        yield "### The floor\n\n"
        yield from (_floor_rule(told) for told in seen[:_FLOOR])
        yield f"- and {len(seen) - _FLOOR} more\n\n" if len(seen) > _FLOOR else "\n"
    if heroes := honoured(team):
        yield "### Recognition\n\n"
        for best in [earned[0] for earned in heroes.values()][:_FLOOR]:
            praise = safe(best.message.rstrip("."), 3 * _LONG)
            yield f"- {best.day or 'no date'} · {praise}: {safe(quoted(best.quote))}\n"
        yield f"- and {count(len(heroes) - _FLOOR, 'more agent')}\n\n" if len(heroes) > _FLOOR else "\n"


def _floor_rule(told: TeamVerdict) -> str:
    """A rule of the floor with what it saw first, as an item of a list."""
    lines = [f"- {_MARKS[told.severity]} **{told.code} {safe(told.name)}** ({count(len(told.findings), 'finding')})"]
    lines += [f"  - {safe(found.message, 3 * _LONG)}" for found in told.findings[:_SEEN]]
    if len(told.findings) > _SEEN:
        lines.append(f"  - and {len(told.findings) - _SEEN} more")
    if told.advice:
        lines.append(f"  - *Instead:* {safe(told.advice, 3 * _LONG)}")
    return "\n".join(lines) + "\n"
