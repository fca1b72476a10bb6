"""The HTML report being written: calls as they come, the overview when all are there."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TextIO

from csr_lint.model import Evaluation
from csr_lint.outcome import Outcome, Skipped, Summary, Unreadable
from csr_lint.reporters.contract import About
from csr_lint.reporters.html.callpage import call_page, rule_notes
from csr_lint.reporters.html.lines import THANKS, CallLine, Handles, call_line, renamed
from csr_lint.reporters.html.overview import Overview, overview
from csr_lint.reporters.html.packs import Packs, pack
from csr_lint.reporters.html.page import check_libraries, page, safe_json
from csr_lint.reporters.html.record import LISTED, CallPage, IndexLine
from csr_lint.reporters.html.reporter import CALLS, INDEX
from csr_lint.reporters.wording import clock, plain, points
from csr_lint.version import __version__


class _Kept:
    """What is kept of the calls until the overview can be written."""

    def __init__(self, about: About) -> None:
        check_libraries()
        self.about = about
        self.lines: list[CallLine] = []
        self._faults: list[Unreadable] = []
        self._skipped: list[Skipped] = []
        self._handles = Handles()

    def take(self, outcome: Outcome) -> tuple[CallLine, CallPage] | None:
        """The line and the page of a call; None for what is none."""
        if isinstance(outcome, Unreadable):
            self._faults.append(outcome)
        elif isinstance(outcome, Skipped):
            self._skipped.append(outcome)
        else:
            return self._call(outcome)
        return None

    def _call(self, evaluation: Evaluation) -> tuple[CallLine, CallPage]:
        line = call_line(evaluation, self.about, self._handles.handle(evaluation.call.id))
        self.lines.append(line)
        return line, call_page(evaluation, self.about)

    def overview(self, summary: Summary | None) -> Overview | None:
        """None where the run was broken off."""
        return overview(self.lines, summary, self.about, self._faults, self._skipped) if summary else None

    def shared(self, **more: object) -> dict[str, object]:
        """What every page says; `more` goes on top."""
        card = self.about.scorecard
        told = {
            "heading": plain(card.title or card.name),
            "version": __version__,
            "rulebook": self.about.rulebook,
            "rules": safe_json(rule_notes({rule.code for rule in self.about.rules}, self.about)),
            "fields": safe_json(LISTED),
            "lines": (),
            "overview": None,
            "packs": (),
            "clock": clock,
            "points": points,
            "files": False,
        }
        return told | more

    def listed(self, summary: Summary | None) -> dict[str, object]:
        """What the pages with the list of all calls say."""
        if summary:
            fuller = {plain(name): plain(full) for name, full in summary.same_names}
            self.lines = [renamed(line, fuller) for line in self.lines]
        codes = {code for line in self.lines for code, _ in line.found}
        notes = rule_notes(codes, self.about)
        lines = sorted(self.lines, key=_worst_first)
        return {
            "lines": lines,
            "overview": self.overview(summary),
            "agents": sorted({name for line in self.lines for name, _ in line.agents}, key=_alphabetic),
            "found_rules": [(code, notes[code].name) for code in sorted(notes)],
            "dated": any(line.date for line in self.lines),
            "index": safe_json([_index_line(line) for line in lines]),
            "thanks": {line.page: dict(line.scales).get(THANKS) for line in self.lines},
        }


class OnePage:
    """Everything in one file."""

    def __init__(self, out: TextIO, about: About) -> None:
        self._out = out
        self._kept = _Kept(about)
        self._packs = Packs()

    def add(self, outcome: Outcome) -> None:
        if taken := self._kept.take(outcome):
            line, made = taken
            self._packs.add(line.page, made)

    def close(self, summary: Summary | None) -> None:
        told = self._kept.shared(packs=self._packs.all(), **self._kept.listed(summary))
        self._out.writelines(page("report.html.jinja", **told))
        self._out.flush()


class PagePerCall:
    """A folder: `index.html` with the overview and the list, `calls/` with a page a call, written as they come."""

    def __init__(self, folder: Path, about: About) -> None:
        self._folder = folder
        self._kept = _Kept(about)
        (folder / CALLS).mkdir()

    def add(self, outcome: Outcome) -> None:
        if taken := self._kept.take(outcome):
            line, made = taken
            rules = safe_json(rule_notes(_codes(made), self._kept.about))
            told = self._kept.shared(packs=[pack({line.page: made})], rules=rules, title=made.id, files=True)
            self._write(f"{CALLS}/{line.page}.html", told)

    def close(self, summary: Summary | None) -> None:
        self._write(INDEX, self._kept.shared(files=True, **self._kept.listed(summary)))

    def _write(self, name: str, told: dict[str, object]) -> None:
        with (self._folder / name).open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(page("report.html.jinja", **told))


def _codes(made: CallPage) -> set[str]:
    """The rules that a call's page speaks of."""
    topics = (*made.work, *made.good, *made.signals, *made.scales, *made.health)
    found = {topic.code for topic in topics} | {remark.code for remark in made.remarks}
    return found | {line.code for line in made.sum} | {code for _, codes in made.unjudged for code in codes}


def _alphabetic(name: str) -> tuple[str, str]:
    """Names that differ by case alone stand together, in the same order on every run."""
    return name.casefold(), name


def _worst_first(line: CallLine) -> tuple[bool, float, str]:
    return not line.failed, math.inf if line.score is None else line.score, line.id


def _index_line(line: CallLine) -> IndexLine:
    names = tuple(name for name, _ in line.agents)
    return IndexLine(
        page=line.page,
        name=line.id,
        agents=names,
        found=tuple((code, names.index(agent) if agent in names else -1) for code, agent in line.found),
        date=line.date,
        score=None if line.score is None else round(line.score, 2),
        thanks=dict(line.scales).get(THANKS),
        work=len(line.work),
    )
