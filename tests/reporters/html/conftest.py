"""A browser without a window, and reports opened in it: every request is counted, every complaint is kept."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from csr_lint.model import Evaluation, Finding, FindingKind, Severity, Span
from csr_lint.turns import with_turns


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """The system's Chromium, driven by Playwright."""
    api = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install 'csr-lint[test]'")
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("needs Chromium on the PATH: apt-get install chromium")
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


class Opened:
    """A report in a browser; `asked` are the addresses that it wanted, `complaints` what the console says."""

    def __init__(self, chromium, path: Path, hash_: str, **context) -> None:
        self.address = path.as_uri()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **context}).new_page()
        self.page.route("**/*", self._route)
        self.page.on("console", lambda told: self.complaints.append(told.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(self.address + hash_)

    def _route(self, route) -> None:
        self.asked.append(route.request.url)
        route.continue_() if route.request.url.startswith("file:") else route.abort()

    def settled(self) -> None:
        """Waits until what the address or the filters ask for is shown."""
        self.page.evaluate("new Promise((seen) => requestAnimationFrame(() => setTimeout(seen)))")  # a new address told
        self.page.wait_for_selector("body[data-ready]:not([aria-busy]):not(:has([aria-busy]))", state="attached")

    def rows(self) -> list[str]:
        """The names of the calls that the list shows."""
        self.settled()
        return self.page.locator("#list tbody tr:not([hidden]) th a").all_inner_texts()


@pytest.fixture
def browse(chromium) -> Callable[..., Opened]:
    """Opens a page that is there."""
    return lambda path, hash_="", **context: Opened(chromium, path, hash_, **context)


@pytest.fixture
def opened(browse, report, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Writes outcomes to a report and opens it."""
    shown: list[Opened] = []

    def opening(outcomes, hash_: str = "", **context) -> Opened:
        path = tmp_path / "report.html"
        path.write_text(report("html", outcomes), encoding="utf-8")
        shown.append(browse(path, hash_, **context))
        return shown[-1]

    yield opening
    for one in shown:
        one.page.context.close()


MARKUP = '</script><script>document.title="owned"</script>"><img src=x onerror=alert(1)>{{ 7*7 }}'


@pytest.fixture
def hostile(mixed: Evaluation) -> Evaluation:
    """A call whose every text tries to become something else."""
    call = mixed.call
    segments = [
        msgspec.structs.replace(s, name=f"Eve {MARKUP}" if s.name else None, text=f"{MARKUP} \u202egnp.exe {s.text}")
        for s in call.segments
    ]
    told = msgspec.structs.replace(
        call, id=f"call {MARKUP}", source=MARKUP, queue=MARKUP, segments=tuple(segments), turns=()
    )
    kudos = Finding(
        kind=FindingKind.KUDOS, code="EMP101", name="empathy-shown", severity=Severity.INFO, message="", quote=MARKUP,
        spans=(Span(5, 0, len(MARKUP)),), agent=segments[0].name,
    )  # fmt: skip
    results = [
        msgspec.structs.replace(r, findings=(kudos,))
        if r.code == "EMP101"
        else msgspec.structs.replace(r, reason=MARKUP)
        for r in mixed.results
    ]
    return msgspec.structs.replace(mixed, call=with_turns(told), results=tuple(results), band=MARKUP)
