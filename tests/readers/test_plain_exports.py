"""Text exports with a signature: Teams as pasted, Otter, Speechmatics."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from csr_lint.errors import TranscriptError
from csr_lint.model import Call

Row = tuple[str, int | None, int | None, str]


def rows(call: Call) -> list[Row]:
    return [(s.label, s.start_ms, s.end_ms, s.text) for s in call.segments]


TEAMS = "0:0:2.90 --> 0:0:4.480\nJane Doe\nHello there.\n0:0:6.90 --> 0:0:6.500\nBob Roe\nHi: you,\n10:30 then.\n"


@pytest.mark.parametrize("gap", ["", "\n"], ids=["without-blank-lines", "with-blank-lines"])
def test_teams_times_count_milliseconds(gap: str, one: Callable[..., Call]) -> None:
    more = f"{gap}0:10:12.100 --> 0:10:13.610\nJane Doe\nFine.\n"
    call = one(f"Weekly call\n{TEAMS}{more}")
    assert call.format == "teams-text"
    assert rows(call) == [
        ("Jane Doe", 2090, 4480, "Hello there."),
        ("Bob Roe", 6090, 6500, "Hi: you, 10:30 then."),
        ("Jane Doe", 612_100, 613_610, "Fine."),
    ]
    assert [n.code for n in call.notes] == ["lines-skipped"]


def test_teams_padded_by_chance_is_told_by_names_that_return(one: Callable[..., Call]) -> None:
    turns = [f"0:10:1{i}.100 --> 0:10:1{i}.900\n{who}\nSo it is.\n" for i, who in enumerate(["Ann", "Bob"] * 3)]
    assert [s.label for s in one("".join(turns)).segments] == ["Ann", "Bob"] * 3


def test_teams_without_names_or_text(one: Callable[..., Call]) -> None:
    call = one(f"{TEAMS}0:0:7.1 --> 0:0:8.200\nJane Doe\n", input_format="teams-text")
    assert (len(call.segments), [n.code for n in call.notes]) == (2, ["empty-turn"])
    call = one(f"{TEAMS}0:0:7.1 --> 0:0:8.200\nWho says this?\n", input_format="teams-text")
    assert rows(call)[2] == ("", 7001, 8200, "Who says this?")


def test_voices_without_a_first_line_are_no_pasted_teams(one: Callable[..., Call]) -> None:
    text = "0:0:2.90 --> 0:0:4.480\n<v Jane Doe>Hello there.</v>\n\n0:0:5.90 --> 0:0:6.500\n<v Bob>Hi.</v>\n"
    assert (one(text).format, rows(one(text))[0]) == ("srt", ("Jane Doe", 2090, 4480, "Hello there."))


OTTER = "Call with Bob \n\nJane Doe  0:03  \nHello there.\nAnd more.\n\n  0:15  \nYes.\n\nBob  1:02:03  \nRight.\n"


@pytest.mark.parametrize("footer", ["", "\nTranscribed by https://otter.ai"], ids=["without-footer", "with-footer"])
def test_otter_with_and_without_names(footer: str, one: Callable[..., Call]) -> None:
    call = one(OTTER + footer)
    assert call.format == "otter"
    assert rows(call) == [
        ("Jane Doe", 3000, None, "Hello there. And more."),
        ("", 15_000, None, "Yes."),
        ("Bob", 3_723_000, None, "Right."),
    ]
    assert [n.code for n in call.notes] == ["lines-skipped"]


def test_otter_names_nobody(one: Callable[..., Call]) -> None:
    text = "0:03\nHello there.\n\n0:15\nYes.\n\n0:20\n\nTranscribed by https://otter.ai\n"
    call = one(text)
    assert rows(call) == [("", 3000, None, "Hello there."), ("", 15_000, None, "Yes.")]
    assert [n.code for n in call.notes] == ["empty-turn"]


def test_speechmatics_speakers_stand_above(one: Callable[..., Call]) -> None:
    call = one("SPEAKER: S1\nThat is fine.\nReally.\n\nSPEAKER: UU\nI know: yes\nSPEAKER: S2\n")
    assert call.format == "speechmatics-text"
    assert rows(call) == [("S1", None, None, "That is fine. Really."), ("UU", None, None, "I know: yes")]
    assert [n.code for n in call.notes] == ["empty-turn"]


@pytest.mark.parametrize("name", ["teams-text", "otter", "speechmatics-text"])
def test_a_text_without_turns_is_refused(name: str, fault: Callable[..., TranscriptError]) -> None:
    error = fault("Nothing\nhere.\n", input_format=name)
    assert ("it has no turns" in error.message, error.code) == (True, "no-turns")
