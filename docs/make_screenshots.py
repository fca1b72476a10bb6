"""Takes the README's pictures of the reports over `sample_transcripts`.

python docs/make_screenshots.py        (needs the extra `test`, and Chromium on the PATH)
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

DOCS = Path(__file__).parent
WIDE, HIGH = 1280, 860
COLUMNS, LINES = 100, 50
# Of the report: the picture's name, the address within the page, the colours.
VIEWS = (
    ("report-overview", "#overview", "light"),
    ("report-call", "#call-HC-0307-1120", "light"),
    ("report-calls-dark", "#calls", "dark"),
)
# Rich's drawing asks a network for its letters; a picture in a README should not.
_LETTERS = re.compile(r"@font-face\s*{[^}]*}\s*")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        terminal(_checked("--output", f"html={page}"))
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for name, address, colours in VIEWS:
                report(browser, page, name, address, colours)
            browser.close()


def _checked(*options: str) -> str:
    """What `csr-lint check` prints on a terminal in colour."""
    command = [
        sys.executable,
        "-m",
        "csr_lint.cli.main",
        "check",
        "sample_transcripts",
        "--fail-on",
        "never",
    ]
    told = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "LINES": str(LINES)}
    return subprocess.run(
        [*command, *options], cwd=DOCS.parent, env=told, check=True, capture_output=True, text=True
    ).stdout


def terminal(printed: str) -> None:
    """The terminal's picture."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere, force_terminal=True)
        console.print(Text.from_ansi(printed.strip("\n")))
        svg = console.export_svg(title="csr-lint check sample_transcripts", theme=MONOKAI, unique_id="terminal")
    (DOCS / "terminal.svg").write_text(_LETTERS.sub("", svg), encoding="utf-8")


def report(browser: Browser, page: Path, name: str, address: str, colours: str) -> None:
    """A view of the report, as it stands on a desk."""
    context = browser.new_context(viewport={"width": WIDE, "height": HIGH}, color_scheme=colours)
    opened = context.new_page()
    opened.goto(page.as_uri() + address)
    opened.screenshot(path=DOCS / f"{name}.png")
    context.close()


if __name__ == "__main__":
    main()
