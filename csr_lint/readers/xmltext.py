"""XML: a file's root element, read without whatever makes XML dangerous, each element with its line."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from csr_lint.errors import TranscriptError
from csr_lint.readers.source import Source

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element, TreeBuilder

DEEPEST = 200
MOST_ELEMENTS = 2_000_000

# A blank cannot stand in the name of an attribute: no file has one of this name.
_LINE = "line in the file"
_ROOT = re.compile(
    r"\s*+(?:<\?xml\b[^>]*+>)?+(?:\s++|<!--(?:(?!-->).)*+-->|<!DOCTYPE[^>\[]*+>)*+"
    r"<(?:[\w.-]{1,40}:)?+(?P<name>[\w.-]{1,80})[\s/>]",
    re.DOTALL | re.IGNORECASE,
)
_CUT = frozenset((3, 5))
"""Expat's codes for a text that ends too early: no element, or a token left open."""


def root_name(head: str) -> str | None:
    """The name, without prefix, of the root element of a text that begins as XML does; None if it does not."""
    found = _ROOT.match(head) if "<" in head[:1000] else None
    return found["name"] if found else None


def parse_xml(source: Source) -> Element:
    """The root element of a file. Comments and processing instructions are left out.

    Raises TranscriptError, with the line, for XML that is broken or cut, that has a DTD or entities of its own, or that
    is nested or spread beyond any transcript.
    """
    from xml.etree.ElementTree import ParseError, TreeBuilder

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    text = source.text.lstrip()
    above = source.text.count("\n", 0, len(source.text) - len(text))
    builder = TreeBuilder()
    target = _Target(builder, lambda: above + parser.parser.CurrentLineNumber)
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    try:
        parser.feed(text)
        root: Element = parser.close()
    except DefusedXmlException as error:
        message = "XML with a document type or entities of its own (<!DOCTYPE …>) is not read; take that part out"
        raise TranscriptError(message, place=source.at(target.line()), code="bad-xml") from error
    except _TooMuch as error:
        raise TranscriptError(str(error), place=source.at(target.line()), code="bad-xml") from error
    except ParseError as error:
        cut = "the XML ends too early; is the file cut off?" if error.code in _CUT else "this is not well-formed XML"
        message = f"{cut} ({str(error).partition(': line')[0]})"
        raise TranscriptError(message, place=source.at(above + error.position[0]), code="bad-xml") from error
    return root


def line_of(element: Element) -> int | None:
    """The line of the file, from 1, on which an element begins."""
    told = element.get(_LINE)
    return None if told is None else int(told)


def local(name: str) -> str:
    """A name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def attribute(element: Element, name: str) -> str | None:
    """The value of the attribute of this local name, in whatever namespace; None if there is none."""
    return next((value for key, value in element.items() if local(key) == name and key != _LINE), None)


class _TooMuch(ValueError):
    pass


class _Target:
    """Passes on what the parser finds, counted and with its line."""

    def __init__(self, builder: TreeBuilder, line: Callable[[], int]) -> None:
        self.line = line
        self.data, self.close = builder.data, builder.close
        self._builder = builder
        self._depth = self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> Element:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST:
            raise _TooMuch(f"XML nested more than {DEEPEST} deep; no transcript is")
        if self._count > MOST_ELEMENTS:
            raise _TooMuch(f"XML of more than {MOST_ELEMENTS:,} elements; no transcript has so many")
        return self._builder.start(tag, {**attributes, _LINE: str(self.line())})

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return self._builder.end(tag)
