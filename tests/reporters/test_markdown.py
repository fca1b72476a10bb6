"""The comment for a pull request: what comes first, that it fits, and that words stay words."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec
import pytest

from csr_lint.reporters.comment import safe
from csr_lint.reporters.markdown import MOST, length


def test_as_it_was(report, snapshot, week, unreadable) -> None:
    snapshot("markdown.md", report("markdown", [*week, unreadable]))


def test_the_summary_comes_first_then_the_worst_calls(report, week) -> None:
    text = report("markdown", week)
    places = [text.index(part) for part in ("**12 calls**", "| to work on |", "### Calls to hear first", "<details>")]
    assert places == sorted(places)
    assert re.findall(r"<b>(\S+)", text) == ["30", "35", "40", "45", "50", "no"]


def test_nothing_to_mend_is_said(report, good) -> None:
    text = report("markdown", [good])
    assert "Nothing to work on" in text
    assert "<details>" not in text


def test_the_transcripts_faults_stand_apart(report, mixed, good, cut_off) -> None:
    """What is wrong with a transcript is nothing for the agent to work on, wherever that is counted."""
    text = report("markdown", [cut_off(mixed)])
    assert "| 44 poor | monday-01 | Maria | missed-empathy, hold-without-asking |" in text
    assert "2 findings, 1 on the transcript" in text
    assert "- The transcript: **DAT005 cut-off** (warning): The transcript ends in the middle." in text
    text = report("markdown", [cut_off(good)])
    assert "Nothing to work on in what could be judged." in text
    assert "### Calls to hear first" not in text
    assert "· 1 on the transcript ·" in text


def test_calls_of_which_only_the_transcript_is_at_fault_come_last(report, mixed, good, cut_off) -> None:
    low = msgspec.structs.replace(cut_off(good), score=msgspec.structs.replace(good.score, value=10.0))
    assert re.findall(r"<b>(\S+)", report("markdown", [low, mixed])) == ["44", "10"]


def test_what_the_floor_shows_and_who_earned_recognition(report, week, team) -> None:
    text = report("markdown", week, team=team)
    floor = text[text.index("### The floor") : text.index("### Recognition")]
    assert [line for line in floor.splitlines() if line.startswith("- ")] == [
        "- 🟠 **FLR002 abuse-load** (4 findings)",
        "- 🟠 **FLR004 training-gap** (1 finding)",
    ]
    assert "  - and 1 more\n  - *Instead:* Mend abuse-load.\n" in floor
    praise = text[text.index("### Recognition") : text.index("### Findings")]
    assert [line for line in praise.splitlines() if line.startswith("- ")] == [
        "- 2026-03-02 · Tom: turnaround: “oh thank you so much &#124; maria”",
        "- 2024-03-04 · Maria: empathy shown: “so i can imagine how cold three days must be”",
    ]


def test_a_large_floor_is_cut(report, week, team) -> None:
    many = tuple(msgspec.structs.replace(team[1], code=f"FLR{n:03}") for n in range(9))
    heroes = tuple(
        msgspec.structs.replace(team[4].findings[0], agent=f"A{n}", message=f"A{n}: turnaround.") for n in range(9)
    )
    text = report("markdown", week, team=(*many, msgspec.structs.replace(team[4], findings=heroes)))
    assert text.count("**FLR") == 5
    assert "\n- and 4 more\n" in text
    assert "- and 4 more agents\n" in text


def test_turns_stand_for_lines(report, lineless) -> None:
    assert "  - turn 2: “i've been without heat" in report("markdown", [lineless])


class Tags(HTMLParser):
    """Which elements are open, and what their text is."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(text: str) -> Tags:
    tags = Tags()
    tags.feed(text)
    tags.close()
    assert not tags.open
    return tags


@pytest.mark.parametrize("hidden", [0, 1], ids=["long", "wide"])
def test_it_fits_however_much_there_is(report, mixed, hidden: int) -> None:
    """Many calls, with many places each; the second time with signs that count twice."""
    words = "😀" * 150 if hidden else "word " * 30
    result = mixed.results[3]
    found = tuple(msgspec.structs.replace(result.findings[0], quote=f"{n} {words}") for n in range(8))
    calls = [
        msgspec.structs.replace(
            mixed,
            call=msgspec.structs.replace(mixed.call, id=f"c{n:03}"),
            results=(msgspec.structs.replace(result, findings=found),),
        )
        for n in range(700)
    ]
    text = report("markdown", calls)
    assert MOST * 0.9 < length(text) <= MOST
    shown = text.count("<details>")
    assert f"**Cut here:** {700 - shown} more calls with findings did not fit into a comment" in text
    read(text)


def test_a_call_may_be_cut_between_its_rules(report, mixed) -> None:
    long = msgspec.structs.replace(mixed.results[3].findings[0], advice="a" * 2000)
    findings = tuple(msgspec.structs.replace(long, code=f"EMP{n:03}") for n in range(40))
    text = report(
        "markdown",
        [msgspec.structs.replace(mixed, results=(msgspec.structs.replace(mixed.results[3], findings=findings),))],
    )
    shown = text.count("**EMP0")
    assert 0 < shown < 40
    assert f"**Cut here:** {40 - shown} rules of the call above did not fit" in text
    assert length(text) <= MOST
    read(text)


def test_hostile_words_stay_words(report, hostile, unreadable) -> None:
    text = report("markdown", [hostile, msgspec.structs.replace(unreadable, message="<script>@team")])
    tags = read(text)
    assert tags.seen <= {"details", "summary", "b", "span"}
    assert "<img src=x onerror=" in tags.text
    for order in ("@team", " #12", "[a](", "http://", "`x`", "$a$", "::error"):
        assert order not in text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a | b", "a &#124; b"),
        ("<b>", "&#60;b&#62;"),
        ("*x* _y_ `z`", "&#42;x&#42; &#95;y&#95; &#96;z&#96;"),
        ("&amp;", "&#38;amp;"),
        ("at 9:30, he said: yes", "at 9:\u200b30, he said: yes"),
        ("www.a.b", "www\u200b.a.b"),
        ("$5", "<span>$</span>5"),
        ("a" * 3000, "a" * 1999 + "…"),
    ],
)
def test_safe(text: str, written: str) -> None:
    assert safe(text) == written
