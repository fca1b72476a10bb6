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

from csr_lint.model import CheckKind, Evaluation, Verdict
from csr_lint.outcome import Skipped, Unreadable, row_of
from csr_lint.reporters.html.callpage import call_page
from csr_lint.reporters.html.page import safe_json
from csr_lint.reporters.registry import reporter
from csr_lint.rule import TeamParams
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
        ("Zoe", "kudos in 5 of 7 calls"),
        ("Ada", "kudos in 1 of 1 call"),
    ]


@pytest.fixture
def hall(about):
    """The floor's rule by which the hall is filled."""
    params = TeamParams(watch="hall-of-heroes", rules=("EMP101",), limit=3)
    return msgspec.structs.replace(
        about.rules[0], code="FLR101", name="hall-of-heroes", check=CheckKind.TEAM, params=params
    )


def heroes_of(page: str) -> str:
    return page[page.index('id="heroes"') : page.index('<div class="pair">')] if 'id="heroes"' in page else ""


def test_the_hall_holds_whom_the_summary_recognises(report, week, team, about, hall):
    """The same agents in the same order and words as in all other formats; a quote leads to its turn."""
    held = heroes_of(report("html", week, team=team, rules=(*about.rules, hall)))
    assert re.findall(r"<h3><bdi>(.*?)</bdi>", held) == ["Tom", "Maria"]
    assert re.findall(r"<blockquote><p><bdi>(.*?)</bdi>", held) == [
        "“oh thank you so much | maria”",
        "“three days must be cold”",
        "“so i can imagine how cold three days must be”",
    ]
    assert re.findall(r"<footer>(.*?) ·", held) == ["turnaround", "empathy shown", "empathy shown"]
    assert 'href="#call-tuesday-00"' in held


def test_a_heros_quote_leads_to_its_turn(report, week, team, about, hall):
    (kudos,) = (moment for moment in row_of(week[0]).moments if moment.code == "EMP101")
    found = msgspec.structs.replace(team[4].findings[2], quote=kudos.quote, calls=(week[0].call.id,))
    told = msgspec.structs.replace(team[4], findings=(found,))
    held = heroes_of(report("html", week, team=(told,), rules=(*about.rules, hall)))
    assert f'href="#call-monday-00&turn={kudos.turn}"' in held


def test_where_nobody_earned_recognition_the_hall_is_empty(report, week, team, about, hall):
    nobody = msgspec.structs.replace(team[4], verdict=Verdict.ABSENT, findings=())
    assert heroes_of(report("html", week, team=(nobody,), rules=(*about.rules, hall))) == ""
    assert heroes_of(report("html", week))


def test_the_floor_stands_in_the_overview(report, week, team):
    page = report("html", week, team=(*team[1:4], msgspec.structs.replace(team[0], name="no-<b>-time")))
    floor = page[page.index('aria-labelledby="floor"') :]
    floor = floor[: floor.index("</section>")]
    assert re.findall(r'<span class="code">(.*?)</span>', floor) == ["FLR002", "FLR004"]
    assert floor.count("<li>") == 5
    assert '<a href="#call-monday-01"><bdi>monday-01</bdi></a>' in floor
    assert "<b>Instead:</b> Mend abuse-load." in floor
    assert "FLR001 no &lt;b&gt; time could not be judged: no file tells the time" in floor


def test_a_floor_without_findings_takes_no_room(report, week, team):
    assert 'aria-labelledby="floor"' not in report("html", week, team=team[2:3])


def test_scores_are_rounded_as_in_the_text(page):
    assert "<dt>mean score</dt><dd><b>65.8</b> <span>median 70.0</span>" in page


def test_every_format_counts_the_same_to_work_on(report, week, cut_off):
    """Rules that the agent broke, not what is wrong with the transcript: `and 1 more` is one everywhere."""
    result = next(result for result in week[0].results if result.code == "HLD001")
    more = tuple(
        msgspec.structs.replace(
            result, code=code, findings=(msgspec.structs.replace(result.findings[0], code=code, name=code),)
        )
        for code in ("OPN001", "RSP001")
    )
    rest = tuple(result for result in week[0].results if result.code not in ("OPN001", "RSP001"))
    call = cut_off(msgspec.structs.replace(week[0], results=(*rest, *more)))
    (page, comment, text) = (report(name, [call, *week[1:]]) for name in ("html", "markdown", "text"))
    (row,) = (line for line in comment.splitlines() if "| monday-00 |" in line)
    told = (
        re.search(r"<p>(.*?)</p></div>\s*</li>", page).group(1),
        row.rsplit("| ", 1)[1].removesuffix(" |"),
        text.split("monday-00")[1].splitlines()[0].split("Maria")[1],
    )
    for words in told:
        names, more = re.fullmatch(r"(.*) and (\d) more", words).groups()
        assert names.count(",") + 1 + int(more) == 4


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


@pytest.mark.heavy
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
