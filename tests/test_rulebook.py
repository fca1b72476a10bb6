"""The rulebook: all faults at once, selection, scorecards, packs of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from csr_lint.errors import ConfigError, RuleError
from csr_lint.lint import Linter
from csr_lint.model import Severity
from csr_lint.rule import MeasureParams
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
        (GOOD.replace("no-slogan", "blind-transfer"), "the name 'blind-transfer' is taken by"),
        (
            GOOD.replace('cues = ["slogan"]', 'episodes = [{kind = "tranfer"}]'),
            "there is no kind of episode 'tranfer'; did you mean \"transfer\"?",
        ),
        (
            GOOD.replace('cues = ["slogan"]', 'episodes = [{kind = "transfer", without = ["worm"]}]'),
            "there is no step of transfer 'worm'; did you mean \"warm\"?",
        ),
    ],
    ids=[
        "no TOML",
        "typo in a key",
        "missing key",
        "bad value",
        "unknown cue",
        "unknown param",
        "taken code",
        "taken name",
        "unknown kind of episode",
        "unknown step",
    ],
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
    with pytest.raises(RuleError, match=r"mine.toml: cue ACM001.slogan: .*column 8: '\)' expected"):
        Linter(broken)


def test_faults_in_the_notation_are_told_all_at_once_with_file_and_sense(tmp_path: Path) -> None:
    cues = '[cues.fib]\nsay = ["(a | b", "<wekday> it is"]\nunless = ["so <nowhere_near>"]\n[slots]\nsly = ["fox | "]\n'
    broken = load_rulebook(packs=[pack(tmp_path, shared=cues)])
    with pytest.raises(RuleError) as caught:
        Linter(broken)
    assert all("shared.toml: " in fault for fault in caught.value.faults)
    told = [fault.split("shared.toml: ")[1] for fault in caught.value.faults]
    assert any(fault.startswith("cue fib: '(a | b': column 1") for fault in told)
    assert any("there is no slot <wekday>; did you mean" in fault for fault in told)
    assert any(fault.startswith("cue fib (unless): 'so <nowhere_near>'") for fault in told)


def test_every_wrong_word_of_a_selection_is_told(book: Rulebook) -> None:
    with pytest.raises(ConfigError) as caught:
        book.select(["HLD01", "XYZ"], ["blind-transfr"])
    assert [line.split("'")[1] for line in str(caught.value).splitlines()] == ["HLD01", "XYZ", "blind-transfr"]


def test_a_group_of_rules_is_no_rule(book: Rulebook) -> None:
    with pytest.raises(ConfigError, match="'TRF' is more than one rule; say which: TRF001 blind-transfer, TRF002"):
        book.rule("TRF")


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
        (["XYZ"], [], "there is no rule 'XYZ' .csr-lint rules lists them"),
        (["HLD001"], ["HLD"], "no rule is left"),
    ],
    ids=["unknown code", "unknown name", "nothing near", "nothing left"],
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


def test_a_scorecard_leaves_out_by_prefix_and_name_and_sets_params_by_name(tmp_path: Path) -> None:
    card = tmp_path / "card.toml"
    card.write_text(
        'name = "mine"\noff = ["TRF", "missing-name"]\n'
        '[params.repeated-holds]\nlimits = [{quantity = "holds", from = 5}]\n',
        encoding="utf-8",
    )
    book = load_rulebook(scorecard=card)
    left = {r.code for r in book.rules}
    assert not {code for code in left if code.startswith("TRF")} | (left & {"OPN002"})
    params = book.rule("HLD003").params
    assert isinstance(params, MeasureParams)
    assert params.limits[0].from_ == 5


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('name = "x"\noff = ["blind"]\n', "there is no rule 'blind'"),
        ('name = "x"\n[params.HLD]\nlimits = []\n', "there is no rule 'HLD' .params go by code or name"),
        ('name = "x"\n[weights]\nXYZ = 2\n', "there is no rule 'XYZ'"),
        ('name = "x"\ncritical-cap = 2\n', "unknown key 'critical-cap'"),
    ],
    ids=["no prefix of a code", "params of a group", "unknown rule", "unknown key"],
)
def test_a_faulty_scorecard(tmp_path: Path, text: str, told: str) -> None:
    card = tmp_path / "card.toml"
    card.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=told):
        load_rulebook(scorecard=card)


def test_an_unknown_scorecard_names_the_known(book: Rulebook) -> None:
    with pytest.raises(RuleError, match=r'there is no scorecard .suport.; did you mean "support"'):
        load_rulebook(scorecard="suport")
