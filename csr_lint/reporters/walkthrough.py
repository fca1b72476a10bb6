"""A call turn by turn, with what was seen at each and what to say instead: feedback for the agent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from csr_lint.masking import mask_cards
from csr_lint.model import CheckKind, Evaluation, Finding, FindingKind, Result, Role, Severity, Span, Turn
from csr_lint.outcome import agent_names
from csr_lint.quoting import whole_words
from csr_lint.reporters.arithmetic import the_sum
from csr_lint.reporters.blocks import head, heading
from csr_lint.reporters.contract import About
from csr_lint.reporters.digest import Digest, digest
from csr_lint.reporters.stretches import ending, ends_are_told, silence, stretches
from csr_lint.reporters.wording import clock, one_line, plain, quoted

NEXT_TIME = 2  # more than two things at once are hard to change
SHORT = 60  # characters of a quote within a remark
SIDES = {Role.CUSTOMER: "cyan", Role.AGENT: "bold", Role.OTHER: "dim", Role.UNKNOWN: ""}
SIGNS = {FindingKind.VIOLATION: ">", FindingKind.SIGNAL: "~", FindingKind.KUDOS: "*", FindingKind.HEALTH: "!"}
KINDS = {
    FindingKind.VIOLATION: "yellow",
    FindingKind.SIGNAL: "cyan",
    FindingKind.KUDOS: "green",
    FindingKind.HEALTH: "dim",
}


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """Something to say about a turn; `advice` only where there is something to do instead."""

    sign: str
    style: str
    words: str
    advice: str = ""
    spans: tuple[Span, ...] = ()


def walkthrough(evaluation: Evaluation, about: About, *, color: bool = True) -> Iterator[RenderableType]:
    """The call's head, its turns with remarks, and what to take along; without `color`, remarks quote their words."""
    seen = digest(evaluation, about)
    yield head(evaluation, seen, about)
    if about.explain_score:
        yield Padding(the_sum(evaluation.score, about), (1, 0, 0, 2))
    yield ""
    remarks = _remarks(evaluation, about, color=color)
    names = {speaker: name or speaker for speaker, name in agent_names(evaluation.call).items()}
    before: int | None = None
    about_so = "" if ends_are_told(evaluation.call) else "about "
    for stretch in stretches(evaluation.call):
        if quiet := silence(evaluation.call, before, stretch.start_ms):
            yield Padding(Text(f"({about_so}{quiet} s of silence)", style="dim"), (0, 0, 0, 13))
        yield _told_stretch(stretch, names, [r for segment in stretch.segments for r in remarks[segment]])
        ends = [before, *(ending(evaluation.call.segments[segment]) for segment in stretch.segments)]
        before = max((end for end in ends if end is not None), default=None)
    if evaluation.score.value is None and evaluation.score.reason:
        yield Padding(Text(f"Not judged: {evaluation.score.reason}."), (1, 0, 0, 0))
    else:
        yield from _take_along(seen)


def _remarks(evaluation: Evaluation, about: About, *, color: bool) -> dict[int, list[Remark]]:
    """Remarks by segment: what went well first, then what to work on, then the customer's side."""
    found: dict[int, list[Remark]] = defaultdict(list)
    for segment, remark in _good(evaluation.results):
        found[segment].append(remark)
    advised: set[str] = set()
    for finding in evaluation.findings:
        if finding.segment is not None:
            found[finding.segment].append(_remark(finding, advised, color=color))
    for result in evaluation.results:
        if result.kind is CheckKind.SCALE and result.value and result.evidence:
            rule = about.rule(result.code)
            words = f"{result.code} {rule.name if rule else ''}: {result.value} of 4"
            remark = Remark(sign="~", style="cyan", words=words, spans=result.evidence)
            found[result.evidence[0].segment].append(remark)
    return found


def _good(results: Iterable[Result]) -> Iterator[tuple[int, Remark]]:
    """What was answered well, all of one segment in one remark."""
    steps: dict[int, dict[str, tuple[Span, ...]]] = defaultdict(dict)
    for result in results:
        for chance in result.opportunities:
            spans = chance.answer or chance.spans
            if chance.met and spans:
                words = f"{result.code} {(chance.step or 'as it should be').replace('_', ' ')}"
                steps[spans[0].segment].setdefault(words, chance.answer)
    for segment, seen in steps.items():
        spans = tuple(span for group in seen.values() for span in group)
        yield segment, Remark(sign="+", style="green", words=" · ".join(seen), spans=spans)


def _remark(found: Finding, advised: set[str], *, color: bool) -> Remark:
    """A finding in words; a rule's advice is given once. The words it is about stand out by colour, else are quoted."""
    sign = SIGNS[found.kind]
    style = "red" if found.severity is Severity.ERROR and found.kind is FindingKind.VIOLATION else KINDS[found.kind]
    advice = plain(found.advice) if found.kind is FindingKind.VIOLATION and found.code not in advised else ""
    advised.add(found.code)
    message, quote = plain(found.message), "" if color else quoted(found.quote, longest=SHORT)
    words = " ".join(part for part in (found.code, found.name, quote) if part) + (f": {message}" if message else "")
    return Remark(sign=sign, style=style, words=words, advice=advice, spans=found.spans)


def _told_stretch(turn: Turn, names: dict[str, str], remarks: list[Remark]) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", no_wrap=True, width=4)
    grid.add_column(justify="right", no_wrap=True, width=7)
    grid.add_column(overflow="fold")
    words = Text.assemble(
        (f"{plain(names.get(turn.speaker, turn.speaker))}: ", SIDES[turn.role]), _spoken(turn, remarks)
    )
    grid.add_row(Text(str(turn.index + 1), style="dim"), Text(clock(turn.start_ms), style="dim"), words)
    for remark in remarks:
        grid.add_row("", "", _told(remark))
    return grid


def _spoken(turn: Turn, remarks: list[Remark]) -> Text:
    """The turn's words, those that a remark is about in its colour."""
    masked = mask_cards(turn.text)
    text = Text(one_line(masked))
    if masked != turn.text:
        return text
    at = dict(zip(turn.segments, turn.starts, strict=True))
    for remark in remarks:
        for span in remark.spans:
            if span.segment in at:
                begin = at[span.segment]
                start, end = whole_words(turn.text, begin + span.start_char, begin + span.end_char)
                text.stylize(remark.style, start, end)
    return text


def _told(remark: Remark) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(remark.sign, style=remark.style), Text(remark.words, style=remark.style))
    if remark.advice:
        grid.add_row("", Text.assemble(("Instead: ", "bold green"), remark.advice))
    return grid


def _take_along(seen: Digest) -> Iterator[RenderableType]:
    """At the end: what to keep, and one or two things for next time."""
    if seen.done_well:
        yield heading("Keep")
        yield Padding(Text("\n".join(g.name + (f": {g.message}" if g.message else "") for g in seen.done_well)), _IN)
    if seen.to_work_on:
        yield heading("Next time")
        first = seen.to_work_on[:NEXT_TIME]
        yield Padding(Text("\n".join(f"{g.name}: {g.advice or g.message}" for g in first)), _IN)
    elif not seen.done_well:
        yield Padding(Text("Nothing to work on in what could be judged."), (1, 0, 0, 0))
    yield Padding(Text("+ well done   * kudos   > to work on   ~ the customer's side", style="dim"), (1, 0, 0, 0))


_IN = (0, 0, 0, 2)
