"""Settings: where they are found, what is refused, who wins."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from csr_lint.config import Config, Settings, load_config, split_pair
from csr_lint.errors import ConfigError

NOTHING_SAID = Settings()


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_config(NOTHING_SAID, folder=folder)
    return str(caught.value).splitlines()


def test_without_a_file_the_defaults_hold(tmp_path):
    assert load_config(NOTHING_SAID, folder=tmp_path) == Config()


def test_settings_are_found_upwards(tmp_path):
    write(tmp_path, "csr-lint.toml", 'select = ["EMP"]\nfail-under = 70')
    below = tmp_path / "calls" / "week"
    below.mkdir(parents=True)
    config = load_config(NOTHING_SAID, folder=below)
    assert (config.select, config.fail_under) == (("EMP",), 70.0)


def test_the_nearest_file_counts_and_csr_lint_toml_comes_first(tmp_path):
    write(tmp_path, "csr-lint.toml", 'select = ["FAR"]')
    write(tmp_path / "a", "pyproject.toml", '[tool.csr-lint]\nselect = ["SHARED"]')
    assert load_config(NOTHING_SAID, folder=tmp_path / "a").select == ("SHARED",)
    write(tmp_path / "a", "csr-lint.toml", 'select = ["OWN"]')
    assert load_config(NOTHING_SAID, folder=tmp_path / "a").select == ("OWN",)


def test_a_pyproject_without_our_table_is_passed_over(tmp_path):
    write(tmp_path, "csr-lint.toml", 'ignore = ["PAC"]')
    write(tmp_path / "a", "pyproject.toml", "[tool.ruff]\nline-length = 120")
    assert load_config(NOTHING_SAID, folder=tmp_path / "a").ignore == ("PAC",)


def test_a_file_may_be_named(tmp_path):
    path = write(tmp_path / "elsewhere", "strict.toml", 'fail-on = "warning"')
    assert load_config(NOTHING_SAID, folder=tmp_path, path=path).fail_on == "warning"
    shared = write(tmp_path / "elsewhere", "pyproject.toml", "[tool.csr-lint]\nquiet = true")
    assert load_config(NOTHING_SAID, folder=tmp_path, path=shared).quiet


def test_the_command_line_wins_key_by_key(tmp_path):
    write(tmp_path, "csr-lint.toml", 'select = ["EMP"]\nformat = "jsonl"\nfail-under = 70')
    config = load_config(Settings(select=("OPN",), fail_under=0.0), folder=tmp_path)
    assert (config.select, config.format, config.fail_under) == (("OPN",), "jsonl", 0.0)


def test_paths_in_a_file_count_from_its_folder(tmp_path):
    write(tmp_path, "csr-lint.toml", 'packs = ["rules"]\nscorecard = "mine.toml"\noutput = ["json=out/report.json"]')
    config = load_config(NOTHING_SAID, folder=tmp_path)
    assert config.packs == (tmp_path / "rules",)
    assert config.scorecard == str(tmp_path / "mine.toml")
    assert config.output == (("json", tmp_path / "out/report.json"),)


def test_a_shipped_scorecard_is_no_path(tmp_path):
    write(tmp_path, "csr-lint.toml", 'scorecard = "chat"')
    assert load_config(NOTHING_SAID, folder=tmp_path).scorecard == "chat"


@pytest.mark.parametrize(
    "text", ['role = ["SPEAKER_00=agent"]', '[role]\nSPEAKER_00 = "agent"'], ids=["a list", "a table"]
)
def test_roles(tmp_path, text):
    write(tmp_path, "csr-lint.toml", text)
    assert load_config(NOTHING_SAID, folder=tmp_path).role == (("SPEAKER_00", "agent"),)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ingore = []", 'unknown key "ingore"; did you mean "ignore"?'),
        ("zzz = 1", 'unknown key "zzz" (keys: agent-channel, '),
        ('fail-on = "info"', "fail-on = 'info': must be one of error, warning, never"),
        ('fail-under = "seventy"', "fail-under = 'seventy': expected float, got str"),
        ('on-unknown-role = "fail"', "on-unknown-role = 'fail': must be one of skip, warn, error"),
        ('time-unit = "min"', "time-unit = 'min': must be one of s, ms, us, ticks"),
        ("select = [1]", "select = [1]: expected str, got int"),
        ('role = ["SPEAKER_00"]', 'role "SPEAKER_00" should read LABEL=ROLE'),
        ('output = ["report.json"]', 'output "report.json" should read FORMAT=FILE'),
        ("select = [", "not TOML: "),
    ],
)
def test_a_fault_names_file_key_and_what_is_allowed(tmp_path, text, says):
    path = write(tmp_path, "csr-lint.toml", text)
    assert faults_of(tmp_path)[0].startswith(f"{path}: ")
    assert says in faults_of(tmp_path)[0]


def test_all_faults_are_told_at_once(tmp_path):
    write(tmp_path, "pyproject.toml", '[tool.csr-lint]\nselct = []\nfail_under = 3\nquiet = "yes"')
    faults = faults_of(tmp_path)
    assert len(faults) == 3
    assert all("tool.csr-lint." in fault for fault in faults)
    assert 'did you mean "fail-under"?' in faults[1]


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (
            Settings(role={"A": "agnet"}),
            'there is no side "agnet" (sides: agent, customer, other); did you mean "agent"?',
        ),
        (Settings(fail_under=101.0), "fail-under 101: a score lies between 0 and 100"),
        (Settings(output=("json",)), 'output "json" should read FORMAT=FILE'),
    ],
    ids=["no such side", "no such score", "no file"],
)
def test_faults_of_the_command_line(tmp_path, settings, says):
    with pytest.raises(ConfigError) as caught:
        load_config(settings, folder=tmp_path)
    assert says in str(caught.value)


def test_a_named_file_must_be_there(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        load_config(NOTHING_SAID, path=tmp_path / "none.toml")


def test_a_label_may_hold_an_equals_sign():
    assert split_pair("a=b=agent", "role", "LABEL=ROLE") == ("a=b", "agent")
    assert split_pair("json=a=b.json", "output", "FORMAT=FILE") == ("json", "a=b.json")


def test_the_documented_settings_are_the_settings(tmp_path):
    page = (Path(__file__).parents[1] / "docs" / "output.md").read_text(encoding="utf-8")
    block = page.split("```toml\n")[1].split("```")[0]
    write(tmp_path, "csr-lint.toml", block)
    config = load_config(NOTHING_SAID, folder=tmp_path)
    assert config.role == (("SPEAKER_00", "agent"),)
    for field in msgspec.structs.fields(Settings):
        assert f"\n{field.encode_name} = " in f"\n{block}" or f"[{field.encode_name}" in block
