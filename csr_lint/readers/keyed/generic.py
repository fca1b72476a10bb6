"""Any other JSON with a dialogue in it: the first list of turns, or of labelled strings, or one string of lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.labelled import is_dialogue, spoken_in
from csr_lint.readers.records import Record, keys_shown, place_of, records, whole
from csr_lint.readers.source import Source
from csr_lint.readers.turnobjects import facts_in, fields_of, pieces_of_turns, unit_of

NAME = "generic"
ORDER = 290
ABOUT = About(
    title="Any JSON with a dialogue in it",
    group="Anything else",
    recognised="the first list of turns or labelled strings",
    times="by the key, else guessed",
    roles="speaker keys, or labels of lines",
)

_DEEPEST = 8
_LOOKED_INTO = 5
Path = tuple[str | None, ...]


class _Found(msgspec.Struct, frozen=True):
    """Where the talk of a call lies: `beside` are the objects around it, the nearest first."""

    value: object
    beside: tuple[object, ...]


def sniff(source: Source) -> str | None:
    if source.json is None:
        return None
    first = source.json.value if _is_one(source) else source.json.first
    paths = _search(first)
    return f"{_what(first, paths[0])} at {_shown(paths[0])}" if paths else None


def _is_one(source: Source) -> bool:
    """Is the whole file a list that is one dialogue?"""
    listed = source.json.value if source.json else None
    return isinstance(listed, list) and bool(listed) and (isinstance(listed[0], str) or fields_of(listed) is not None)


def _is_talk(value: object) -> bool:
    return isinstance(value, list) and isinstance(next(iter(value), None), dict) and fields_of(value) is not None


def _is_strings(value: object) -> bool:
    return isinstance(value, list) and is_dialogue(value)


def _is_string(value: object) -> bool:
    return isinstance(value, str) and is_dialogue(value)


def _search(value: object) -> tuple[Path, ...]:
    """The paths of all lists of turns, in the order of the file; if there are none, of labelled strings, or of one."""
    for fits in (_is_talk, _is_strings, _is_string):
        if found := tuple(dict.fromkeys(_places(value, fits, ()))):
            return found
    return ()


def _places(value: object, fits: Callable[[object], bool], path: Path) -> Iterator[Path]:
    """Where something fits, nothing inside of it; None in a path stands for the elements of a list."""
    if fits(value):
        yield path
    elif len(path) < _DEEPEST and isinstance(value, dict):
        for key, inner in value.items():
            yield from _places(inner, fits, (*path, str(key)))
    elif len(path) < _DEEPEST and isinstance(value, list):
        for inner in value[:_LOOKED_INTO]:
            yield from _places(inner, fits, (*path, None))


def _shown(path: Path) -> str:
    told = ".".join("[]" if step is None else " ".join(step.split())[:40] for step in path).replace(".[]", "[]")
    return told or "the top"


def _what(value: object, path: Path) -> str:
    talk = next(_follow(value, path), None)
    if talk is None or isinstance(talk.value, str):
        return "a labelled text"
    return "turns" if _is_talk(talk.value) else "labelled strings"


def _follow(value: object, path: Path, beside: tuple[object, ...] = ()) -> Iterator[_Found]:
    """What lies at this path; more than one thing where it leads through lists."""
    if not path:
        yield _Found(value, beside)
    elif path[0] is None:
        for inner in value if isinstance(value, list) else ():
            yield from _follow(inner, path[1:], beside)
    elif isinstance(value, dict) and path[0] in value:
        yield from _follow(value[path[0]], path[1:], (value, *beside))


def read(source: Source) -> Iterator[Call | TranscriptError]:
    known: tuple[Path, ...] = ()
    number = 0
    for record in [whole(source)] if _is_one(source) else records(source):
        if isinstance(record, TranscriptError):
            yield record
            continue
        known = known if known and any(_follow(record.value, known[0])) else _search(record.value)
        if not known:
            message = f"no list of turns or of labelled strings in this record ({keys_shown(record.value)})"
            yield TranscriptError(message, place=place_of(source, record), code="no-turns")
            continue
        unread = _unread(record.value, known[1:])
        for talk in _follow(record.value, known[0]):
            number += 1
            numbered = msgspec.structs.replace(record, number=number, notes=(*record.notes, *unread))
            try:
                yield _call(source, numbered, talk)
            except TranscriptError as error:
                yield error


def _unread(value: object, others: Sequence[Path]) -> list[Note]:
    """A note on other talk in the record: often the same once more, but who knows."""
    there = [_shown(path) for path in others if any(_follow(value, path))]
    message = f"there is talk at {', '.join(there)} too; only the first is read (a mapping can say which)"
    return [Note("other-turns", message)] if there else []


def _call(source: Source, record: Record, talk: _Found) -> Call:
    pieces, notes = _pieces(source, talk.value)
    place = place_of(source, record)
    if talk.value and not pieces:
        raise TranscriptError("none of the turns of this call has a text", place=place, code="no-turns")
    facts = facts_in(*talk.beside) if talk.beside else Facts()
    notes = (*record.notes, *notes)
    return build_call(source, NAME, pieces, number=record.number, facts=facts, notes=notes, place=place)


def _pieces(source: Source, value: object) -> tuple[Sequence[Piece], tuple[Note, ...]]:
    """The talk, be it objects, strings or one string."""
    if isinstance(value, str) or (isinstance(value, list) and all(isinstance(text, str) for text in value)):
        talk = spoken_in([value] if isinstance(value, str) else value)
        return talk.pieces, talk.notes
    fields = fields_of(value) if isinstance(value, list) else None
    if fields is None or not isinstance(value, list):
        return (), ()
    turns = [fields.turn(told) for told in value]
    unit = unit_of(source, [turns], fields.columns.unit)
    pieces, odd = pieces_of_turns(turns, unit.ms)
    return pieces, (*unit.notes, *odd)
