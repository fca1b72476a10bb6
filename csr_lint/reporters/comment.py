"""The parts of a comment in Markdown: a table of figures, the calls to hear first, and each call's findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.model import Evaluation, FindingKind, Severity
from csr_lint.outcome import Share, Summary, Unreadable, agent_names
from csr_lint.reporters.contract import About
from csr_lint.reporters.digest import RANK
from csr_lint.reporters.pointing import TO_MEND, Pointed, pointed, repository_path
from csr_lint.reporters.wording import count, few_of, plain, points

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
_LONG = 100  # characters of a name


class Story(msgspec.Struct, frozen=True):
    """A call to hear: its rank (the lowest first), its row in the table, and its findings, a block a rule."""

    rank: tuple[bool, float, str]
    row: str
    title: str
    findings: tuple[str, ...]


def safe(text: str, longest: int = 2000) -> str:
    """Text of a transcript as Markdown that shows just these words: no markup, mention, link, formula or emoji."""
    words = plain(text)
    words = words if len(words) <= longest else words[: longest - 1].rstrip() + "…"
    return _REFERENCE.sub(_BROKEN, words).translate(_ENTITIES).replace("$", _DOLLAR)


def story(evaluation: Evaluation, about: About) -> Story | None:
    """What a call leaves to mend; None where that is nothing."""
    by_code: dict[str, list[Pointed]] = {}
    for found in pointed(evaluation):
        by_code.setdefault(found.code, []).append(found)
    mend = [group for group in by_code.values() if group[0].kind in TO_MEND]
    if not mend:
        return None
    weight = {rule.code: (not rule.critical, -rule.weight) for rule in about.rules}
    mend.sort(key=lambda g: (RANK[g[0].severity], weight.get(g[0].code, (True, 0)), g[0].code))
    good = [group[0].name for group in by_code.values() if group[0].kind is FindingKind.KUDOS]
    names = list(dict.fromkeys(name or speaker for speaker, name in agent_names(evaluation.call).items()))
    score, call = _score(evaluation), safe(evaluation.call.id, _LONG)
    source = safe(repository_path(evaluation.call.source), _LONG)
    heaviest = safe(few_of([group[0].name for group in mend], 3))
    praise = (f"- Done well: {safe(', '.join(good))}\n",) if good else ()
    return Story(
        rank=(not evaluation.score.failed, 101.0 if evaluation.score.value is None else evaluation.score.value, call),
        row=f"| {score} | {call} | {safe(few_of(names, 3), _LONG) or '–'} | {heaviest} |\n",
        title=f"<b>{score}</b> · {call} · {count(sum(map(len, mend)), 'finding')} · {source}",
        findings=(*(_group(group) for group in mend), *praise),
    )


def _score(evaluation: Evaluation) -> str:
    score = evaluation.score
    words = "no score" if score.value is None else f"{points(score.value)} {plain(evaluation.band or '')}".strip()
    return safe(words + (", failed" if score.failed else ""))


def _group(found: Sequence[Pointed]) -> str:
    """A rule's findings in a call, as an item of a list."""
    first = found[0]
    lines = [
        f"- {_MARKS[first.severity]} **{first.code} {first.name}** ({first.severity.value}): {safe(first.message)}"
    ]
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
        facts.append(f"mean score **{points(summary.mean)}** ({points(summary.lowest)} to {points(summary.highest)})")
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
    if stories:
        yield "### Calls to hear first\n\n| score | call | agent | to work on |\n|---|---|---|---|\n"
        yield from (told.row for told in stories[:_NAMED])
        yield "\n### Findings\n\n"
