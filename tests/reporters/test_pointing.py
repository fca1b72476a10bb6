"""Where findings point, and fingerprints that outlive other edits."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from csr_lint.model import Evaluation, FindingKind
from csr_lint.outcome import Unreadable
from csr_lint.reporters.pointing import fault_line, pointed, repository_path, to_mend, uri


def prints(evaluation: Evaluation) -> list[str]:
    return [found.fingerprint for found in pointed(evaluation)]


def test_a_finding_has_its_line_and_turn(mixed: Evaluation) -> None:
    found = {one.code: one for one in pointed(mixed)}
    assert (found["HLD001"].line, found["HLD001"].turn, found["HLD001"].side) == (7, 5, "agent")
    assert (found["EMP001"].line, found["EMP001"].turn, found["EMP001"].side) == (4, 2, "customer")


def test_only_flaws_are_to_be_mended(mixed: Evaluation) -> None:
    assert [one.code for one in to_mend(mixed)] == ["EMP001", "HLD001"]
    assert {one.kind for one in pointed(mixed)} > {FindingKind.KUDOS, FindingKind.SIGNAL}


def test_what_has_no_place_points_at_the_beginning(mixed: Evaluation) -> None:
    nowhere = msgspec.structs.replace(mixed.results[3].findings[0], spans=(), line=None, quote="")
    result = msgspec.structs.replace(mixed.results[3], findings=(nowhere,))
    (found,) = pointed(msgspec.structs.replace(mixed, results=(result,)))
    assert (found.line, found.turn, found.side) == (3, 1, None)


@pytest.mark.parametrize("name", ["docx", "parquet", "xlsx"])
def test_rows_of_a_file_that_is_no_text_are_no_lines(mixed: Evaluation, name: str) -> None:
    table = msgspec.structs.replace(mixed, call=msgspec.structs.replace(mixed.call, format=name))
    assert {one.line for one in pointed(table)} == {None}


def test_fingerprints_stay_when_a_turn_is_put_in_elsewhere(mixed: Evaluation, put_in) -> None:
    assert [one.turn for one in pointed(put_in(mixed))] != [one.turn for one in pointed(mixed)]
    assert prints(put_in(mixed)) == prints(mixed)


def test_repeats_are_counted(mixed: Evaluation, twice) -> None:
    doubled = prints(twice(mixed))
    assert len(set(doubled)) == len(doubled) == 2 * len(prints(mixed))
    assert set(prints(mixed)) < set(doubled)


@pytest.mark.parametrize("what", ["call", "code", "side", "words"])
def test_fingerprints_differ_by(what: str, mixed: Evaluation) -> None:
    result = mixed.results[3]
    found = result.findings[0]
    moved = msgspec.structs.replace(found.spans[0], segment=2)
    changed = {
        "call": found,
        "code": msgspec.structs.replace(found, code="EMP009"),
        "side": msgspec.structs.replace(found, spans=(moved,)),
        "words": msgspec.structs.replace(found, quote="other words"),
    }[what]
    call = msgspec.structs.replace(mixed.call, id="another" if what == "call" else mixed.call.id)
    other = msgspec.structs.replace(mixed, call=call, results=(msgspec.structs.replace(result, findings=(changed,)),))
    assert not set(prints(other)) & set(prints(mixed))


@pytest.mark.parametrize(
    ("source", "path", "reference"),
    [
        ("week/a.txt", "week/a.txt", "week/a.txt"),
        ("./week//a.txt", "week/a.txt", "week/a.txt"),
        ("a b%/ü.txt", "a b%/ü.txt", "a%20b%25/%C3%BC.txt"),
        ("c:d.txt", "c:d.txt", "c%3Ad.txt"),
        ("/else/where.txt", "/else/where.txt", "file:///else/where.txt"),
        ("-", "-", "-"),
        ("", "", ""),
    ],
)
def test_paths(source: str, path: str, reference: str) -> None:
    assert (repository_path(source), uri(source)) == (path, reference)


def test_a_path_below_the_current_folder_is_told_from_there() -> None:
    assert repository_path(str(Path.cwd() / "week" / "a.txt")) == "week/a.txt"


@pytest.mark.parametrize(
    ("source", "place", "line"),
    [("a.txt", "a.txt:4", 4), ("a.txt", "a.txt", None), ("a.txt", "a.txt:page", None), ("", "csr-lint", None)],
)
def test_the_line_of_a_fault(source: str, place: str, line: int | None) -> None:
    assert fault_line(Unreadable(source=source, code="x", place=place, message="m")) == line
