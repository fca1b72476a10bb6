"""Bytes to text: byte order marks, UTF-16, UTF-8, what XML declares, Windows-1252; the rest is refused by its name."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain

import msgspec

from csr_lint.errors import NotATranscriptError, TranscriptError

_CHUNK = 1 << 20
_HEAD = 1 << 16
_FOREIGN_SHARE = 0.25

_CONVERT = "save it as plain text, WebVTT, SRT, CSV or JSON"
_UNPACK = "unpack it first"
_TRANSCRIBE = "csr-lint reads transcripts, not audio or video: have it transcribed"
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "convert it first: pdftotext -layout FILE"),
    (b"BZh", "bzip2-compressed", _UNPACK),
    (b"\xfd7zXZ\x00", "xz-compressed", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"\xd0\xcf\x11\xe0", "an Office document that is old (.doc, .xls) or locked with a password", _CONVERT),
    (b"{\\rtf", "an RTF document", _CONVERT),
    (b"SQLite format 3\x00", "an SQLite database", "export the table as CSV"),
    (b"\x89PNG", "a picture (PNG)", "no transcript"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "no transcript"),
    (b"GIF8", "a picture (GIF)", "no transcript"),
    (b"\x7fELF", "a program", "no transcript"),
    (b"ID3", "audio (MP3)", _TRANSCRIBE),
    (b"OggS\x00", "audio (Ogg)", _TRANSCRIBE),
    (b"fLaC\x00", "audio (FLAC)", _TRANSCRIBE),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(rb"[\x00-\x06\x0e-\x14\x16-\x1a]")
_HIGH = re.compile(rb"[\x80-\xff]")
_DECLARED = re.compile(
    rb"\s*<(?:\?xml\b[^>]{1,200}?\bencoding|(?s:.{0,600}?)<meta\b[^>]{1,120}?\bcharset)\s*=\s*[\"']?([A-Za-z][\w.-]{1,30})"
)


class Decoded(msgspec.Struct, frozen=True):
    """A file's bytes without byte order mark, and the encoding that reads them; `guess` tells what was guessed."""

    data: bytes
    encoding: str
    errors: str = "strict"
    guess: str | None = None


class Encoding(msgspec.Struct, frozen=True):
    """How bytes are read as text; `mark`: how many of them are a byte order mark; `guess` tells what was guessed."""

    mark: int
    name: str
    errors: str = "strict"
    guess: str | None = None

    @property
    def wide(self) -> bool:
        """May a letter have other bytes than those of UTF-8 or one? Then the text is written anew, in UTF-8."""
        return self.name not in ("utf-8", "cp1252")


def decode(path: str, data: bytes, told: str | None = None) -> Decoded:
    """How to read these bytes as text; `told`: the encoding as the user names it, where no byte order mark does.

    Text in UTF-16 and UTF-32 comes back as UTF-8. Raises TranscriptError (empty file, encoding that is not known) or
    NotATranscriptError (binary file).
    """
    marked = any(data.startswith(bom) for bom, _ in _BOMS)
    decoded = _as_told(path, data, told) if told and not marked else decoded_by(encoding_of(path, data), data)
    if not decoded.data[:_CHUNK].strip() and not decoded.data.strip():
        raise TranscriptError("the file is empty", place=path, code="empty")
    return decoded


def decoded_by(encoding: Encoding, begin: bytes) -> Decoded:
    """The begin of a file in this encoding; half a letter at its end is left out where a letter has two bytes."""
    data = begin[encoding.mark :]
    if not encoding.wide:
        return Decoded(data, encoding.name, encoding.errors, encoding.guess)
    text = codecs.getincrementaldecoder(encoding.name)().decode(data)
    return Decoded(text.encode(), "utf-8", guess=encoding.guess)


def encoding_of(path: str, head: bytes, rest: Iterable[bytes] = ()) -> Encoding:
    """The encoding of a file with this head (a megabyte or more, or all) and this rest. Raises what `decode` raises."""
    bom, name = next(((bom, name) for bom, name in _BOMS if head.startswith(bom)), (b"", "utf-8"))
    mark, data = len(bom), head[len(bom) :]
    if name != "utf-8":
        if fault := _fault(chain((data,), rest), name):
            message = f"the file is marked as {name.upper()}, but is not: {fault}"
            raise TranscriptError(message, place=path, code="encoding")
        return Encoding(mark, name)
    if not bom:
        refuse_binary(path, head)
    if b"\x00" in data[:_HEAD]:
        return _wide_or_binary(path, mark, data, rest)
    if not _fault(chain((data,), rest), "utf-8"):
        return Encoding(mark, "utf-8")
    begin = _telling(data)
    if len(_CONTROLS.findall(begin)) * 50 > len(begin):
        raise NotATranscriptError("this is binary data, not text", place=path, code="binary")
    return _declared(mark, data) or _guess(path, mark, begin)


def _telling(data: bytes) -> bytes:
    """What tells the encoding: the begin, or, where that is plain, what stands around the first odd byte."""
    begin = data[: 4 * _HEAD]
    if not begin.isascii():
        return begin
    first = _HIGH.search(data)
    return data[max(0, first.start() - _HEAD) : first.start() + 3 * _HEAD] if first else begin


def _declared(mark: int, data: bytes) -> Encoding | None:
    """XML and HTML say on their first lines how they are written; None if they do not, or if that is wrong."""
    if found := _DECLARED.match(data[:1000]):
        with suppress(LookupError, UnicodeError):
            name = codecs.lookup(found[1].decode()).name
            data[:1].decode(name, "replace")  # LookupError for a codec that is none of text
            return None if _fault((data,), name) else Encoding(mark, name)
    return None


def refuse_binary(path: str, data: bytes) -> None:
    """Raises NotATranscriptError, naming what it is, when the first bytes are those of a known binary format."""
    found = next(((what, advice) for magic, what, advice in _MAGIC if data.startswith(magic)), None)
    if data[:4] == b"RIFF" and data[8:12] in (b"WAVE", b"AVI ", b"WEBP"):
        found = (
            ("a picture (WebP)", "no transcript") if data[8:12] == b"WEBP" else ("audio or video (RIFF)", _TRANSCRIBE)
        )
    elif data[4:8] == b"ftyp":
        found = ("audio or video (MP4)", _TRANSCRIBE)
    if found:
        raise NotATranscriptError(f"this is {found[0]}; {found[1]}", place=path, code="binary")


def _as_told(path: str, data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding).encode(), "utf-8")
    except LookupError:
        raise TranscriptError(f"there is no encoding {encoding!r}", place=path, code="encoding") from None
    except UnicodeError as error:
        message = f"the text is not in {encoding}: {error}"
        raise TranscriptError(message, place=path, code="encoding") from error


def _fault(pieces: Iterable[bytes], encoding: str) -> str | None:
    """What makes these pieces no text in an encoding; None if they are."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in pieces:
            for start in range(0, len(piece), _CHUNK):
                decoder.decode(piece[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeError as error:
        return error.reason if isinstance(error, UnicodeDecodeError) else str(error)
    return None


def _wide_or_binary(path: str, mark: int, data: bytes, rest: Iterable[bytes]) -> Encoding:
    head = data[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    name = "utf-16-le" if odd > 4 * even else "utf-16-be" if even > 4 * odd else None
    if name and max(even, odd) * 10 > len(head) // 2 * 3 and not _fault(chain((data,), rest), name):
        return Encoding(mark, name, guess=f"read as {name.upper()} (no byte order mark)")
    raise NotATranscriptError("this is binary data, not text", place=path, code="binary")


def _guess(path: str, mark: int, head: bytes) -> Encoding:
    """Not UTF-8: damaged UTF-8, Windows-1252, or something that must not be guessed.

    Between the Western one-byte sets no statistics are asked: they take latin-1 for DOS code pages.
    """
    lenient = head.decode("utf-8", errors="replace")
    bad = lenient.count("\ufffd")
    good = sum(1 for c in lenient if ord(c) > 127 and c != "\ufffd")
    if bad == 0 or good > 3 * bad:
        return Encoding(mark, "utf-8", "replace", "bytes that are not UTF-8 were replaced")
    letters = len(head) - sum(head.count(blank) for blank in (b" ", b"\n", b"\r", b"\t"))
    if len(_HIGH.findall(head)) > _FOREIGN_SHARE * letters:
        message = (
            "the text is neither UTF-8, UTF-16 nor Windows-1252 (another alphabet's code page?); "
            "save it as UTF-8, or name its encoding: --encoding gb18030, shift_jis, windows-1251 …"
        )
        raise TranscriptError(message, place=path, code="encoding")
    return Encoding(mark, "cp1252", "replace", "read as Windows-1252 (it is not UTF-8)")
