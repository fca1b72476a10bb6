"""csr-lint against human labels: what counts as right, as a false alarm, as missed, and how scales agree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from csr_lint.agreement import Table, f1, kappa, lines, main, read_labelled, table
from csr_lint.errors import TranscriptError
from csr_lint.lint import Linter
from csr_lint.rulebook import load_rulebook

CALLS = Path(__file__).parent / "calls"


def labelled(number: int, turns: list[tuple[str, str]], gold: dict[str, object]) -> str:
    said = [{"speaker": who, "text": text} for who, text in turns]
    return json.dumps({"id": f"c{number}", "turns": said, "gold": gold})


SWEARS = [
    ("agent", "Thank you for calling, my name is Ann, how can I help you today?"),
    ("customer", "My router is dead."),
    ("agent", "Well that is bullshit and you know it, so restart the damn thing and call us again when you are done."),
    ("customer", "Thank you so much for your help."),
]
CLEAN = [*SWEARS[:2], ("agent", "Please unplug it, wait a minute, and plug it in again; tell me what lights you see.")]


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter(load_rulebook())


@pytest.fixture(scope="module")
def found(linter: Linter, tmp_path_factory: pytest.TempPathFactory) -> Table:
    path = tmp_path_factory.mktemp("labelled") / "calls.jsonl"
    lines_ = [
        labelled(1, SWEARS, {"RSP001": {"v": "violated", "turns": [2]}, "OPN001": {"v": "met"}, "CUS001": {"v": 3}}),
        labelled(2, SWEARS, {"OPN001": {"v": "met"}, "CUS001": {"v": [3, 4]}}),
        labelled(3, CLEAN, {"RSP001": {"v": "violated", "turns": [2]}, "OPN001": {"v": "met"}}),
        labelled(4, SWEARS, {"RSP001": {"v": "disputed"}, "CUS001": {"v": 3}}),
    ]
    path.write_text("\n".join(lines_) + "\n\n", encoding="utf-8")
    return table(read_labelled(path, linter), linter)


def test_right_false_missed_and_disputed(found: Table) -> None:
    (swearing,) = [r for r in found.rules if r.code == "RSP001"]
    assert (swearing.right, swearing.false_alarms, swearing.missed, swearing.placed) == (1, 1, 1, 1)
    assert (swearing.precision, swearing.recall, swearing.f1) == (0.5, 0.5, 0.5)
    assert found.false_alarms == 0.25
    assert found.placed == 0.0  # too few labels to count


def test_opportunities_are_counted_for_expect_rules_alone(found: Table) -> None:
    (greeting,) = [r for r in found.rules if r.code == "OPN001"]
    assert greeting.opportunity == (3, 1, 0)
    assert found.opportunity_f1 == pytest.approx(f1(3, 1, 0))


def test_the_nearer_value_counts_where_readers_differed(found: Table) -> None:
    (gratitude,) = found.scales
    assert (gratitude.kappa, gratitude.exact, gratitude.near) == (1.0, 1.0, 1.0)


def test_kappa_is_quadratic() -> None:
    assert kappa([]) == 0.0
    assert kappa([(2, 2), (2, 2)]) == 1.0
    assert kappa([(0, 0), (4, 4), (2, 2)]) == 1.0
    assert kappa([(0, 4), (4, 0)]) == -1.0
    assert 0 < kappa([(0, 1), (4, 3), (2, 2)]) < 1


def test_a_line_that_is_no_labelled_call_is_named(linter: Linter, tmp_path: Path) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text('{"id": "x"}\n', encoding="utf-8")
    with pytest.raises(TranscriptError) as error:
        read_labelled(path, linter)
    assert error.value.place == f"{path}:1"


@pytest.mark.heavy
def test_the_table_ends_with_the_means(capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted(str(path) for path in CALLS.glob("*.jsonl"))
    assert main(files) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0].split() == ["code", "labels", "precision", "recall", "F1", "opportunity", "F1"]
    assert any(line.startswith("CUS001   kappa 0.") for line in out)
    number = sum(len(Path(file).read_text(encoding="utf-8").splitlines()) for file in files)
    assert out[-1].startswith(f"{number} calls: macro F1 0.")


def test_scales_stand_behind_the_rules(found: Table) -> None:
    assert lines(found)[-2].startswith("CUS001   kappa 1.00")
