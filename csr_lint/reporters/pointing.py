"""Findings as machines point at them: a path, a line or a turn, and a fingerprint that outlives other edits."""

from __future__ import annotations

import os
import posixpath
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path, PurePath
from urllib.parse import quote as urlquote

import msgspec

from csr_lint.model import Call, Evaluation, Finding, FindingKind, Severity
from csr_lint.outcome import Unreadable, agent_names
from csr_lint.reporters.wording import one_line, plain, quoted

# What can be mended; signals and kudos tell of the customer and of what went well.
TO_MEND = (FindingKind.VIOLATION, FindingKind.HEALTH)
# Their rows and paragraphs are counted as lines, but no editor shows such lines.
_WITHOUT_LINES = ("docx", "parquet", "xlsx")
_DIGITS = 32


class Pointed(msgspec.Struct, frozen=True, kw_only=True):
    """A finding, ready for a machine's report: texts are plain, one line each, and cards are masked.

    `line` counts from 1 and is None where the format has no lines; `turn` counts from 1. `crowded`: the line holds the
    whole call, so the turn tells more. What concerns the call as a whole points at its beginning. `side` is whose words
    they are.
    """

    call: str
    source: str
    line: int | None
    turn: int
    time_ms: int | None
    kind: FindingKind
    code: str
    name: str
    severity: Severity
    message: str
    advice: str
    quote: str
    agent: str | None
    side: str | None
    fingerprint: str
    crowded: bool = False

    @property
    def words(self) -> str:
        """The message and what was said."""
        return f"{self.message} {self.quote}".strip()


def pointed(evaluation: Evaluation) -> Iterator[Pointed]:
    """Every finding of a call, in the order of the call, then of the codes."""
    call = evaluation.call
    names = agent_names(call)
    firsts = [turn.segments[0] for turn in call.turns]
    crowded = len(call.segments) > 1 and len({segment.line for segment in call.segments}) == 1
    seen: Counter[tuple[str, ...]] = Counter()
    for found in evaluation.findings:
        segment = call.segments[found.segment] if found.segment is not None else None
        side = segment.role.value if segment else None
        key = (call.id, found.code, side or "", plain(found.quote).casefold())
        seen[key] += 1
        yield Pointed(
            call=plain(call.id),
            source=call.source,
            line=_line(found, call),
            turn=max(1, bisect_right(firsts, found.segment)) if found.segment is not None else 1,
            time_ms=found.time_ms,
            kind=found.kind,
            code=found.code,
            name=found.name,
            severity=found.severity,
            message=plain(found.message) or found.name.replace("-", " "),
            advice=plain(found.advice),
            quote=quoted(found.quote),
            agent=plain(names.get(found.agent) or found.agent) if found.agent is not None else None,
            side=side,
            fingerprint=_digest(*key, str(seen[key])),
            crowded=crowded and found.segment is not None,
        )


def to_mend(evaluation: Evaluation) -> Iterator[Pointed]:
    """The findings that can be mended: violations, and what is wrong with the transcript."""
    return (found for found in pointed(evaluation) if found.kind in TO_MEND)


def _line(found: Finding, call: Call) -> int | None:
    if call.format in _WITHOUT_LINES:
        return None
    return found.line if found.spans or not call.segments else call.segments[0].line_at(0)


def _digest(*words: str) -> str:
    return sha256("\0".join(words).encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def fault_line(fault: Unreadable) -> int | None:
    """The line at which a transcript could not be read, where its place tells one."""
    rest = fault.place.removeprefix(f"{fault.source}:") if fault.source else ""
    return int(rest) if rest != fault.place and rest.isascii() and rest.isdigit() else None


def fault_fingerprint(fault: Unreadable) -> str:
    return _digest(fault.source, fault.code, plain(fault.message))


def repository_path(source: str) -> str:
    """The path as repositories know it: forward slashes, no `./`, from the current folder where it lies below it."""
    return one_line(_normal(source))


def uri(source: str) -> str:
    """The same path as a URI reference, its bytes percent-encoded; `file://` where it lies elsewhere."""
    path = _normal(source)
    return Path(path).as_uri() if Path(path).is_absolute() else urlquote(os.fsencode(path), safe="/")


def _normal(source: str) -> str:
    path = PurePath(source)
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return posixpath.normpath(path.as_posix()) if source else ""
