"""Soniox: `tokens`, parts of words with their blanks, put together by speaker; times in ms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, build_call
from csr_lint.readers.records import Record, as_one, convert, each, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import Word, label_of, mean, note_if, pieces_of
from csr_lint.readers.times import milliseconds

NAME = "soniox"
ORDER = 142
ABOUT = About(
    title="Soniox",
    group="Cloud recognisers",
    recognised="`tokens` with `start_ms` or `is_final`",
    times="ms, start and end of each token",
    roles="speaker numbers",
)

_SIGNALS = frozenset(("<end>", "<fin>"))


class _Token(msgspec.Struct):
    """A part of a word, with the blank before it; `<end>` says that somebody has finished."""

    text: str
    start_ms: float | None = None
    end_ms: float | None = None
    confidence: float | None = None
    speaker: int | str | None = None
    is_final: bool = True
    translation_status: str | None = None


class _Document(msgspec.Struct):
    tokens: list[_Token]
    id: str | None = None


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    tokens = first.get("tokens") if isinstance(first, dict) else None
    if not isinstance(first, dict) or not isinstance(tokens, list):
        return None
    token = tokens[0] if tokens and isinstance(tokens[0], dict) else {}
    sure = _is_frame(first) or ("text" in token and {"start_ms", "is_final"} & token.keys())
    return "key tokens[].start_ms" if sure else None


def _is_frame(first: dict[object, object]) -> bool:
    return "final_audio_proc_ms" in first


def read(source: Source) -> Iterator[Call | TranscriptError]:
    first = source.json.first if source.json else None
    if isinstance(first, dict) and _is_frame(first):
        record = as_one(source)
        frames = convert(source, record, list[_Document])
        yield _built(source, record, _Document([token for frame in frames for token in frame.tokens]))
    else:
        yield from each(source, lambda file, record: _built(file, record, convert(file, record, _Document)))


def _built(source: Source, record: Record, told: _Document) -> Call:
    final = [token for token in told.tokens if token.is_final]
    spoken = [token for token in final if token.translation_status != "translation"]
    partial, translated = len(told.tokens) - len(final), len(final) - len(spoken)
    notes = (
        *record.notes,
        *note_if(partial, "partial-result", f"{partial} tokens are not final; they are not used"),
        *note_if(translated, "not-speech", f"{translated} tokens are a translation; they are left out"),
    )
    pieces = pieces_of(_word(parts) for parts in _together([t for t in spoken if t.text not in _SIGNALS]))
    return build_call(
        source,
        NAME,
        pieces,
        number=record.number,
        facts=Facts(id=told.id),
        notes=notes,
        place=place_of(source, record),
    )


def _together(tokens: Sequence[_Token]) -> Iterator[list[_Token]]:
    """The parts of each word: one that begins with a blank begins a word, and so does another speaker's."""
    parts: list[_Token] = []
    for token in tokens:
        if parts and (token.text[:1].isspace() or parts[-1].text[-1:].isspace() or parts[0].speaker != token.speaker):
            yield parts
            parts = []
        if token.text.strip():
            parts.append(token)
        elif parts:
            yield parts
            parts = []
    if parts:
        yield parts


def _word(parts: Sequence[_Token]) -> Word:
    return Word(
        text="".join(part.text for part in parts).strip(),
        start_ms=milliseconds(parts[0].start_ms, 1),
        end_ms=milliseconds(parts[-1].end_ms, 1),
        label=label_of(parts[0].speaker),
        confidence=mean(part.confidence for part in parts),
    )
