"""What is compressed: gzip as it is read, zip archives member by member, both within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from gzip import BadGzipFile, GzipFile
from io import BytesIO
from lzma import LZMAError
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from csr_lint.errors import TranscriptError
from csr_lint.readers.source import Source

GZIP = b"\x1f\x8b"
MOST = 512 << 20
"""Bytes that a compressed file may unfold to when it is read as a whole; no transcript is so long."""
_MOST_MEMBERS = 20_000
_DENSEST, _SMALL = 200, 32 << 20
"""No talk packs two hundred to one; what does, beyond a size that does no harm, is a bomb and not read on."""
_PIECE = 1 << 20


class Unfolding(GzipFile):
    """A gzip file as it is unpacked; `taken`: bytes of the packed file so far."""

    def __init__(self, file: BinaryIO) -> None:
        self._packed = _Counted(file)
        super().__init__(fileobj=self._packed)

    @property
    def taken(self) -> int:
        return self._packed.count


class _Counted:
    """Bytes that are read, counted: a pipe does not tell how far it is."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        found = self._file.read(size)
        self.count += len(found)
        return found

    def seek(self, place: int) -> int:
        return self._file.seek(place)


def unfolded(file: BinaryIO) -> BinaryIO:
    """The file, its bytes unpacked if they are gzip's (`file` must be able to look ahead, as opened files are)."""
    peek = getattr(file, "peek", None)
    if peek is not None and peek(len(GZIP))[: len(GZIP)] == GZIP:
        return cast(BinaryIO, Unfolding(file))
    return file


def read_whole(file: BinaryIO, path: str, read: bytes = b"") -> bytes:
    """`read` and all the rest of a file. Raises TranscriptError where a packed one is cut, spoilt or a bomb."""
    if not isinstance(file, Unfolding):
        return read + file.read()
    pieces, size = [read], len(read)
    with broken_gzip(path):
        while piece := file.read(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > MOST:
                raise TranscriptError(f"it unfolds to more than {MOST >> 20} MiB", place=path, code="too-large")
            if _is_bomb(size, file.taken):
                raise _bomb(path)
    return b"".join(pieces)


def _is_bomb(unfolded: int, packed: int) -> bool:
    return unfolded > _SMALL and unfolded > _DENSEST * packed


def _bomb(place: str) -> TranscriptError:
    message = f"it unfolds to more than {_DENSEST} times its size, as no transcript does; it is not unpacked"
    return TranscriptError(message, place=place, code="too-large")


class broken_gzip:
    """A `with` in which gzip's own errors become a TranscriptError at `path`."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: object) -> None:
        if isinstance(error, EOFError):
            message = "the compressed file breaks off before its end: is it cut?"
            raise TranscriptError(message, place=self._path, code="truncated") from error
        if isinstance(error, BadGzipFile | ZlibError):
            raise TranscriptError(f"not readable gzip: {error}", place=self._path, code="bad-archive") from error


def members(source: Source) -> Iterator[tuple[str, bytes] | TranscriptError]:
    """Name and bytes of each file in a zip archive, in its order; hidden ones and folders are passed over.

    What cannot be unpacked comes as a TranscriptError. Raises TranscriptError for an archive that is cut, or unfolds
    to more than MOST bytes.
    """
    try:
        archive = ZipFile(BytesIO(source.data))
    except (BadZipFile, ValueError, NotImplementedError) as error:
        message = "the archive cannot be opened: is it cut?"
        raise TranscriptError(message, place=source.path, code="truncated") from error
    with archive:
        inside = [m for m in archive.infolist() if not m.is_dir() and not _hidden(m.filename)]
        if len(inside) > _MOST_MEMBERS or sum(m.file_size for m in inside) > MOST:
            message = f"the archive unfolds to more than {MOST >> 20} MiB or {_MOST_MEMBERS:,} files"
            raise TranscriptError(message, place=source.path, code="too-large")
        for member in inside:
            place = f"{source.path}/{member.filename}"
            if _is_bomb(member.file_size, member.compress_size):
                yield _bomb(place)
                continue
            try:
                with archive.open(member) as file:
                    data = file.read(member.file_size + 1)
            except RuntimeError as error:  # zipfile's word for a member that needs a password
                yield TranscriptError(f"it cannot be unpacked: {error}", place=place, code="bad-archive")
            except (BadZipFile, ZlibError, LZMAError, EOFError, OSError, NotImplementedError) as error:
                yield TranscriptError(f"it cannot be unpacked: {error}", place=place, code="bad-archive")
            else:
                yield member.filename, data


def _hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith(".")
