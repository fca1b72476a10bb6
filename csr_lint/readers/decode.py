"""Bytes to text: byte order marks, UTF-16, UTF-8, what XML declares, Windows-1252; the rest is refused by its name."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

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
    (b"\xd0\xcf\x11\xe0", "an old Office document (.doc, .xls)", _CONVERT),
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


def decode(path: str, data: bytes, told: str | None = None) -> Decoded:
    """How to read these bytes as text; `told`: the encoding as the user names it, where no byte order mark does.

    Text in UTF-16 and UTF-32 comes back as UTF-8. Raises TranscriptError (empty file, encoding that is not known) or
    NotATranscriptError (binary file).
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            decoded = _marked(path, data[len(bom) :], encoding)
            break
    else:
        refuse_binary(path, data)
        decoded = _unmarked(path, data) if told is None else _as_told(path, data, told)
    if not decoded.data[:_CHUNK].strip() and not decoded.data.strip():
        raise TranscriptError("the file is empty", place=path, code="empty")
    return decoded


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


def _marked(path: str, data: bytes, encoding: str) -> Decoded:
    if encoding == "utf-8":
        return _unmarked(path, data)
    try:
        return Decoded(data.decode(encoding).encode(), "utf-8")
    except UnicodeError as error:
        name = encoding.upper()
        raise TranscriptError(
            f"the file is marked as {name}, but is not: {error}", place=path, code="encoding"
        ) from error


def _unmarked(path: str, data: bytes) -> Decoded:
    if b"\x00" in data[:_HEAD]:
        return _wide_or_binary(path, data)
    if _is_utf8(data):
        return Decoded(data, "utf-8")
    head = data[: 4 * _HEAD]
    if len(_CONTROLS.findall(head)) * 50 > len(head):
        raise NotATranscriptError("this is binary data, not text", place=path, code="binary")
    return _as_declared(data) or _guess(path, data)


def _as_declared(data: bytes) -> Decoded | None:
    """XML and HTML say on their first lines how they are written; None if they do not, or if that is wrong."""
    if found := _DECLARED.match(data[:1000]):
        with suppress(LookupError, UnicodeError):
            return Decoded(data.decode(found[1].decode()).encode(), "utf-8")
    return None


def _is_utf8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _CHUNK):
            decoder.decode(data[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _wide_or_binary(path: str, data: bytes) -> Decoded:
    head = data[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    encoding = "utf-16-le" if odd > 4 * even else "utf-16-be" if even > 4 * odd else None
    if encoding and max(even, odd) * 10 > len(head) // 2 * 3:
        try:
            text = data.decode(encoding).encode()
        except UnicodeError:
            pass
        else:
            return Decoded(text, "utf-8", guess=f"read as {encoding.upper()} (no byte order mark)")
    raise NotATranscriptError("this is binary data, not text", place=path, code="binary")


def _guess(path: str, data: bytes) -> Decoded:
    """Not UTF-8: damaged UTF-8, Windows-1252, or something that must not be guessed.

    Between the Western one-byte sets no statistics are asked: they take latin-1 for DOS code pages.
    """
    head = data[: 4 * _HEAD]
    lenient = head.decode("utf-8", errors="replace")
    bad = lenient.count("\ufffd")
    good = sum(1 for c in lenient if ord(c) > 127 and c != "\ufffd")
    if bad == 0 or good > 3 * bad:
        return Decoded(data, "utf-8", "replace", "bytes that are not UTF-8 were replaced")
    letters = len(head) - sum(head.count(blank) for blank in (b" ", b"\n", b"\r", b"\t"))
    if len(_HIGH.findall(head)) > _FOREIGN_SHARE * letters:
        message = (
            "the text is neither UTF-8, UTF-16 nor Windows-1252 (another alphabet's code page?); "
            "save it as UTF-8, or name its encoding: --encoding gb18030, shift_jis, windows-1251 …"
        )
        raise TranscriptError(message, place=path, code="encoding")
    return Decoded(data, "cp1252", "replace", "read as Windows-1252 (it is not UTF-8)")
