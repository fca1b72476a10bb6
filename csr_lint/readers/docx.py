"""Word documents (.docx): a table of turns, or labelled paragraphs, or captions as Microsoft Teams saves them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import NotATranscriptError, TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts
from csr_lint.readers.cells import Layout
from csr_lint.readers.header import read_header
from csr_lint.readers.office import Grid, calls_of_rows, layout_of, part, rows_below
from csr_lint.readers.source import Line, Source, open_source
from csr_lint.readers.text import conversations, labelled_calls
from csr_lint.readers.wordxml import Paragraph, blocks
from csr_lint.readers.xmltext import parse_xml
from csr_lint.vocabulary import load_vocabulary

NAME = "docx"
ORDER = 5
ABOUT = About(
    title="Word (.docx)",
    group="Tables and documents",
    recognised="`word/document.xml` in a zip",
    times="those of tables or lines, where there",
    roles="the speaker column, or labels of lines",
    verified="2 files of Amazon's sample tool",
)

_MAIN = "word/document.xml"
_ADVICE = "a table with a heading (Speaker, Text …), or lines such as Agent: …"


def sniff(source: Source) -> str | None:
    return "it is a Word document" if source.is_zip and _MAIN in source.members else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    document = parse_xml(open_source(f"{source.path}/{_MAIN}", part(source, _MAIN)))
    found = list(blocks(document))
    tables = [
        (block, layout) for block in found if isinstance(block, Grid) and (layout := layout_of(block, source.reading))
    ]
    if tables:
        yield from _of_tables(source, found, tables)
        return
    talks = [(facts, talk) for facts, talk in conversations(_lines(found), load_vocabulary()) if talk.pieces]
    if not talks:
        raise NotATranscriptError(f"no transcript found in this Word document: {_ADVICE}", place=source.path)
    yield from labelled_calls(source, NAME, talks)


def _of_tables(
    source: Source, found: Sequence[Paragraph | Grid], tables: Sequence[tuple[Grid, Layout]]
) -> Iterator[Call | TranscriptError]:
    """The longest table of turns, and those with the same heading: each is a call, or several."""
    _, best = max(tables, key=lambda table: len(table[0].rows))
    same = [(grid, layout) for grid, layout in tables if layout.heading.cells == best.heading.cells]
    facts = _facts(found) if len(same) == 1 else Facts()
    notes = _passed_over(found, len(same))
    number = 1
    for grid, layout in same:
        for call in calls_of_rows(source, NAME, layout, rows_below(grid, layout), first=number):
            number += 1
            yield _with_facts(call, facts, notes, layout) if isinstance(call, Call) else call


def _facts(found: Sequence[Paragraph | Grid]) -> Facts:
    """What the paragraphs above a table say of the call: `Call ID: 17`."""
    facts, _ = read_header(_lines([block for block in found if isinstance(block, Paragraph)]), load_vocabulary())
    return facts


def _with_facts(call: Call, facts: Facts, notes: tuple[Note, ...], layout: Layout) -> Call:
    return msgspec.structs.replace(
        call,
        id=str(facts.id) if facts.id is not None and layout.columns.call is None else call.id,
        agent=call.agent or facts.agent,
        started=call.started or facts.started,
        queue=call.queue or facts.queue,
        notes=(*call.notes, *notes),
    )


def _passed_over(found: Sequence[Paragraph | Grid], read: int) -> tuple[Note, ...]:
    tables = sum(isinstance(block, Grid) for block in found) - read
    paragraphs = sum(isinstance(block, Paragraph) and bool(block.text.strip()) for block in found)
    if not tables and not paragraphs:
        return ()
    message = f"{paragraphs} paragraphs and {tables} other tables beside the table of turns were not read as speech"
    return (Note("lines-skipped", message),)


def _lines(found: Sequence[Paragraph | Grid]) -> list[Line]:
    """The document as lines, counted from 1; the cells of a row stand in one, divided by tabs."""
    texts = [
        block.text if isinstance(block, Paragraph) else "\n".join("\t".join(row.cells) for row in block.rows)
        for block in found
    ]
    return [Line(number, text) for number, text in enumerate("\n".join(texts).split("\n"), 1)]
