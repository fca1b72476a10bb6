"""The command that measures one process."""

from __future__ import annotations

from pathlib import Path

import pytest

from csr_lint.speed import Speed, main

CALL = "Agent: Good morning.\nCustomer: It broke again.\n"


def test_calls_are_repeated_until_there_are_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(CALL, encoding="utf-8")
    assert main([str(tmp_path), "--calls", "3"]) == 0
    assert "(3 calls, 5 words each)" in capsys.readouterr().out


def test_without_calls_there_is_nothing_to_measure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "there are no calls to measure with" in capsys.readouterr().err


def test_the_sum_of_a_day() -> None:
    speed = Speed(start=1, calls=100, words=1000, seconds=2)
    assert (speed.rate, round(speed.core_hours, 1)) == (50, 55.6)
