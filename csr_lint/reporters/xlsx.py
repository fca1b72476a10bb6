"""A workbook for Excel and its kin: summary, calls, findings, rules, agents and the floor, each on its own sheet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from io import BytesIO
from shutil import copyfileobj
from typing import TYPE_CHECKING, TextIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from csr_lint.errors import ConfigError
from csr_lint.model import CheckKind, Evaluation, Verdict
from csr_lint.outcome import Outcome, Summary, Unreadable
from csr_lint.reporters import sheets
from csr_lint.reporters.cells import harmless
from csr_lint.reporters.contract import About, Reporter
from csr_lint.reporters.wording import fit_for_xml

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MOST_ROWS = 1_048_575  # below the heading; a sheet holds no more
_LONGEST = 32_767  # characters a cell
_NEVER = "1980-01-01T00:00:00Z"  # the same calls give the same bytes
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


class Workbook:
    """A workbook: rows of calls and findings as they come, the rest at the end, then all to the bytes below `out`."""

    def __init__(self, out: TextIO, about: About, *, most_rows: int = MOST_ROWS) -> None:
        try:
            import openpyxl
        except ImportError as error:
            raise ConfigError("xlsx is written with openpyxl: pip install 'csr-lint[xlsx]'") from error
        self._out = out
        self._about = about
        self._most_rows = most_rows
        self._book = openpyxl.Workbook(write_only=True)
        self._rows: Counter[str] = Counter()
        self._left_out = self._faults = 0
        self._verdicts: Counter[tuple[str, Verdict]] = Counter()
        self._findings: Counter[str] = Counter()
        self._summary = self._sheet("Summary", sheets.FIGURES)
        self._calls = self._sheet("Calls", sheets.CALLS)
        self._found = self._sheet("Findings", sheets.FINDINGS)

    def add(self, outcome: Outcome) -> None:
        if isinstance(outcome, Evaluation):
            self._fill(self._calls, [sheets.call_row(outcome)])
            self._fill(self._found, sheets.finding_rows(outcome))
            self._verdicts.update((result.code, result.verdict) for result in outcome.results)
            self._findings.update(found.code for found in outcome.findings)
        elif isinstance(outcome, Unreadable):
            self._faults += 1
            self._fill(self._calls, [sheets.fault_row(outcome)])

    def close(self, summary: Summary | None) -> None:
        rules = self._sheet("Rules", sheets.RULES)
        judged = [rule for rule in self._about.rules if rule.check is not CheckKind.TEAM]
        self._fill(rules, (sheets.rule_row(r, self._verdicts, self._findings[r.code]) for r in judged))
        agents = self._sheet("Agents", sheets.AGENTS)
        self._fill(agents, map(sheets.agent_row, summary.agents if summary else ()))
        floor = self._sheet("Floor", sheets.FLOOR)
        self._fill(floor, sheets.floor_rows(summary.team if summary else ()))
        self._fill(self._summary, sheets.figure_rows(summary, self._about, self._faults, self._left_out))
        for sheet, columns in ((self._calls, sheets.CALLS), (self._found, sheets.FINDINGS), (rules, sheets.RULES),
                               (agents, sheets.AGENTS), (floor, sheets.FLOOR)):  # fmt: skip
            sheet.auto_filter.ref = f"A1:{_letter(len(columns))}{self._rows[sheet.title] + 1}"
        held = BytesIO()
        self._book.save(held)
        self._out.buffer.write(_timeless(held))
        self._out.buffer.flush()

    def _sheet(self, title: str, columns: sheets.Columns) -> WriteOnlyWorksheet:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font

        sheet = self._book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for number, width in enumerate(columns.values(), 1):
            sheet.column_dimensions[_letter(number)].width = width
        heading = [WriteOnlyCell(sheet, value=name) for name in columns]
        for cell in heading:
            cell.font = Font(bold=True)
        sheet.append(heading)
        return sheet

    def _fill(self, sheet: WriteOnlyWorksheet, rows: Iterable[sheets.Row]) -> None:
        for row in rows:
            if self._rows[sheet.title] >= self._most_rows and sheet is not self._summary:
                self._left_out += 1
                continue
            self._rows[sheet.title] += 1
            sheet.append([_cell(value) for value in row])


def _cell(value: sheets.Cell) -> sheets.Cell:
    return _cut(fit_for_xml(harmless(value))) if isinstance(value, str) else value


def _cut(text: str) -> str:
    """As much as a cell holds; Excel counts signs beyond the basic plane as two."""
    if 2 * len(text) <= _LONGEST:
        return text
    return text.encode("utf-16-le")[: 2 * _LONGEST].decode("utf-16-le", "ignore")


def _letter(number: int) -> str:
    """The letter of a column, from 1; no sheet here has more than 26."""
    return chr(ord("A") + number - 1)


def _timeless(held: BytesIO) -> bytes:
    """The same archive without the time at which it was made."""
    made = BytesIO()
    with ZipFile(held) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            told = ZipInfo(name)
            told.compress_type = ZIP_DEFLATED
            with old.open(name) as part, new.open(told, "w") as copy:
                if name == "docProps/core.xml":
                    copy.write(_TIMES.sub(rb"\g<1>" + _NEVER.encode(), part.read()))
                else:
                    copyfileobj(part, copy)
    return made.getvalue()


REPORTER = Reporter(
    name="xlsx",
    summary="a workbook: summary, calls, findings, rules, agents, the floor",
    needs_summary=True,
    exact=True,
    binary=True,
    start=Workbook,
)
