"""The HTML format as the registry knows it; what writes it is loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from csr_lint.reporters.contract import About, FolderOutput, Report, Reporter

INDEX, CALLS = "index.html", "calls"
_MADE_BY = '<meta name="generator" content="csr-lint '


def _one_page(out: TextIO, about: About) -> Report:
    from csr_lint.reporters.html.report import OnePage

    return OnePage(out, about)


def _page_per_call(folder: Path, about: About) -> Report:
    from csr_lint.reporters.html.report import PagePerCall

    return PagePerCall(folder, about)


def is_report(names: Sequence[str], folder: Path) -> bool:
    """Does the folder, which holds these names, hold nothing but a report of ours, which may be replaced?"""
    if not set(names) <= {INDEX, CALLS}:
        return False
    pages = [folder / INDEX, *(folder / CALLS).iterdir()] if CALLS in names else [folder / INDEX]
    return all(path.suffix == ".html" and path.is_file() and _ours(path) for path in pages)


def _ours(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as page_file:
        return _MADE_BY in page_file.read(1_000)


REPORTER = Reporter(
    name="html",
    summary="a page for people, with every call; a folder with a page a call for html=FOLDER/",
    needs_summary=True,
    exact=True,
    start=_one_page,
    folder=FolderOutput(start=_page_per_call, is_report=is_report),
)
