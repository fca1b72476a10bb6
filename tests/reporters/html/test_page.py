"""The HTML report as a file: the same on every run, closed to the network, small; and what it says of a call."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from html.parser import HTMLParser
from io import StringIO

import msgspec
import pytest

from csr_lint.model import Evaluation
from csr_lint.outcome import Skipped, Unreadable
from csr_lint.reporters.html.callpage import call_page
from csr_lint.reporters.html.page import safe_json
from csr_lint.reporters.registry import reporter
from csr_lint.turns import with_turns

BROKEN = Unreadable(source="week/x.txt", code="not-utf-8", place="week/x.txt:4", message="not UTF-8")
SKIPPED = Skipped(source="week/README.md", reason="no transcript")


class Outline(HTMLParser):
    """Elements that are open and closed as they must be, and their attributes."""

    VOID = ("meta", "input", "br", "link")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.setdefault(self.open[-1] if self.open else "", []).append(data)


def packs(page: str) -> list[dict[str, object]]:
    """What the page's packs of calls hold, by the calls' handles."""
    found = re.findall(
        r'<script type="text/plain" class="pack" data-pages="([\w -]+)">([A-Za-z0-9+/=]*)</script>', page
    )
    held = [json.loads(zlib.decompress(base64.b64decode(text, validate=True))) for _, text in found]
    assert [set(pack) for pack in held] == [set(names.split()) for names, _ in found]
    return held


@pytest.fixture
def page(report, week) -> str:
    return report("html", [*week, BROKEN, SKIPPED])


def test_the_page_is_whole_and_nothing_leads_out(page, hostile, report):
    for text in (page, report("html", [hostile]), report("html", [])):
        outline = Outline(text)
        assert outline.open == []
        names = {name for _, name, _ in outline.attributes}
        assert not {n for n in names if n.startswith("on")} | (names & {"style", "src", "srcset", "action"})
        addresses = {value for _, name, value in outline.attributes if name in ("href", "xlink:href")}
        assert {address for address in addresses if not address.startswith("#")} == set()


def test_the_policy_lets_in_this_style_and_this_script_only(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page).group(1).replace("&#39;", "'")
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.S)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"


def test_the_same_calls_give_the_same_bytes(report, week, page):
    assert report("html", [*week, BROKEN, SKIPPED]) == page
    assert not re.search(r'<(?:path|g|svg|text)[^>]* id="', page), "drawings share a page, so they have no ids"


def test_json_in_a_page_cannot_end_its_element():
    text = safe_json({"said": "</script><!-- & \u2028 ]]>"})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"said": "</script><!-- & \u2028 ]]>"}


def test_calls_are_packed_and_come_out_as_they_went_in(report, about, week, hostile):
    (pack,) = packs(report("html", [hostile]))
    assert list(pack.values()) == [json.loads(msgspec.json.encode(call_page(hostile, about)))]
    many = [
        msgspec.structs.replace(e, call=msgspec.structs.replace(e.call, id=f"{e.call.id}-{n}"))
        for e in week
        for n in range(12)
    ]
    found = packs(report("html", many))
    assert len(found) > 1, "a pack is full at some size"
    assert {page for pack in found for page in pack} == {e.call.id for e in many}


def test_agents_whose_names_differ_by_case_have_one_order(report, about, week):
    calls = [_of(week[n], name) for n, name in enumerate(("ana", "Ana", "Bo", "ANA"))]
    out = StringIO()
    broken_off = reporter("html").start(out, about)
    for call in calls:
        broken_off.add(call)
    broken_off.close(None)
    assert re.findall(r"<option>(.*?)</option>", out.getvalue())[:4] == ["ANA", "Ana", "ana", "Bo"]
    assert re.findall(r"<option>(.*?)</option>", report("html", calls))[:2] == ["Ana", "Bo"]


def _of(evaluation: Evaluation, agent: str) -> Evaluation:
    segments = [msgspec.structs.replace(s, name=agent if s.name else None) for s in evaluation.call.segments]
    call = with_turns(msgspec.structs.replace(evaluation.call, segments=tuple(segments), turns=()))
    return msgspec.structs.replace(evaluation, call=call)


def test_short_names_are_counted_as_the_fuller_ones_everywhere(report, week):
    page = report("html", [_of(week[0], "Maria Cruz"), _of(week[1], "Maria"), _of(week[2], "Tom")])
    assert "<option>Maria Cruz</option><option>Tom</option>" in page
    assert "<bdi>Maria</bdi>: counted as <bdi>Maria Cruz</bdi>" in page
    listed = page[page.index('<table id="list"') :]
    assert listed.count("<bdi>Maria Cruz</bdi>") == 2


def test_those_of_a_few_calls_come_last_in_the_hall(report, week):
    page = report("html", [*(_of(e, "Zoe") for e in week[:5] + week[5:7]), _of(week[0], "Ada")])
    assert re.findall(r"<h3><bdi>(\w+)</bdi> <span class=\"quiet\">(.*?)</span>", page) == [
        ("Zoe", "in 5 of 7 calls"),
        ("Ada", "in 1 of 1 call"),
    ]


def test_a_call_says_all_that_was_seen(snapshot, about, mixed):
    snapshot(
        "call.json", json.dumps(json.loads(safe_json(call_page(mixed, about))), indent=1, ensure_ascii=False) + "\n"
    )


def test_the_overview_stands_in_the_page(snapshot, page):
    body = re.sub(r"<svg.*?</svg>", "<svg/>", page[page.index("<main") : page.index("</main>")], flags=re.S)
    snapshot("overview.html", body + "</main>\n")


def test_a_run_that_was_broken_off_says_so(about):
    out = StringIO()
    reporter("html").start(out, about).close(None)
    assert "this report is not complete" in out.getvalue()


def test_five_hundred_calls_of_a_thousand_words_take_less_than_four_megabytes(report, about):
    from benchmarks.talk import Talker
    from csr_lint.lint import Linter
    from csr_lint.model import Call, Role, Segment
    from csr_lint.rulebook import load_rulebook

    rulebook = load_rulebook()
    linter = Linter(rulebook)
    calls, words = [], 0
    for talk in Talker(7).calls(20, 1200, spread=0):
        said = (
            Segment(
                index=k, label=t.speaker, role=Role(t.speaker), text=t.text, start_ms=round(1000 * t.start),
                end_ms=round(1000 * t.end), line=1,
            )
            for k, t in enumerate(talk.turns)
        )  # fmt: skip
        words += talk.words
        calls.append(linter.lint(Call(id=talk.id, source="x.jsonl", format="json", segments=tuple(said), kind="phone")))
    told = {"rules": rulebook.rules, "scorecard": rulebook.scorecard}
    assert words >= 20 * 1_000
    sizes = [len(report("html", calls[:n], **told).encode()) for n in (10, 20)]
    assert sizes[0] + (sizes[1] - sizes[0]) / 10 * 490 < 4_000_000
