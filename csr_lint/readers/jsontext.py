"""JSON as it comes: one value, a record a line, values one after the other, NaN, halves; faults with their place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal

import msgspec

_LOOKS_STRONG = re.compile(rb'\s*(?:\{\s*["}]|\[\s*[\{"\]\[])')
_LOOKS_WEAK = re.compile(rb"\s*[\[{]")
_INNER = re.compile(rb'\s*"[^"\\\r\n]{1,80}"\s*:\s*(?:["\[{]|-?\d|true|false|null)')
_BYTE = re.compile(r" \(byte (\d+)\)$")
_BLANK = re.compile(r"\s*")
_SNIFFED_LINES = 20
LONGEST_RECORD = 64 << 20
"""Bytes of a record that has a line for itself."""

_CLOSING = "}],;"
_CUT = "truncated"


class JsonFault(Exception):
    """Bytes that are not JSON: what is wrong, at which byte, and whether the end is missing."""

    def __init__(self, message: str, offset: int, *, cut: bool) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.cut = cut

    @property
    def code(self) -> str:
        return _CUT if self.cut else "bad-json"


class _Behind(JsonFault):
    """What stands behind a whole value and cannot begin another one."""

    def __init__(self, rest: str, offset: int) -> None:
        super().__init__(f"not valid JSON: a {rest[:1]} behind the end of it", offset, cut=False)
        self.rest = rest


class JsonText(msgspec.Struct, frozen=True):
    """How a JSON file is laid out, with its value (`whole`) or its fault (`broken`).

    `lines`: a record a line; `stream`: values one after the other, over lines as they like. `rest`: brackets too many
    behind a whole value.
    """

    layout: Literal["whole", "lines", "stream", "broken"]
    first: object = None
    value: object = None
    fault: JsonFault | None = None
    rest: str = ""


def loads(data: bytes) -> object:
    """The value of a JSON text; NaN and Infinity, which Python writes, become null. Raises JsonFault."""
    try:
        return msgspec.json.decode(data)
    except RecursionError:
        raise JsonFault("nested too deeply", 0, cut=False) from None
    except (msgspec.DecodeError, UnicodeError) as error:
        if b"NaN" in data or b"Infinity" in data:
            return _loads_python(data, error)
        raise _fault(data, error) from None


def _loads_python(data: bytes, error: Exception) -> object:
    try:
        value = json.loads(data, parse_constant=lambda _: None)
        return msgspec.json.decode(json.dumps(value))
    except json.JSONDecodeError as closer:
        raise _python_fault(closer, len(data)) from None
    except (ValueError, RecursionError, msgspec.DecodeError):
        raise _fault(data, error) from None


def _fault(data: bytes, error: Exception) -> JsonFault:
    message = str(error)
    found = _BYTE.search(message)
    # The line end behind half a string is "invalid" there, but the fault is the missing half.
    if "truncated" in message or (found and int(found[1]) >= len(data.rstrip())):
        return JsonFault("the JSON breaks off before it is complete: is the file cut?", len(data.rstrip()), cut=True)
    offset = int(found[1]) if found else 0
    what = _plainly(data[offset : offset + 3]) or _BYTE.sub("", message).removeprefix("JSON is malformed: ")
    return JsonFault(f"not valid JSON: {what}", offset, cut=False)


def _plainly(found: bytes) -> str | None:
    """What people put into examples that they print, in plain words."""
    if found.startswith((b"//", b"/*", b"#")):
        return "there is a comment in it"
    if found.startswith((b"...", "\u2026".encode())):
        return "something was left out here (...)"
    return "a line break or tab inside a string" if found[:1] in (b"\n", b"\r", b"\t") else None


def look(data: bytes) -> JsonText | None:
    """How these bytes are laid out as JSON; None if they do not look like JSON at all."""
    if not _LOOKS_WEAK.match(data):
        return None
    strong = _LOOKS_STRONG.match(data) is not None
    if data.lstrip()[:1] == b"{" and (first := _first_of_lines(data)) is not None:
        return JsonText("lines", first)
    try:
        value = loads(data)
    except JsonFault as fault:
        return _look_closer(data, fault) if strong else None
    first = value[0] if isinstance(value, list) and value else value
    return JsonText("whole", first, value)


def is_inner_piece(data: bytes) -> bool:
    """Do these bytes begin like the inside of a JSON object, `"key": value`, its brace being cut off?"""
    return _INNER.match(data) is not None


def _first_of_lines(data: bytes) -> object:
    """The first line's value, if that line is a whole object and another one follows; else None."""
    lines = [line for _, line in _some_lines(data)]
    if len(lines) < 2 or not lines[0].endswith((b"}", b"]")):
        return None
    try:
        return loads(lines[0])
    except JsonFault:
        return None


def _look_closer(data: bytes, fault: JsonFault) -> JsonText:
    whole: list[object] = []
    lines = [line for _, line in _some_lines(data)]
    for line in lines:
        if line.startswith(b"{"):
            try:
                whole.append(loads(line))
            except JsonFault:
                continue
    if 2 * len(whole) >= len(lines) > 1 and lines[0].startswith(b"{"):
        return JsonText("lines", whole[0])
    values = [value for _, value in islice(stream(data), 2)]
    if not values or isinstance(values[0], JsonFault):
        return JsonText("broken", fault=fault)
    if isinstance(after := values[-1], _Behind) and not after.rest.strip(_CLOSING + " \r\n\t"):
        return JsonText("whole", values[0], values[0], rest=after.rest)
    return JsonText("stream", values[0])


def _some_lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    for count, found in enumerate(byte_lines(data), 1):
        yield found
        if count == _SNIFFED_LINES:
            return


def byte_lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number (from 1) and stripped bytes of each line that is not blank, without splitting all at once."""
    start, number = 0, 1
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        line = data[start:end].strip()
        if line:
            yield number, line
        start, number = end + 1, number + 1


def stream(data: bytes) -> Iterator[tuple[int, object]]:
    """Values that stand one after the other, each with the line where it begins; a JsonFault ends the row."""
    text = data.decode("utf-8", errors="replace")
    decoder = json.JSONDecoder(parse_constant=lambda _: None)
    at, line = 0, 1
    while True:
        blank = _BLANK.match(text, at)
        begin = blank.end() if blank else at
        line += text.count("\n", at, begin)
        if begin >= len(text):
            return
        if at and text[begin] in _CLOSING:
            yield line, _Behind(text[begin:].strip(), begin)
            return
        try:
            value, end = decoder.raw_decode(text, begin)
            value = msgspec.json.decode(json.dumps(value))
        except (ValueError, RecursionError, msgspec.DecodeError) as error:
            yield line, _python_fault(error, len(text))
            return
        yield line, value
        line += text.count("\n", begin, end)
        at = end


def _python_fault(error: Exception, size: int) -> JsonFault:
    if isinstance(error, json.JSONDecodeError):
        cut = error.pos >= size - 1 or error.msg.startswith("Unterminated")
        what = "the JSON breaks off before it is complete: is the file cut?" if cut else f"not valid JSON: {error.msg}"
        return JsonFault(what, error.pos, cut=cut)
    if isinstance(error, RecursionError):
        return JsonFault("nested too deeply", 0, cut=False)
    return JsonFault(f"not valid JSON: {error}", 0, cut=False)
