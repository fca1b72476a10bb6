"""WebVTT captions, as Teams, Zoom, podcast hosts and recognisers write them."""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, build_call
from csr_lint.readers.captions import cues
from csr_lint.readers.source import Source
from csr_lint.readers.voices import speech
from csr_lint.vocabulary import load_vocabulary

NAME = "webvtt"
ORDER = 10
ABOUT = About(
    title="WebVTT (Teams, Zoom, podcast hosts …)",
    group="Captions",
    recognised="`WEBVTT` on line 1",
    times="clock times, start and end of each cue",
    roles="names where captions bear them",
    verified="15 files: podcasts, Teams, a parser's tests",
)


def sniff(source: Source) -> str | None:
    return "line 1 is WEBVTT" if source.head.startswith("WEBVTT") else None


def read(source: Source) -> Iterator[Call]:
    found = list(cues(source.lines, notes=True))
    said = speech(found, load_vocabulary())
    if not said.pieces:
        what = (
            f"none of its {len(found)} cues has a text" if found else "it has no cues (00:00:00.000 --> 00:00:05.000)"
        )
        raise TranscriptError(what, place=source.path, code="no-turns")
    yield build_call(source, NAME, said.pieces, facts=Facts(started=said.began), notes=said.notes)
