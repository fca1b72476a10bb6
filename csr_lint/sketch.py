"""A mapping that could be tried for JSON that no reader knows: a sketch for the settings, to be looked through."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec

_DEEPEST = 6
_LOOKED_AT = 50  # turns of a list, keys of an object: enough to tell what they hold
_FEWEST_WORDS = 1.5  # in the mean; what people say has more words than a name or a state
_MOST_SIDES = 10
_SHOWN = 40
_FACTS = {
    "call_id": re.compile(
        r"(?:(?:call|conversation|contact|interaction|session|record|case|ticket)[\W_]?)?(?:id|ref|nr)"
    ),
    "agent": re.compile(r"(?:agent|advisor|rep|operator)[\W_]?(?:name)?"),
    "started": re.compile(r"(?:start(?:ed)?|begin|began|date|created)[\W_]?(?:time|date|at|on)?"),
    "queue": re.compile(r"queue[\W_]?(?:name)?|skill|department"),
}
_HEADING = "[formats.mine]"
_STARTS = re.compile(r"start|begin|begun|from|offset|time|^t$|at$")
_ENDS = re.compile(r"end|stop|until|finish|^to$")

Leaves = dict[str, list[object]]


class _Talk(msgspec.Struct, frozen=True):
    """A list that could be the turns: its path, and the values at each path of its elements."""

    path: str
    turns: int
    leaves: Leaves
    text: str


def sketch(value: object) -> str:
    """TOML for `csr-lint.toml`: a mapping for the turns that seem to be in this value, else one to be filled in.

    `value` is a record, or a whole file; its keys are shown, and of its values none but who speaks.
    """
    record = value[0] if isinstance(value, list) and value and not _words(value) else value
    found = max(_talks(record), key=_weight, default=None)
    return "\n".join(_empty(record) if found is None else _filled(record, found)) + "\n"


def _talks(value: object, path: tuple[str, ...] = ()) -> Iterator[_Talk]:
    if isinstance(value, list):
        leaves = _leaves_of(value)
        text = max(leaves, key=lambda at: _spoken(leaves[at]), default=None)
        if text is not None and _spoken(leaves[text]) >= _FEWEST_WORDS:
            yield _Talk(".".join(path), len(value), leaves, text)
        return
    if isinstance(value, Mapping) and len(path) < _DEEPEST:
        for key, inner in list(value.items())[:_LOOKED_AT]:
            yield from _talks(inner, (*path, str(key)))


def _words(value: Sequence[object]) -> bool:
    """Is this list itself a talk?"""
    return len(value) > 1 and next(_talks(value), None) is not None


def _weight(talk: _Talk) -> float:
    return min(talk.turns, _LOOKED_AT) * _spoken(talk.leaves[talk.text])


def _leaves_of(turns: Sequence[object]) -> Leaves:
    """Values by path, of the paths that most turns have."""
    leaves: Leaves = {}
    some = [turn for turn in turns[:_LOOKED_AT] if isinstance(turn, Mapping)]
    for turn in some:
        for path, value in _inside(turn, ()):
            leaves.setdefault(path, []).append(value)
    return {path: values for path, values in leaves.items() if 2 * len(values) > len(some)}


def _inside(value: object, path: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping) and len(path) < _DEEPEST:
        for key, inner in list(value.items())[:_LOOKED_AT]:
            yield from _inside(inner, (*path, str(key)))
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield ".".join(path), value


def _spoken(values: Sequence[object]) -> float:
    """Words of a value in the mean, where these are texts that differ; else 0."""
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) < len(values) or (len(texts) > 2 and len(set(texts)) == 1):
        return 0
    return sum(len(text.split()) for text in texts) / len(texts)


def _speaker(talk: _Talk) -> str | None:
    """The path with two values or a few more, which change from turn to turn."""
    best, most = None, 0
    for path, values in talk.leaves.items():
        told = [value for value in values if not isinstance(value, float)]
        few = 2 <= len(set(told)) <= min(_MOST_SIDES, max(2, len(told) - 1))
        changes = sum(a != b for a, b in pairwise(told))
        if path != talk.text and few and len(told) == len(values) and _spoken(values) < 4 and changes > most:
            best, most = path, changes
    return best


def _clock(talk: _Talk, named: re.Pattern[str], other: Sequence[str | None]) -> str | None:
    """A path whose last key has such a name, and whose values are numbers that rise, or texts."""
    for path, values in talk.leaves.items():
        numbers = [value for value in values if isinstance(value, int | float)]
        rises = numbers == sorted(numbers)
        if path not in other and rises and named.search(path.rpartition(".")[2].casefold()):
            return path
    return None


def _filled(record: object, talk: _Talk) -> Iterator[str]:
    speaker = _speaker(talk)
    start = _clock(talk, _STARTS, (talk.text, speaker))
    end = _clock(talk, _ENDS, (talk.text, speaker, start))
    first = talk.path.partition(".")[0]
    yield _HEADING
    if first:
        yield f"match = {_toml([first])}"
    fields = {"turns": talk.path, "text": talk.text, "speaker": speaker, "start": start, "end": end}
    yield from (f"{field} = {_toml(path)}" for field, path in fields.items() if path is not None)
    yield from (f"{field} = {_toml(path)}" for field, path in _facts(record, talk))
    if speaker is not None:
        sides = list(dict.fromkeys(str(value)[:_SHOWN] for value in talk.leaves[speaker]))[:_MOST_SIDES]
        pairs = ", ".join(f'{_toml(side)} = "agent or customer"' for side in sides)
        yield f"# roles = {{ {pairs} }}"
    else:
        yield '# speaker = ""  # the key that tells who speaks'


def _facts(record: object, talk: _Talk) -> Iterator[tuple[str, str]]:
    leaves = [path for path, _ in _inside(record, ())] if talk.path else []
    for field, names in _FACTS.items():
        if path := next((p for p in leaves if names.fullmatch(_snake(p.rpartition(".")[2]))), None):
            yield field, path


def _snake(key: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).casefold()


def _empty(record: object) -> Iterator[str]:
    keys = ", ".join(sorted(set(_keys(record, ()))))
    yield f"# {_HEADING}"
    yield '# turns = ""  # the list of turns, as a dotted path from the record'
    yield '# text = ""  # what is said, as a dotted path from a turn'
    yield '# speaker = ""  # who says it'
    yield f"# keys seen: {keys or 'none'}"


def _keys(value: object, path: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, Mapping) and len(path) < _DEEPEST:
        for key, inner in list(value.items())[:_LOOKED_AT]:
            yield from _keys(inner, (*path, _name(str(key))))
    elif isinstance(value, list) and any(isinstance(inner, Mapping) for inner in value) and path:
        yield from _keys(next(i for i in value if isinstance(i, Mapping)), (*path[:-1], f"{path[-1]}[]"))
    elif path:
        yield ".".join(path)


def _name(key: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in key).split())[:_SHOWN]


def _toml(value: str | list[str]) -> str:
    """A string, or a list of them, as TOML writes it: as JSON does, but for one sign."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
