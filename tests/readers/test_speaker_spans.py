"""Whose a stretch of time is, among spans that overlap or leave gaps."""

from __future__ import annotations

import pytest

from csr_lint.readers.speaker_spans import SpeakerSpans

SPANS = [(1000, 2000, "b"), (0, 900, "a"), (1800, 2600, "c")]


@pytest.mark.parametrize(
    ("start", "end", "speaker", "guessed"),
    [
        pytest.param(100, 300, "a", 0, id="inside"),
        pytest.param(1700, 1950, "b", 0, id="more-of-one-than-of-the-other"),
        pytest.param(910, 930, "a", 1, id="nearer-to-the-one-before"),
        pytest.param(9000, 9100, "c", 1, id="behind-all"),
        pytest.param(900, 1000, "b", 0, id="touching"),
    ],
)
def test_whose_it_is(start: int, end: int, speaker: str, guessed: int) -> None:
    spans = SpeakerSpans(SPANS)
    assert (spans.at(start, end), spans.guessed) == (speaker, guessed)


def test_without_spans_nobody_is_known() -> None:
    assert SpeakerSpans([]).at(0, 10) is None
