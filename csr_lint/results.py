"""Reads back what csr-lint wrote of earlier runs: JSON Lines, a JSON document, the flat table in Parquet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Literal

import msgspec

from csr_lint.errors import ConfigError, TranscriptError
from csr_lint.floor import Moment
from csr_lint.model import CheckKind, Fitness, Verdict
from csr_lint.outcome import JUDGED, AgentPart, CallRow
from csr_lint.reporters.record import CallRecord, FaultRecord, FindingRecord
from csr_lint.reporters.rows import VerdictRow, columns
from csr_lint.vocabulary import load_vocabulary

_MILLIS = 1000
_TOLD = (*JUDGED, Verdict.PRESENT, Verdict.ABSENT)
_PARQUET = b"PAR1"
_LOOKED_AT = 1 << 20


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """A saved run: its calls, by which rules they were judged, and how many transcripts could not be read."""

    source: str
    rows: tuple[CallRow, ...]
    rulebooks: frozenset[str]
    unread: int = 0


class _Versions(msgspec.Struct, frozen=True):
    rulebook: str


class _Line(msgspec.Struct, frozen=True):
    """What tells a line of results from one of a transcript."""

    versions: _Versions | None = None
    error: FaultRecord | None = None


class _Document(msgspec.Struct, frozen=True):
    calls: list[CallRecord]
    errors: list[msgspec.Raw]
    versions: _Versions


def is_results(path: str) -> bool:
    """Is this a file of results, or a folder of them (as --cluster writes)? Told by what is in it."""
    place = Path(path)
    if place.is_dir():
        parts = sorted(place.glob("part-*.parquet"))
        return bool(parts) and is_results(str(parts[0]))
    if not place.is_file():
        return False
    with place.open("rb") as file:
        begin = file.read(_LOOKED_AT)
    if begin.startswith(_PARQUET):
        return _is_flat_table(place)
    if begin.startswith(b'{"calls":['):
        return True
    try:
        line = msgspec.json.decode(begin.split(b"\n", 1)[0], type=_Line)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return False
    return line.versions is not None or line.error is not None


def read_results(path: str) -> Results:
    """The calls of a saved run. Raises TranscriptError for what csr-lint did not write, or not to its end."""
    place = Path(path)
    if not place.exists():
        raise TranscriptError("there is no such file", place=path)
    if not is_results(path):
        raise TranscriptError(_why_none(place), place=path)
    if place.is_dir():
        parts = [_table(part) for part in sorted(place.glob("part-*.parquet"))]
        return Results(
            source=path,
            rows=tuple(row for part in parts for row in part.rows),
            rulebooks=frozenset().union(*(part.rulebooks for part in parts)),
            unread=sum(part.unread for part in parts),
        )
    with place.open("rb") as file:
        begin = file.read(len(b'{"calls":['))
    if begin.startswith(_PARQUET):
        return _table(place)
    return _document(place) if begin == b'{"calls":[' else _lines(place)


def _why_none(place: Path) -> str:
    wanted = "csr-lint check --output jsonl=FILE writes them"
    if place.is_dir():
        inside = next((str(one) for one in sorted(place.iterdir()) if one.is_file() and is_results(str(one))), None)
        return (
            f"this is a folder; name the files in it ({inside} …)"
            if inside
            else f"no results of csr-lint are in it; {wanted}"
        )
    return f"the file is empty; {wanted}" if not place.stat().st_size else f"these are no results of csr-lint; {wanted}"


def _document(place: Path) -> Results:
    try:
        told = msgspec.json.decode(place.read_bytes(), type=_Document)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise TranscriptError(f"the results cannot be read: {error}", place=str(place)) from error
    rows = tuple(row_of_record(record) for record in told.calls)
    return Results(
        source=str(place), rows=rows, rulebooks=frozenset((told.versions.rulebook,)), unread=len(told.errors)
    )


def _lines(place: Path) -> Results:
    rows, rulebooks, unread = [], set(), 0
    records = msgspec.json.Decoder(CallRecord)
    with place.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                if msgspec.json.decode(line, type=_Line).versions is None:
                    unread += 1
                    continue
                record = records.decode(line)
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                cut = "" if line.endswith(b"\n") else "; the file seems to be cut here"
                raise TranscriptError(f"no result of csr-lint: {error}{cut}", place=f"{place}:{number}") from error
            rows.append(row_of_record(record))
            rulebooks.add(record.versions.rulebook)
    return Results(source=str(place), rows=tuple(rows), rulebooks=frozenset(rulebooks), unread=unread)


def row_of_record(record: CallRecord) -> CallRow:
    """The small row of a call that was judged earlier."""
    only = len(record.agents) == 1
    names = {name: _named(name) for name in record.agents}
    reach = [record.metrics[name] > 0 for name in ("holds", "transfers") if name in record.metrics]
    length = None if record.duration is None else round(record.duration * _MILLIS)
    return CallRow(
        call=record.call,
        source=record.source,
        score=record.score,
        failed=record.failed,
        band=record.band,
        verdicts=tuple((code, str(said)) for code, said in record.verdicts.items() if said in _TOLD),
        scales=tuple((code, scale.value) for code, scale in record.scales.items() if scale.value is not None),
        agents=tuple(_part(record, name, names[name], length if only else None, only=only) for name in record.agents),
        fitness=Fitness(record.health.fitness),
        started=record.started,
        queue=record.queue,
        duration_ms=length,
        typed=record.kind in ("chat", "email"),
        reach=any(reach) if reach else None,
        moments=tuple(
            _moment(f, names, next(iter(names.values())) if only else None)
            for f in record.findings
            if f.kind != "health"
        ),
    )


def _named(label: str) -> str | None:
    """The name that an agent has in results; None where it is a mere label."""
    words = load_vocabulary()
    return None if words.role_of(label) is not None or words.is_numbered(label) else label


def _part(record: CallRecord, agent: str, name: str | None, length: int | None, *, only: bool) -> AgentPart:
    mine = [f for f in record.findings if f.agent == agent or (only and f.agent is None)]
    kudos = {f.code for f in mine if f.kind == "kudos"}
    own: Mapping[str, Verdict] = record.agent_verdicts.get(agent, {})
    if only:
        own = {c: v for c, v in record.verdicts.items() if v in JUDGED or c in kudos}
    elif not own:
        # Written before agents' verdicts were kept: what was broken is known, what was met is not.
        own = {f.code: Verdict.VIOLATED for f in mine if f.kind == "violation"} | dict.fromkeys(kudos, Verdict.PRESENT)
    return AgentPart(
        name=name,
        score=record.agent_scores.get(agent),
        verdicts=tuple((code, str(said)) for code, said in own.items()),
        signals=tuple(dict.fromkeys(f.code for f in mine if f.kind == "signal")),
        from_ms=0 if only else None,
        to_ms=length,
    )


def _moment(found: FindingRecord, names: Mapping[str, str | None], only: str | None) -> Moment:
    kinds: Mapping[str, Literal["violation", "signal", "kudos"]] = {"signal": "signal", "kudos": "kudos"}
    return Moment(
        code=found.code,
        name=found.name,
        kind=kinds.get(found.kind, "violation"),
        agent=names.get(found.agent, found.agent) if found.agent is not None else only,
        quote=found.quote,
        line=found.line,
        time_ms=None if found.time is None else round(found.time * _MILLIS),
        message=found.message,
        advice=found.advice,
    )


def _is_flat_table(place: Path) -> bool:
    try:
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ConfigError("Parquet is read with pyarrow: pip install 'csr-lint[parquet]'") from error
    try:
        return {"call_id", "code", "verdict", "rulebook"} <= set(pq.read_schema(place).names)
    except (OSError, ValueError) as error:
        raise TranscriptError(f"broken Parquet: {error}", place=str(place)) from error


def _table(place: Path) -> Results:
    """The flat table tells of the first finding of each rule only; what an older one has no column for is unknown."""
    import pyarrow.parquet as pq

    try:
        known = [name for name in columns() if name in pq.read_schema(place).names]
        told = [
            msgspec.convert(row, VerdictRow)
            for batch in pq.ParquetFile(place).iter_batches(columns=known)
            for row in batch.to_pylist()
        ]
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise TranscriptError(f"broken Parquet: {error}", place=str(place)) from error
    calls = [row for row in told if row.error_code is None]
    return Results(
        source=str(place),
        rows=tuple(_row(tuple(group)) for _, group in groupby(calls, key=lambda r: (r.source, r.call_id))),
        rulebooks=frozenset(row.rulebook for row in calls),
        unread=len(told) - len(calls),
    )


def _row(rows: Sequence[VerdictRow]) -> CallRow:
    first = rows[0]
    agents = tuple(dict.fromkeys(row.agent for row in rows if row.agent is not None))
    # With one agent a rule without a finding names them, too; with several it names nobody.
    only = all(row.agent is not None for row in rows)
    verdicts = tuple((r.code, r.verdict) for r in rows if r.code and r.verdict in _TOLD and r.kind != CheckKind.SCALE)
    return CallRow(
        call=first.call_id or first.source,
        source=first.source,
        score=first.score,
        failed=bool(first.failed),
        band=first.band,
        verdicts=tuple((code, said) for code, said in verdicts if said),
        scales=tuple((r.code, r.value) for r in rows if r.code and r.value is not None),
        agents=tuple(_part_of(rows, agent, only=only and len(agents) == 1) for agent in agents),
        started=first.started,
        queue=first.queue,
        moments=tuple(_moments(rows)),
    )


def _part_of(rows: Sequence[VerdictRow], agent: str, *, only: bool) -> AgentPart:
    mine = [r for r in rows if r.agent == agent and r.code and r.verdict]
    kudos = [r for r in mine if r.kind == CheckKind.KUDOS and r.verdict == Verdict.PRESENT]
    judged = [r for r in mine if r.verdict in (JUDGED if only else (Verdict.VIOLATED,)) and r.kind != CheckKind.SCALE]
    return AgentPart(
        name=_named(agent),
        score=rows[0].score if only else None,
        verdicts=tuple((r.code, r.verdict) for r in (*judged, *kudos) if r.code and r.verdict),
        signals=tuple(r.code for r in mine if r.code and r.kind == CheckKind.SIGNAL and r.verdict == Verdict.PRESENT),
    )


def _moments(rows: Sequence[VerdictRow]) -> Iterator[Moment]:
    for row in rows:
        if row.findings and row.code and row.kind != CheckKind.HEALTH:
            kinds: Mapping[str | None, Literal["signal", "kudos"]] = {"signal": "signal", "kudos": "kudos"}
            yield Moment(
                code=row.code,
                name=row.name or row.code,
                kind=kinds.get(row.kind, "violation"),
                agent=_named(row.agent) if row.agent else None,
                quote=row.quote or "",
                line=row.line,
                time_ms=None if row.time is None else round(row.time * _MILLIS),
                message=row.message or "",
            )
