"""The rulebook: all faults at once, selection, scorecards, packs of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from csr_lint.errors import ConfigError, RuleError
from csr_lint.lint import Linter
from csr_lint.model import Severity
from csr_lint.rulebook import Rulebook, load_rulebook

GOOD = """
code = "ACM001"
name = "no-slogan"
summary = "The agent says the slogan"
why = "Because the boss wants it."
source = ["field"]
severity = "info"
check = "avoid"
message = "The old slogan was used."
[params]
cues = ["slogan"]
[cues.slogan]
by = "agent"
say = ["always at your service"]
"""


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook()


def pack(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def faults(folder: Path, **texts: str) -> list[str]:
    with pytest.raises(RuleError) as caught:
        load_rulebook(packs=[pack(folder, **texts)])
    return caught.value.faults


def test_rules_of_ones_own_stand_beside_the_others(tmp_path: Path, book: Rulebook) -> None:
    mine = load_rulebook(packs=[pack(tmp_path, mine=GOOD)])
    assert {r.code for r in mine.rules} - {r.code for r in book.rules} == {"ACM001"}
    assert mine.rule("no-slogan").severity is Severity.INFO
    assert mine.version != book.version


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("code = ", "not TOML"),
        (GOOD.replace("severity", "severty", 1), "unknown key 'severty'"),
        (GOOD.replace('message = "The old slogan was used."', ""), "the key 'message' is missing"),
        (GOOD.replace('"info"', '"fatal"'), "'fatal' is none of error, warning, info"),
        (GOOD.replace('cues = ["slogan"]', 'cues = ["slogn"]'), "there is no cue 'slogn'; did you mean \"slogan\"?"),
        (GOOD.replace('cues = ["slogan"]', 'cuse = ["slogan"]'), "unknown key 'cuse'"),
        (GOOD.replace("ACM001", "HLD001"), "the code HLD001 is taken by"),
    ],
    ids=["no TOML", "typo in a key", "missing key", "bad value", "unknown cue", "unknown param", "taken code"],
)
def test_a_faulty_file_is_named_with_key_and_cause(tmp_path: Path, text: str, told: str) -> None:
    found = faults(tmp_path, mine=text)
    assert len(found) == 1
    assert "mine.toml" in found[0]
    assert told in found[0]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    found = faults(tmp_path, a="code = ", b=GOOD.replace("severity", "severty", 1))
    assert [line.split(".toml")[0][-1] for line in found] == ["a", "b"]


def test_a_sense_that_cannot_be_read_names_cue_and_column(tmp_path: Path) -> None:
    broken = load_rulebook(packs=[pack(tmp_path, mine=GOOD.replace("always at", "always (at"))])
    with pytest.raises(RuleError, match=r"cue ACM001.slogan: .*column 8: '\)' expected"):
        Linter(broken)


def test_selecting_by_code_name_and_prefix(book: Rulebook) -> None:
    assert {r.code for r in book.select(["HLD001", "blind-transfer"]).rules} == {"HLD001", "TRF001"}
    holds = {r.code for r in book.select(["hld"], ["HLD001"]).rules}
    assert "HLD001" not in holds
    assert holds
    assert all(code.startswith("HLD") for code in holds)


@pytest.mark.parametrize(
    ("select", "ignore", "told"),
    [
        (["HLD01"], [], "there is no rule 'HLD01'; did you mean"),
        ([], ["blind-transfr"], 'did you mean "blind-transfer"'),
        (["HLD001"], ["HLD"], "no rule is left"),
    ],
    ids=["unknown code", "unknown name", "nothing left"],
)
def test_a_selection_that_cannot_be(book: Rulebook, select: list[str], ignore: list[str], told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        book.select(select, ignore)


def test_a_scorecard_overrides_by_code_prefix_and_name(tmp_path: Path) -> None:
    card = tmp_path / "card.toml"
    card.write_text(
        """
name = "mine"
off = ["OPN002"]
[weights]
HLD = 0.5
"hold-without-asking" = 4
[severity]
HLD002 = "error"
[params.HLD003]
limits = [{quantity = "holds", from = 5}]
""",
        encoding="utf-8",
    )
    book = load_rulebook(scorecard=card)
    assert book.rule("HLD002").weight == 0.5
    assert book.rule("HLD001").weight == 4
    assert book.rule("HLD002").severity is Severity.ERROR
    assert "OPN002" not in {r.code for r in book.rules}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('name = "x"\n[weights]\nXYZ = 2\n', "there is no rule 'XYZ'"),
        ('name = "x"\ncritical-cap = 2\n', "unknown key 'critical-cap'"),
    ],
    ids=["unknown rule", "unknown key"],
)
def test_a_faulty_scorecard(tmp_path: Path, text: str, told: str) -> None:
    card = tmp_path / "card.toml"
    card.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=told):
        load_rulebook(scorecard=card)


def test_an_unknown_scorecard_names_the_known(book: Rulebook) -> None:
    with pytest.raises(RuleError, match=r'there is no scorecard .suport.; did you mean "support"'):
        load_rulebook(scorecard="suport")
