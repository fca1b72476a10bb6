"""What a recogniser writes where nobody speaks: sounds in brackets, and speech that it made up over silence.

Such pieces stay in the call, marked as left out, so that an apology from empty audio is not counted 29 times. The
limits are those by which Whisper itself throws a result away (its `decode` options), but for the runs of the same
words, which are what it writes when it is caught in a loop.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

import msgspec

from csr_lint.model import Note
from csr_lint.readers.assemble import Piece
from csr_lint.vocabulary import plain

SUSPECT = "hallucination-suspect"
SOUND = "not-speech"

_MOST_COMPRESSED = 2.4
_LEAST_LOGPROB = -1.0
_NO_SPEECH = 0.6
_NO_SPEECH_WITH_PHRASE = 0.4
_RUN = 4
_LONGEST_REPEATED = 8  # words

# Said at the end of videos, from which Whisper learned them, and never on the telephone; plain thanks are not here.
_OF_VIDEOS = frozenset(
    (
        "thanks for watching",
        "thank you for watching",
        "thanks for watching everyone",
        "thank you so much for watching",
        "please subscribe",
        "please subscribe to my channel",
        "dont forget to like and subscribe",
        "like and subscribe",
        "see you in the next video",
        "ill see you in the next video",
        "subtitles by the amara org community",
    )
)
_SIGN = re.compile(r"[\[(（【*][^\[\](）（)【】*]{0,80}[\])）】*]|[♪♫🎵🎶].*", re.DOTALL)
# Words in brackets that stand for talk: what could not be understood, what was blacked out, an aside.
_TALK = frozenset(
    "inaudible unintelligible indistinct unclear crosstalk overlapping foreign speaking speaks talking pii name names "
    "redacted removed masked person number phone address email date account card credit ssn pin dob org organization "
    "location bank speaker agent customer i you me we he she they my your his our".split()
)


class Signs(msgspec.Struct, frozen=True):
    """What Whisper says of a segment: how far its text can be compressed, how sure it is, whether anybody speaks."""

    compression_ratio: float | None = None
    avg_logprob: float | None = None
    no_speech_prob: float | None = None


NO_SIGNS = Signs()


def marked(pieces: Sequence[Piece], signs: Sequence[Signs] = ()) -> tuple[list[Piece], tuple[Note, ...]]:
    """The pieces, in their order, `left_out` set on those that nobody said, with a note that counts them.

    `signs`: those of each piece, where there are any. Texts are looked at in any case: sounds in brackets, and four or
    more of the same short text in a row by one speaker.
    """
    told = signs or [NO_SIGNS] * len(pieces)
    looped = _in_runs(pieces)
    reasons = [
        p.left_out or _reason(p.text, told[k], looped=k in looped, known=bool(signs)) for k, p in enumerate(pieces)
    ]
    found = [msgspec.structs.replace(p, left_out=why) for p, why in zip(pieces, reasons, strict=True)]
    counted = Counter(reasons)
    notes = []
    if suspects := counted[SUSPECT]:
        what = "seem made up by the recogniser (silence, or the same words again and again); not taken for speech"
        notes.append(Note(SUSPECT, f"{suspects} of {len(pieces)} segments {what}"))
    if sounds := counted[SOUND]:
        notes.append(Note(SOUND, f"{sounds} of {len(pieces)} segments are sounds, not speech"))
    return found, tuple(notes)


def is_sound(text: str) -> bool:
    """Is it nothing but a sound or silence: [BLANK_AUDIO], (upbeat music), ♪? Not so [inaudible], [NAME] and (Me?)."""
    text = text.strip()
    if not _SIGN.fullmatch(text) or "?" in text:
        return False
    words = plain(text.replace("_", " ")).split()
    return not _TALK & set(words) and (bool(words) or text[0] not in "*[(")


def _reason(text: str, signs: Signs, *, looped: bool, known: bool) -> str | None:
    if is_sound(text):
        return SOUND
    return SUSPECT if looped or (known and _is_suspect(text, signs)) else None


def _is_suspect(text: str, signs: Signs) -> bool:
    silent = signs.no_speech_prob or 0.0
    if signs.compression_ratio is not None and signs.compression_ratio > _MOST_COMPRESSED:
        return True
    if signs.avg_logprob is not None and signs.avg_logprob < _LEAST_LOGPROB and silent > _NO_SPEECH:
        return True
    return silent > _NO_SPEECH_WITH_PHRASE and _spelt(text) in _OF_VIDEOS


def _in_runs(pieces: Sequence[Piece]) -> frozenset[int]:
    """The places of pieces that are of a run of the same short text by one speaker; pieces without text do not end it.

    Sounds in brackets between them do not end it either.
    """
    spoken = [k for k, p in enumerate(pieces) if p.text.strip() and not is_sound(p.text)]
    found: set[int] = set()
    for (text, *_), group in groupby(spoken, key=lambda k: _said_by(pieces[k])):
        run = list(group)
        if len(run) >= _RUN and 0 < len(text.split()) <= _LONGEST_REPEATED:
            found.update(run)
    return frozenset(found)


def _said_by(piece: Piece) -> tuple[str, str, str | None, str | None]:
    return _spelt(piece.text), piece.label, piece.name, piece.channel


def _spelt(text: str) -> str:
    return plain(text.replace("'", "").replace("’", ""))
