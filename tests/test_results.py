"""Saved results read back: what was written comes again, what csr-lint did not write is refused."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from csr_lint.errors import TranscriptError
from csr_lint.model import Opportunity, Role, Segment, Span, Verdict
from csr_lint.outcome import Unreadable, row_of
from csr_lint.reporters.registry import reporter
from csr_lint.results import is_results, read_results
from csr_lint.turns import with_turns

FAULT = Unreadable(source="x.txt", code="empty", place="x.txt", message="the file is empty")
UNTOLD = ("duration_ms", "typed", "reach", "words", "moments", "fitness")


@pytest.fixture
def saved(tmp_path, about, report):
    """Writes outcomes in a format; tells the file."""

    def written(name, outcomes):
        path = tmp_path / f"run.{name}"
        if name == "parquet":
            with path.open("w", encoding="utf-8") as out:
                table = reporter(name).start(out, about)
                for outcome in outcomes:
                    table.add(outcome)
                table.close(None)
        else:
            path.write_text(report(name, outcomes), encoding="utf-8")
        return str(path)

    return written


def _plain(row, *left_out):
    """A row without what results do not keep, its verdicts in the order of the codes."""
    told = msgspec.to_builtins(row)
    for part in told["agents"]:
        part["verdicts"] = sorted(map(tuple, part["verdicts"]))
        for key in ("from_ms", "to_ms") if left_out else ():
            part.pop(key)
    for key in ("words", "moments", *left_out):
        told.pop(key, None)
    told["verdicts"] = sorted(map(tuple, told["verdicts"]))
    return told


@pytest.mark.parametrize("name", ["jsonl", "json"])
def test_rows_come_back_as_they_were(saved, week, name):
    told = read_results(saved(name, [*week, FAULT]))
    assert [_plain(row) for row in told.rows] == [_plain(row_of(evaluation)) for evaluation in week]
    assert (told.unread, told.rulebooks) == (1, frozenset({"1.0+test"}))


def test_the_flat_table_tells_verdicts_and_scores(saved, week):
    pytest.importorskip("pyarrow")
    told = read_results(saved("parquet", [*week, FAULT]))
    assert [_plain(row, *UNTOLD) for row in told.rows] == [_plain(row_of(e), *UNTOLD) for e in week]
    assert told.unread == 1
    assert {row.started for row in told.rows} == {"2024-03-04 09:12"}


def test_a_flat_table_of_before_dates_and_queues_stood_in_it_can_be_read(saved, week, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    new = saved("parquet", week)
    old = tmp_path / "old.parquet"
    pq.write_table(pq.read_table(new).drop_columns(["started", "queue"]), old)
    assert [_plain(row, *UNTOLD, "started", "queue") for row in read_results(str(old)).rows] == [
        _plain(row, *UNTOLD, "started", "queue") for row in read_results(new).rows
    ]
    assert {(row.started, row.queue) for row in read_results(str(old)).rows} == {(None, None)}


def test_a_flat_table_in_which_scales_had_verdicts_tells_the_same(saved, week, tmp_path):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    new = saved("parquet", week)
    table = pq.read_table(new)
    said = ["met" if row["kind"] == "scale" else row["verdict"] for row in table.to_pylist()]
    place = table.column_names.index("verdict")
    old = tmp_path / "old.parquet"
    pq.write_table(table.set_column(place, "verdict", pa.array(said, pa.string())), old)
    assert said != table.column("verdict").to_pylist()
    assert read_results(str(old)).rows == read_results(new).rows


def test_moments_come_back_with_their_words_and_places(saved, mixed):
    (row,) = read_results(saved("jsonl", [mixed])).rows
    moment = next(m for m in row.moments if m.code == "EMP101")
    assert (moment.kind, moment.agent, moment.line, moment.time_ms) == ("kudos", "Maria", 8, 48_000)
    assert moment.quote.startswith("i can imagine how cold")
    assert next(m for m in row.moments if m.code == "EMP001").advice.startswith("Name the hardship")


def test_each_of_several_agents_keeps_their_own_verdicts(saved, mixed):
    call = mixed.call
    other = Segment(index=7, label="Agent", text="and this is tom i took it over", name="Tom", role=Role.AGENT)
    asked = Opportunity(met=True, agent="Tom", spans=(Span(7, 0, 3),))
    results = tuple(
        msgspec.structs.replace(r, opportunities=(*r.opportunities, asked)) if r.code == "HLD001" else r
        for r in mixed.results
    )
    both = msgspec.structs.replace(
        mixed, call=with_turns(msgspec.structs.replace(call, segments=(*call.segments, other))), results=results
    )
    (row,) = read_results(saved("jsonl", [both])).rows
    verdicts = {part.name: dict(part.verdicts) for part in row.agents}
    assert verdicts["Maria"]["HLD001"] == Verdict.VIOLATED
    assert verdicts["Tom"]["HLD001"] == Verdict.MET
    assert "EMP101" not in verdicts["Tom"]


def test_results_of_before_agents_verdicts_were_kept_can_be_read(saved, mixed, tmp_path):
    record = json.loads(Path(saved("jsonl", [mixed])).read_text(encoding="utf-8"))
    record.pop("agent_verdicts")
    record["agents"] = ["Maria", "Tom"]
    old = tmp_path / "old.jsonl"
    old.write_text(json.dumps(record) + "\n", encoding="utf-8")
    (row,) = read_results(str(old)).rows
    assert dict(row.agents[0].verdicts)["EMP001"] == Verdict.VIOLATED
    assert row.agents[1].verdicts == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Agent: hello\nCustomer: hi\n", "no results of csr-lint"),
        ('{"id": "c1", "turns": []}\n', "no results of csr-lint"),
        ("", "the file is empty"),
    ],
)
def test_what_is_no_result_is_refused(tmp_path, text, message):
    path = tmp_path / "x.jsonl"
    path.write_text(text, encoding="utf-8")
    assert not is_results(str(path))
    with pytest.raises(TranscriptError, match=message):
        read_results(str(path))


def test_a_cut_file_is_told_with_its_line(saved, week, tmp_path):
    text = Path(saved("jsonl", week)).read_text(encoding="utf-8")
    cut = tmp_path / "cut.jsonl"
    cut.write_text(text[: len(text) // 2], encoding="utf-8")
    with pytest.raises(TranscriptError, match=r"cut\.jsonl:\d+: .*seems to be cut here"):
        read_results(str(cut))


def test_a_cut_document_is_told(saved, week, tmp_path):
    text = Path(saved("json", week)).read_text(encoding="utf-8")
    cut = tmp_path / "cut.json"
    cut.write_text(text[: len(text) // 2], encoding="utf-8")
    with pytest.raises(TranscriptError, match=r"cut\.json: the results cannot be read"):
        read_results(str(cut))


def test_a_folder_of_results_names_one_of_them(saved, week, tmp_path):
    with pytest.raises(TranscriptError, match="no results of csr-lint are in it"):
        read_results(str(tmp_path))
    saved("jsonl", week)
    with pytest.raises(TranscriptError, match=r"name the files in it \(.*run\.jsonl …\)"):
        read_results(str(tmp_path))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(TranscriptError, match="there is no such file"):
        read_results(str(tmp_path / "gone.jsonl"))
