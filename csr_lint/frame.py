"""lint_frame(df): turns in a pandas frame, verdicts in another; for notebooks, Spark and other engines of frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import msgspec

from csr_lint.bugs import bug_line
from csr_lint.errors import CsrLintError, TranscriptError
from csr_lint.lint import Linter
from csr_lint.model import Call
from csr_lint.outcome import Outcome, Unreadable, unreadable
from csr_lint.readers.decode import Decoded
from csr_lint.readers.runs import gathered
from csr_lint.readers.source import Source
from csr_lint.readers.typed import FIRST_ROWS, Values, as_row, calls_of_rows, calls_of_turns, lay_out
from csr_lint.reporters.rows import VerdictRow, columns, verdict_rows
from csr_lint.roles import RoleChoices, parse_role
from csr_lint.rulebook import Rulebook, load_rulebook

if TYPE_CHECKING:
    import pandas as pd

FORMAT = "frame"
_SOURCE = "data frame"
_DTYPES = {"text": "string", "integer": "Int64", "number": "Float64", "flag": "boolean"}
_SQL = {"text": "string", "integer": "bigint", "number": "double", "flag": "boolean"}
# The engine is not made for threads; in Python they would take turns anyway.
_ONE_AT_A_TIME = Lock()


class Engine(msgspec.Struct, frozen=True, kw_only=True):
    """All that an engine is made from: the settings of rules and roles, as `csr-lint check` has them."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    scorecard: str | None = None
    packs: tuple[str, ...] = ()
    choices: RoleChoices = RoleChoices()


@lru_cache(maxsize=4)
def linter_for(engine: Engine) -> Linter:
    """The linter of these settings, built once a process. Raises RuleError or ConfigError."""
    return Linter(rulebook_for(engine), engine.choices)


def rulebook_for(engine: Engine) -> Rulebook:
    """The rules of these settings. Raises RuleError or ConfigError."""
    rulebook = load_rulebook(packs=[Path(pack) for pack in engine.packs], scorecard=engine.scorecard)
    return rulebook.select(engine.select, engine.ignore)


@contextmanager
def engine_at_work(engine: Engine) -> Iterator[Linter]:
    """The linter of these settings, for this thread alone. Raises RuleError or ConfigError."""
    with _ONE_AT_A_TIME:
        yield linter_for(engine)


def lint_frame(
    df: pd.DataFrame,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    scorecard: str | Path | None = None,
    packs: Sequence[str | Path] = (),
    roles: Mapping[str, str] | None = None,
    agent_names: Sequence[str] = (),
    agent_channel: str | None = None,
    swap_roles: bool = False,
) -> pd.DataFrame:
    """The verdicts on the calls in a frame: a row for each call and rule; the columns are those of `docs/output.md`.

    `df` has a row a turn (call_id, speaker or role, text; start, end, agent, queue, kind, started, if known; times in
    seconds unless the heading says ms, or their pace does), or a row a call, with its turns in a list or as JSON. The
    rows of a call need not stand together. What cannot be read is a row with an `error`.

    The engine is built when these settings are first used in a process, and kept. Raises NotATranscriptError for a
    frame without a column of texts, RuleError and ConfigError for faulty settings.
    """
    engine = Engine(
        select=tuple(select),
        ignore=tuple(ignore),
        scorecard=str(scorecard) if scorecard is not None else None,
        packs=tuple(str(pack) for pack in packs),
        choices=RoleChoices(
            roles=tuple((label, parse_role(role)) for label, role in (roles or {}).items()),
            agent_names=tuple(agent_names),
            agent_channel=agent_channel,
            swap=swap_roles,
        ),
    )
    with engine_at_work(engine) as linter:
        rules = {rule.code: rule for rule in linter.rulebook.rules}
        outcomes = (_judged(read, linter) for read in _calls(df))
        rows = [row for outcome in outcomes for row in verdict_rows(outcome, rules, linter.rulebook.version)]
    return _framed(rows)


def sql_schema() -> str:
    """The columns of `lint_frame` as SQL spells them; Spark's mapInPandas asks for that."""
    return ", ".join(f"{name} {_SQL[kind]}" for name, kind in columns().items())


def _calls(df: pd.DataFrame) -> Iterator[Call | TranscriptError]:
    if df.empty:
        return
    source = Source(_SOURCE, Decoded(b"", "utf-8"))
    rows: list[Values] = list(df.itertuples(index=False, name=None))
    table = lay_out(source, [str(name) for name in df.columns], rows[:FIRST_ROWS])
    if table.by_row:
        yield from calls_of_rows(source, FORMAT, table, enumerate(rows, 1))
    else:
        turns = (as_row(number, values) for number, values in enumerate(rows, 1))
        yield from calls_of_turns(source, FORMAT, table, gathered(turns, table.call))


def _judged(read: Call | TranscriptError, linter: Linter) -> Outcome:
    """The evaluation; a bug in a check is named, and the other calls go on."""
    if isinstance(read, TranscriptError):
        return unreadable(read, _SOURCE)
    try:
        return linter.lint(read)
    except CsrLintError:
        raise
    except Exception as error:
        return Unreadable(source=_SOURCE, code="internal", place=f"call {read.id}", message=bug_line(error))


def _framed(rows: Sequence[VerdictRow]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(
        {name: pd.Series([getattr(row, name) for row in rows], dtype=_DTYPES[kind]) for name, kind in columns().items()}
    )
