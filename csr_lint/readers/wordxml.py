"""The paragraphs and tables of a Word document, in its order, as it reads with all changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from csr_lint.readers.cells import Row
from csr_lint.readers.office import Grid
from csr_lint.readers.xmltext import attribute, local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_GONE = frozenset(("del", "moveFrom", "delText", "instrText", "rPr", "pPr", "tblPr", "tcPr", "trPr", "sdtPr"))
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph's text; a break within it is a line end."""

    text: str


def blocks(root: Element) -> Iterator[Paragraph | Grid]:
    """What stands in the document (or in a cell, or a text box), in order; a text box follows its paragraph."""
    for element in root:
        name = local(element.tag)
        if name == "p":
            boxes: list[Element] = []
            yield Paragraph("".join(_texts(element, boxes)))
            for box in boxes:
                yield from blocks(box)
        elif name == "tbl":
            yield _grid(element)
        elif name == "AlternateContent":
            yield from blocks(_chosen(element))
        elif name not in _GONE:
            yield from blocks(element)


def _texts(element: Element, boxes: list[Element]) -> Iterator[str]:
    """The text in a paragraph; text boxes in it are put aside."""
    for child in element:
        name = local(child.tag)
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "txbxContent":
            boxes.append(child)
        elif name == "AlternateContent":
            yield from _texts(_chosen(child), boxes)
        elif name not in _GONE:
            yield from _texts(child, boxes)


def _chosen(element: Element) -> Element:
    """The first of several ways to say the same: a drawing for new programs, and again for old ones."""
    return next(iter(element), element)


def _grid(table: Element) -> Grid:
    rows: list[Row] = []
    carried: dict[tuple[int, int], str] = {}
    above: dict[int, str] = {}
    for line, row in enumerate(_within(table, "tr"), 1):
        cells: list[str] = []
        for cell in _within(row, "tc"):
            text = _cell_text(cell)
            if _goes_on(cell):
                carried[line, len(cells)] = above.get(len(cells), "")
            else:
                above[len(cells)] = text
            cells += [text, *[""] * (_span(cell) - 1)]
        if any(cell.strip() for cell in cells):
            rows.append(Row(line, tuple(cells)))
    return Grid(tuple(rows), carried)


def _within(element: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those that were deleted left out."""
    for child in element:
        name = local(child.tag)
        if name == wanted:
            if not any(local(mark.tag) in ("del", "cellDel") for mark in _properties(child)):
                yield child
        elif name not in _GONE:
            yield from _within(child, wanted)


def _cell_text(cell: Element) -> str:
    told = [
        block.text if isinstance(block, Paragraph) else "\n".join("\t".join(row.cells) for row in block.rows)
        for block in blocks(cell)
    ]
    return "\n".join(text for text in told if text.strip())


def _properties(element: Element) -> Iterator[Element]:
    for child in element:
        if local(child.tag) in ("tcPr", "trPr"):
            yield from child


def _goes_on(cell: Element) -> bool:
    """Is the cell merged with the one above it?"""
    marks = [mark for mark in _properties(cell) if local(mark.tag) == "vMerge"]
    return any(attribute(mark, "val") in (None, "continue") for mark in marks)


def _span(cell: Element) -> int:
    told = next((attribute(mark, "val") for mark in _properties(cell) if local(mark.tag) == "gridSpan"), None)
    return min(int(told), 64) if told and told.isascii() and told.isdigit() and int(told) > 0 else 1
