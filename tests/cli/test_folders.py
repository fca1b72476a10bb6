"""`--output html=FOLDER/`: whole or not there, and never in the place of other files."""

from __future__ import annotations

import base64
import re
import zlib

import pytest

PAGES = ["calls/clean.html", "calls/hum.html", "calls/order.html", "index.html"]


def _pages(folder) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def unpacked(page: str) -> str:
    """What the page's script finds in its pack."""
    (pack,) = re.findall(r'<script type="text/plain" class="pack"[^>]*>([^<]*)</script>', page)
    return zlib.decompress(base64.b64decode(pack)).decode("utf-8")


def test_a_folder_has_a_page_a_call(csr, here):
    ran = csr("check", "calls", "--fail-on", "never", "--output", "html=report/")
    assert (ran.code, ran.err) == (0, "")
    assert _pages(here / "report") == PAGES
    index = (here / "report/index.html").read_text(encoding="utf-8")
    assert 'href="calls/order.html"' in index
    page = (here / "report/calls/order.html").read_text(encoding="utf-8")
    assert "calm down now" in unpacked(page)
    assert '<a href="../index.html">' in page


def test_an_earlier_report_is_replaced(csr, here):
    csr("check", "calls", "--output", "html=report/")
    assert csr("check", "calls/clean.txt", "--output", "html=report").code == 0, (
        "a folder needs no slash once it is there"
    )
    assert _pages(here / "report") == ["calls/clean.html", "index.html"]
    assert [p.name for p in here.iterdir() if p.name.startswith(".report")] == []


@pytest.mark.parametrize(
    ("output", "said"),
    [
        pytest.param("html=calls/", "holds other files, which would be lost", id="a folder of other files"),
        pytest.param("html=calls/clean.txt/", "is a file, not a folder", id="a file"),
        pytest.param("html=none/report/", "there is no folder none", id="no parent"),
        pytest.param("json=report/", "json is written to a file, not to a folder", id="a format without folders"),
        pytest.param("json=calls", "is a folder; --output takes FORMAT=FILE", id="a folder for a file"),
    ],
)
def test_what_cannot_be_written_is_said_before_a_call_is_read(csr, here, output, said):
    before = _pages(here)
    ran = csr("check", "calls", "--output", output)
    assert ran.code == 2
    assert said in ran.err
    assert _pages(here) == before


def test_a_page_of_ones_own_is_not_taken_for_a_report(csr, here):
    (here / "report").mkdir()
    (here / "report/index.html").write_text("<h1>My garden</h1>")
    assert csr("check", "calls", "--output", "html=report/").code == 2
    assert (here / "report/index.html").read_text() == "<h1>My garden</h1>"


def test_a_missing_library_is_named(csr, here, monkeypatch):
    import csr_lint.reporters.html.page as page

    monkeypatch.setattr(page, "_LIBRARIES", ("jinja2", "no_such_library"))
    ran = csr("check", "calls", "--output", "html=report.html")
    assert ran.code == 2
    assert "pip install 'csr-lint[html]'" in ran.err
    assert not (here / "report.html").exists()


def test_settings_keep_the_slash(csr, here):
    (here / "csr-lint.toml").write_text('output = ["html=report/"]\n')
    assert csr("check", "calls", "--fail-on", "never").code == 0
    assert _pages(here / "report") == PAGES
