"""Google Speech-to-Text, v1 and v2: `results[].alternatives[]`, also under `response`; speakers by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.keyed.google_results import Document, Response, Result, SpokenWord
from csr_lint.readers.protobuf import Seconds, with_camel_keys
from csr_lint.readers.records import Record, as_one, convert, each, place_of, refuse_failed
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import Word, in_order, label_of, mean, note_if, pieces_of
from csr_lint.readers.units import UNITS, CellTime, Timed, guess_unit
from csr_lint.reading import UNIT_MS

NAME = "google-stt"
ORDER = 128
ABOUT = About(
    title="Google Speech-to-Text v1, v2",
    group="Cloud recognisers",
    recognised="`results[].alternatives`, perhaps under `response`",
    times='seconds ("1.2s", or seconds and nanos), start and end of each word',
    roles="speaker tags of words, channels",
)

_REPEATED = 0.8
_LIVE = frozenset(("isFinal", "is_final", "stability"))


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    if not isinstance(first, dict):
        return None
    under = first.get("response")
    results = (under if isinstance(under, dict) else first).get("results")
    if not isinstance(results, list):
        return None
    said = [a for r in results if isinstance(r, dict) for a in _list(r.get("alternatives")) if isinstance(a, dict)]
    return "key results[].alternatives" if any("transcript" in a or "words" in a for a in said) else None


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def read(source: Source) -> Iterator[Call | TranscriptError]:
    first = source.json.first if source.json else None
    if isinstance(first, dict) and any(isinstance(r, dict) and _LIVE & r.keys() for r in _list(first.get("results"))):
        record = as_one(source)
        messages = convert(source, _renamed(record), list[Response])
        yield _built(source, record, [result for message in messages for result in message.results])
    else:
        yield from each(source, _call)


def _renamed(record: Record) -> Record:
    return msgspec.structs.replace(record, value=with_camel_keys(record.value))


def _call(source: Source, record: Record) -> Call:
    document = convert(source, _renamed(record), Document)
    if document.error:
        refuse_failed(place_of(source, record), "error", document.error.message)
    return _built(source, record, (document.response or document).results)


def _built(source: Source, record: Record, told: list[Result]) -> Call:
    guessed = _bare_numbers_in_seconds(source, told)
    partial = sum(result.partial for result in told)
    results, notes = _without_repetition([result for result in told if not result.partial])
    empty = sum(not result.text for result in results)
    return build_call(
        source,
        NAME,
        _pieces(results),
        number=record.number,
        facts=Facts(language=next((r.language_code for r in told if r.language_code), None)),
        notes=(
            *record.notes,
            *note_if(partial, "partial-result", f"{partial} of {len(told)} results are not final; they are not used"),
            *note_if(empty, "empty-turn", f"{empty} of {len(told)} results have no text; they are left out"),
            *notes,
            *guessed,
        ),
        place=place_of(source, record),
    )


def _bare_numbers_in_seconds(source: Source, results: Sequence[Result]) -> tuple[Note, ...]:
    """Google's times tell their unit. Bare numbers are home-made: their unit is guessed."""
    words = [word for result in results for word in result.words if isinstance(word.start_time, int | float)]
    if not words:
        return ()
    told = source.reading.time_unit
    name = None if told else guess_unit([[Timed(_cell(w.start_time), _cell(w.end_time), None, 1) for w in words]])
    unit = UNIT_MS[told] if told else UNITS[name or "seconds"]
    for word in words:
        word.start_time, word.end_time = _scaled(word.start_time, unit), _scaled(word.end_time, unit)
    return () if told else (Note("unit-guessed", f"times are bare numbers; they are taken for {name or 'seconds'}"),)


def _cell(time: Seconds) -> CellTime | None:
    return CellTime(number=time) if isinstance(time, int | float) else None


def _scaled(time: Seconds, unit: float) -> Seconds:
    return time * unit / 1000 if isinstance(time, int | float) else time


def _pieces(results: Sequence[Result]) -> list[Piece]:
    """A piece for each result, or for each speaker's run of words where any word has a speaker."""
    several = len({result.channel_tag for result in results}) > 1
    if any(word.speaker for result in results for word in result.words):
        return pieces_of(word for result in results for word in _words(result, several))
    return in_order([_piece(result, several) for result in results if result.text])


def _piece(result: Result, several: bool) -> Piece:
    channel = _channel(result, several)
    starts = [word.start_ms for word in result.words if word.start_ms is not None]
    ends = [word.end_ms for word in result.words if word.end_ms is not None]
    return Piece(
        text=result.text,
        label=label_of(None, channel),
        start_ms=min(starts, default=None),
        end_ms=max(ends, default=None),
        channel=channel,
        confidence=_known(result.best.confidence) or mean(_known(word.confidence) for word in result.words),
    )


def _words(result: Result, several: bool) -> Iterator[Word]:
    """The words of a result; one that tells only its text counts as a word, lest it be lost."""
    channel = _channel(result, several)
    for word in result.words or ([SpokenWord(word=result.text)] if result.text else []):
        yield Word(
            text=word.word,
            start_ms=word.start_ms,
            end_ms=word.end_ms,
            label=label_of(word.speaker, channel),
            channel=channel,
            confidence=_known(word.confidence),
        )


def _channel(result: Result, several: bool) -> str | None:
    return str(result.channel_tag) if several and result.channel_tag is not None else None


def _known(confidence: float | None) -> float | None:
    """Google writes 0.0 where it has not measured any."""
    return confidence or None


def _without_repetition(results: list[Result]) -> tuple[list[Result], tuple[Note, ...]]:
    """The results without what the last one says again.

    With speakers asked for, the last result says all words once more, with their speakers: then it alone is used.
    """
    *before, last = results or [Result()]
    earlier = [key for result in before for key in _keys(result)]
    if not earlier or not any(word.speaker for word in last.words) or not _begins_early(before, last):
        return results, ()
    if all(start is not None for _, start in earlier):
        again = set(_keys(last))
        found = sum(key in again for key in earlier)
    else:
        found = (Counter(word for word, _ in earlier) & Counter(word for word, _ in _keys(last))).total()
    if found < _REPEATED * len(earlier):
        return results, ()
    message = f"the last result says again, with speakers, what the {len(before)} before it say; it is used alone"
    return [last], (Note("repeated-result", message),)


def _keys(result: Result) -> list[tuple[str, int | None]]:
    told = [(word.word, word.start_ms) for word in result.words] or [(word, None) for word in result.text.split()]
    return [(word.casefold().strip(".,?!"), start) for word, start in told]


def _begins_early(before: Sequence[Result], last: Result) -> bool:
    """Does it begin no later than the result before it did? True where no times tell."""
    starts = [w.start_ms for result in before[-1:] for w in result.words if w.start_ms is not None]
    own = [w.start_ms for w in last.words if w.start_ms is not None]
    return not starts or not own or min(own) <= min(starts)
