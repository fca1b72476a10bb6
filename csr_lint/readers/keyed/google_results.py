"""What Google Speech-to-Text writes: results, their first alternative, its words."""

from __future__ import annotations

import msgspec

from csr_lint.readers.protobuf import Seconds, in_ms


class SpokenWord(msgspec.Struct, rename="camel"):
    """v1 says `startTime` and `speakerTag` (0: not told), v2 `startOffset` and `speakerLabel`."""

    word: str = ""
    start_time: Seconds = None
    start_offset: Seconds = None
    end_time: Seconds = None
    end_offset: Seconds = None
    confidence: float | None = None
    speaker_tag: int | None = None
    speaker_label: str | None = None

    @property
    def start_ms(self) -> int | None:
        return in_ms(self.start_offset if self.start_time is None else self.start_time)

    @property
    def end_ms(self) -> int | None:
        return in_ms(self.end_offset if self.end_time is None else self.end_time)

    @property
    def speaker(self) -> int | str | None:
        return self.speaker_label or self.speaker_tag or None


class Alternative(msgspec.Struct):
    transcript: str | None = None
    confidence: float | None = None
    words: list[SpokenWord] | None = None


class Result(msgspec.Struct, rename="camel"):
    alternatives: list[Alternative] = []
    channel_tag: int | None = None
    language_code: str | None = None
    is_final: bool | None = None
    stability: float | None = None

    @property
    def partial(self) -> bool:
        """Only partial results have a stability; what is false need not be written."""
        return self.is_final is False or (self.is_final is None and self.stability is not None)

    @property
    def best(self) -> Alternative:
        return self.alternatives[0] if self.alternatives else Alternative()

    @property
    def words(self) -> list[SpokenWord]:
        return self.best.words or []

    @property
    def text(self) -> str:
        return (self.best.transcript or " ".join(word.word for word in self.words)).strip()


class Response(msgspec.Struct):
    results: list[Result] = []


class Fault(msgspec.Struct):
    message: str | None = None


class Document(Response):
    response: Response | None = None
    error: Fault | None = None
