"""The language bank: recall and near-miss precision, on open and on sealed writers."""

from __future__ import annotations

from pathlib import Path

import pytest

from csr_lint.bank import Figures, Floor, Row, below_floor, main, measure_bank, misses, table
from csr_lint.errors import ConfigError
from csr_lint.rulebook import Rulebook, load_rulebook

ACTS = """
sealed = ["zoe"]
[acts]
anything_else = { by = "agent", cues = ["anything_else"] }
swearing = { by = "agent", rule = "RSP001" }
"""
TURNS = """
writer = "{writer}"
act = ["is there anything else i can help you with", "what a lovely day"]
near = ["there is nothing else in the parcel", "{near}"]
"""


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook()


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    files = {
        "acts.toml": ACTS,
        "anything_else/amy.toml": TURNS.format(writer="amy", near="is there anything else i can do for you"),
        "anything_else/zoe.toml": TURNS.format(writer="zoe", near="good morning"),
        "swearing/zoe.toml": 'writer = "zoe"\nact = ["oh for fuck\'s sake"]\nnear = []\n',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_figures_of_open_and_sealed_writers(bank: Path, book: Rulebook) -> None:
    asked, swore = measure_bank(bank, book)
    assert (asked.act, swore.act) == ("anything_else", "swearing")
    assert asked.open == Figures(acts=2, hits=1, nears=2, alarms=1)
    assert (asked.open.recall, asked.open.precision) == (0.5, 0.5)
    assert (asked.sealed.recall, asked.sealed.precision) == (0.5, 1.0)
    assert swore.sealed == Figures(acts=1, hits=1, nears=0, alarms=0)
    assert swore.open == Figures(acts=0, hits=0, nears=0, alarms=0)


def test_only_open_writers_turns_are_shown(bank: Path, book: Rulebook) -> None:
    assert misses(bank, book, "anything_else") == (
        ["what a lovely day"],
        ["is there anything else i can do for you"],
    )
    assert misses(bank, book, "swearing") == ([], [])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('cues = ["anything_else"]', 'cues = ["anythin_else"]', 'there is no cue "anythin_else"; did you mean'),
        ('rule = "RSP001"', 'rule = "RSP0001"', "there is no rule 'RSP0001'"),
        ('rule = "RSP001"', 'rule = "EMP001"', "rule EMP001 has no cues of its own"),
        ("sealed", "seald", "acts.toml: Object contains unknown field `seald`"),
        ('sealed = ["zoe"]', 'sealed = "zoe', "acts.toml: "),
    ],
    ids=["unknown cue", "unknown rule", "a rule without cues", "unknown key", "no TOML"],
)
def test_a_faulty_bank(bank: Path, book: Rulebook, old: str, new: str, told: str) -> None:
    (bank / "acts.toml").write_text(ACTS.replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        measure_bank(bank, book)
    assert told in str(caught.value)


def row(act: str, recall: int, alarms: int) -> Row:
    figures = Figures(acts=10, hits=recall, nears=10, alarms=alarms)
    return Row(act=act, open=figures, sealed=figures)


def test_the_floor_is_the_mean_over_acts() -> None:
    rows = [row("a", 8, 0), row("b", 4, 4)]
    assert below_floor(rows, Floor(recall=0.6, precision=0.75)) == []
    assert below_floor(rows, Floor(recall=0.61, precision=0.75)) == ["sealed recall is 0.600, its floor 0.610"]
    assert below_floor([], Floor(recall=1, precision=1)) == []


def test_the_table_ends_with_the_means() -> None:
    head, first, second, mean = table([row("a", 8, 0), row("b", 4, 4)]).splitlines()
    assert head.split()[:3] == ["act", "open", "recall"]
    assert (first.split()[0], second.split()[0]) == ("a", "b")
    assert mean.split() == ["mean", "0.60", "0.75", "0.60", "0.75"]


def test_from_the_command_line(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(bank)]) == 0
    assert "swearing" in capsys.readouterr().out
    (bank / "floor.toml").write_text("recall = 0.9\nprecision = 0.5\n", encoding="utf-8")
    assert main([str(bank)]) == 1
    assert capsys.readouterr().out.endswith("sealed recall is 0.750, its floor 0.900\n")
    assert main([str(bank), "--misses", "anything_else"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "missed: what a lovely day",
        "alarm: is there anything else i can do for you",
    ]
    assert main([str(bank), "--misses", "swaring"]) == 2
    assert 'there is no act "swaring"; did you mean "swearing"?' in capsys.readouterr().err
