"""lint_frame: frames in, frames out, the same verdicts as on files."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import csr_lint
from csr_lint.errors import ConfigError, NotATranscriptError
from csr_lint.frame import Engine, linter_for
from csr_lint.reporters.rows import columns, verdict_rows
from csr_lint.runner import lint_paths

BATCH = Path(__file__).parents[1] / "sample_transcripts" / "thu-batch.csv"
SELECT = ("OPN", "EMP", "CUS")


@pytest.fixture(scope="module")
def turns() -> pd.DataFrame:
    return pd.read_csv(BATCH)


@pytest.fixture(scope="module")
def verdicts(turns: pd.DataFrame) -> pd.DataFrame:
    return csr_lint.lint_frame(turns, select=SELECT)


def test_a_row_for_each_call_and_rule_under_the_documented_columns(verdicts: pd.DataFrame) -> None:
    assert list(verdicts.columns) == list(columns())
    rules = {rule.code for rule in linter_for(Engine(select=SELECT)).rulebook.rules}
    assert all(set(of["code"]) == rules for _, of in verdicts.groupby("call_id"))
    assert verdicts["call_id"].nunique() == 4


def test_the_verdicts_are_those_on_the_file(verdicts: pd.DataFrame) -> None:
    linter = linter_for(Engine(select=SELECT))
    rules = {rule.code: rule for rule in linter.rulebook.rules}
    rows = [row for o in lint_paths([str(BATCH)], linter) for row in verdict_rows(o, rules, linter.rulebook.version)]
    for name in columns():
        if name not in ("source", "line"):
            mine = [None if pd.isna(value) else value for value in verdicts[name]]
            assert mine == [getattr(row, name) for row in rows], name


def test_the_order_of_rows_does_not_matter(turns: pd.DataFrame, verdicts: pd.DataFrame) -> None:
    mixed = turns.sample(frac=1, random_state=7)
    shuffled = csr_lint.lint_frame(mixed, select=SELECT)
    keys = ["call_id", "code"]
    kept = [name for name in columns() if name != "line"]
    pd.testing.assert_frame_equal(
        shuffled[kept].sort_values(keys, ignore_index=True), verdicts[kept].sort_values(keys, ignore_index=True)
    )


def test_a_call_a_row_with_its_turns_in_a_list(turns: pd.DataFrame, verdicts: pd.DataFrame) -> None:
    rows = [
        {
            "call_id": name,
            "agent": of["agent"].iloc[0],
            "started": of["started"].iloc[0],
            "turns": of[["speaker", "text", "start", "end"]].to_dict("records"),
        }
        for name, of in turns.groupby("call_id", sort=False)
    ]
    nested = csr_lint.lint_frame(pd.DataFrame(rows), select=SELECT)
    kept = [name for name in columns() if name != "line"]
    pd.testing.assert_frame_equal(nested[kept], verdicts[kept])


def test_no_rows_give_no_rows_of_the_same_types(turns: pd.DataFrame, verdicts: pd.DataFrame) -> None:
    empty = csr_lint.lint_frame(turns.head(0), select=SELECT)
    assert len(empty) == 0
    assert (empty.dtypes == verdicts.dtypes).all()


def test_a_call_in_which_nothing_is_said_is_a_row_with_its_error(turns: pd.DataFrame) -> None:
    silent = pd.DataFrame({"call_id": ["z"], "speaker": ["Agent"], "text": [None]})
    found = csr_lint.lint_frame(pd.concat([turns, silent], ignore_index=True), select=SELECT)
    (row,) = found[found["error"].notna()].to_dict("records")
    assert (row["error_code"], row["error"]) == (
        "no-turns",
        "data frame:85: none of the rows of this call has a text",
    )
    assert found["call_id"].nunique() == 4


def test_what_is_asked_of_it_must_make_sense(turns: pd.DataFrame) -> None:
    with pytest.raises(NotATranscriptError, match="no text column"):
        csr_lint.lint_frame(pd.DataFrame({"x": [1], "y": [2]}), select=SELECT)
    with pytest.raises(ConfigError, match="there is no rule 'NOPE'"):
        csr_lint.lint_frame(turns, select=["NOPE"])


def test_the_engine_is_built_once_for_the_same_settings() -> None:
    assert linter_for(Engine(select=SELECT)) is linter_for(Engine(select=SELECT))
