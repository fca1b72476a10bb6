"""The report for people: snapshots at two widths, and what must never happen in any terminal."""

from __future__ import annotations

from io import StringIO

import msgspec
import pytest

from csr_lint.model import Call, CheckKind, Evaluation, Note, Result, Role, Score, Segment, Span, Verdict
from csr_lint.outcome import Skipped, Unreadable, row_of
from csr_lint.reporters.blocks import CODES
from csr_lint.reporters.calllist import short_names
from csr_lint.reporters.overview import SCREEN, SMALLEST, overview
from csr_lint.reporters.stretches import stretches
from csr_lint.reporters.terminal import A_FEW, LEFT, console, show
from csr_lint.reporters.walkthrough import walkthrough
from csr_lint.team import summarise
from csr_lint.turns import with_turns

REST = [
    Unreadable(source="week/x.txt", code="not-utf-8", place="week/x.txt:4", message="not UTF-8"),
    Skipped(source="week/README.md", reason="no transcript"),
]
WIDTHS = pytest.mark.parametrize("width", [80, 120])


@WIDTHS
def test_a_few_calls_are_told_in_full(report, snapshot, mixed, good, width):
    snapshot(f"few-{width}.txt", report("text", [mixed, good, *REST], width=width, explain_score=True))


@WIDTHS
def test_many_calls_are_told_by_the_summary(report, snapshot, week, width):
    assert len(week) > A_FEW
    snapshot(f"many-{width}.txt", report("text", [*week, *REST], width=width))


@WIDTHS
def test_all_calls_one_by_one_worst_first(about, snapshot, week, width):
    rows = [row_of(evaluation) for evaluation in week]
    out = StringIO()
    show(
        console(out, width=width), out, overview(summarise(rows, about.rules, about.scorecard, by="call"), width=width)
    )
    snapshot(f"by-call-{width}.txt", out.getvalue())


@pytest.fixture
def crowd(week):
    """300 calls of 24 agents over two months, with all that a summary can hold."""
    calls = []
    for n in range(300):
        one = week[n % 10]
        who = f"Agent Number {n % 24}"
        segments = tuple(msgspec.structs.replace(s, name=who) if s.role is Role.AGENT else s for s in one.call.segments)
        call = msgspec.structs.replace(
            one.call,
            id=f"{one.call.id}-{n:03}",
            agent=who,
            segments=segments,
            started=f"2024-0{n % 2 + 3}-{n % 28 + 1:02}",
        )
        calls.append(msgspec.structs.replace(one, call=with_turns(call)))
    return calls


@pytest.mark.parametrize("height", [24, 32, 40, 50, 70])
@WIDTHS
def test_the_summary_of_many_calls_fits_the_screen(report, crowd, height, width):
    lines = report("text", crowd, width=width, height=height).splitlines()
    assert len(lines) < height  # the prompt below it takes one
    for heading in ("Hear these first", "By agent", "Most broken", "Customers and kudos"):
        assert sum(line.startswith(heading) for line in lines) == 1
    assert lines[1].startswith("300 calls · ")


def test_a_higher_screen_holds_more_calls(report, crowd):
    shown = [report("text", crowd, height=height).count("-0") for height in (24, 40, 70)]
    assert shown == sorted(set(shown))


def test_what_could_not_be_read_leaves_room_for_the_summary(report, crowd):
    few, many = [REST[0]] * LEFT, [REST[0]] * 30
    lines = report("text", [*crowd, *few], height=50).splitlines()
    assert len(lines) < 50
    assert lines.count("  week/x.txt:4: not UTF-8") == LEFT
    for height in (24, 50):
        before, _, after = report("text", [*crowd, *many], height=height).partition("Summary")
        assert before.count("week/x.txt:4") == len(many)
        assert len(after.splitlines()) < height
        assert after.endswith("30 transcripts could not be read, see above\n")


def test_a_screen_that_is_too_small_still_gets_a_summary(report, crowd):
    lines = report("text", crowd, height=5).splitlines()
    assert 5 < len(lines) <= SMALLEST + 1
    assert len(report("text", crowd).splitlines()) < SCREEN


def test_the_worst_call_is_heard_first_and_can_be_shown(report, crowd):
    text = report("text", crowd)
    first = text[text.index("Hear these first") :].splitlines()
    assert first[0].endswith("(all of them, worst first: --by call)")
    assert first[1].split()[:2] == ["30", "monday-00-000"]
    assert "  turn by turn: csr-lint show monday-00-000 week/monday-00.txt" in first


@WIDTHS
def test_a_call_turn_by_turn(snapshot, about, mixed, tmp_path, width):
    with (tmp_path / "out.txt").open("w+", encoding="utf-8") as out:
        show(console(out, width=width), out, walkthrough(mixed, about))
        out.seek(0)
        snapshot(f"show-{width}.txt", out.read())


@WIDTHS
def test_no_line_is_wider_than_the_terminal(report, week, mixed, width):
    for text in (report("text", week, width=width), report("text", [mixed], width=width)):
        assert max(len(line) for line in text.splitlines()) <= width
        assert not any(line.endswith(" ") for line in text.splitlines())


def test_quiet_prints_the_summary_only(report, week, mixed):
    assert report("text", week, quiet=True).startswith("Summary")
    assert report("text", [mixed], quiet=True).startswith("Summary")


def test_nothing_is_said_without_calls_but_what_went_wrong(report):
    assert report("text", REST).split() == (
        "Could not be read week/x.txt:4: not UTF-8 1 file skipped, not a transcript: week/README.md".split()
    )


def test_without_colour_there_are_no_escapes(report, week):
    assert "\x1b" not in report("text", week, color=False)


def test_with_colour_there_are(report, mixed):
    assert "\x1b[" in report("text", [mixed], color=True)


WICKED = "say [bold red]this[/] [link=http://x]or\x1b[2J\x07 that\u202e\r\nand :smile: [/]"


@pytest.fixture
def wicked(mixed):
    """A call whose file does its worst: markup, control signs, direction marks, in every place a file can fill."""
    segments = (
        Segment(index=0, label=WICKED, text=WICKED, name=WICKED, role=Role.AGENT),
        Segment(index=1, label="[red]C", text=f"{WICKED} 4111 1111 1111 1111", role=Role.CUSTOMER),
    )
    call = Call(id=WICKED, source=WICKED, format="text", segments=segments, kind="phone", started=WICKED)
    finding = msgspec.structs.replace(
        mixed.findings[0], quote=WICKED, agent=WICKED, spans=mixed.results[0].evidence[:0]
    )
    result = msgspec.structs.replace(mixed.results[3], findings=(finding,), opportunities=())
    return Evaluation(call=with_turns(call), results=(result,), score=Score(value=50.0), band="[b]fair")


def test_text_of_a_transcript_is_never_taken_for_orders(report, about, wicked, tmp_path):
    with (tmp_path / "out.txt").open("w+", encoding="utf-8", newline="") as out:
        show(console(out, width=80), out, walkthrough(wicked, about))
        out.seek(0)
        shown = out.read()
    for text in (report("text", [wicked]), report("text", [wicked] * (A_FEW + 1)), shown):
        assert not {"\x1b", "\x07", "\r", "\u202e"} & set(text)
    assert "[bold red]" in shown
    assert "[/]" in shown
    assert ":smile:" in shown
    assert "4111" not in shown


def test_a_call_without_a_score_says_why(report, mixed):
    silent = msgspec.structs.replace(mixed, score=Score(value=None, reason="the agent said 3 words, a score needs 30"))
    text = report("text", [silent], explain_score=True)
    assert "no score" in text
    assert "No score: the agent said 3 words, a score needs 30." in text


def test_a_failed_call_says_so(report, mixed):
    failed = msgspec.structs.replace(mixed, score=Score(value=40.0, failed=True))
    assert "40 poor, failed" in report("text", [failed])
    assert "1 call failed by a critical rule" in report("text", [failed, mixed])


def test_many_places_of_one_rule_are_named_by_their_turns(report, mixed):
    result = mixed.results[3]
    many = msgspec.structs.replace(mixed, results=(msgspec.structs.replace(result, findings=result.findings * 5),))
    assert "also in turns 2, 2" in report("text", [many])


def test_whoever_asks_for_the_sums_gets_every_call_in_full(report, week):
    text = report("text", week, explain_score=True)
    assert text.count("To work on") == 6
    assert text.count("1 of 2 chances taken") == 5


def test_the_customer_is_left_out_where_no_rule_looks_there(report, about, mixed):
    rules = tuple(rule for rule in about.rules if rule.category != "CUS")
    assert "The customer\n" not in report("text", [mixed], rules=rules)


def test_a_long_list_of_agents_is_cut(report, crowd):
    assert "  24 agents, lowest means first: --by agent tells of all\n" in report("text", crowd)


def test_many_rules_for_one_reason_are_counted(report, mixed):
    unknown = [
        Result(code=f"TRF{n:03}", kind=CheckKind.EXPECT, verdict=Verdict.NOT_APPLICABLE, reason="the sides are unknown")
        for n in range(CODES + 1)
    ]
    assert f"{CODES + 1} rules" in report("text", [msgspec.structs.replace(mixed, results=tuple(unknown))])


def test_the_words_of_another_are_not_put_into_the_agents_mouth(report, mixed):
    """Of two agents, each finding names whose it is; where the words are the customer's, "for" says so."""
    segments = tuple(
        msgspec.structs.replace(s, name=f"Ana {s.index}") if s.role is Role.AGENT else s for s in mixed.call.segments
    )
    call = with_turns(msgspec.structs.replace(mixed.call, segments=segments))
    first = next(s for s in call.segments if s.role is Role.AGENT)
    customer = next(s for s in call.segments if s.role is Role.CUSTOMER)
    found = [
        msgspec.structs.replace(
            mixed.results[3].findings[0], agent=first.speaker, spans=(Span(s.index, 0, 2),), quote=f"at {s.index}"
        )
        for s in (first, customer)
    ]
    result = msgspec.structs.replace(mixed.results[3], findings=tuple(found))
    text = report("text", [msgspec.structs.replace(mixed, call=call, results=(result,))], width=120)
    assert f"“at {first.index}”  ({first.name})" in text
    assert f"“at {customer.index}”  (for {first.name})" in text


def test_places_that_overlap_are_quoted_once(report, mixed):
    scale = next(r for r in mixed.results if r.kind is CheckKind.SCALE and r.evidence)
    span = scale.evidence[0]
    inside = msgspec.structs.replace(span, end_char=span.end_char - 3)
    twice = msgspec.structs.replace(mixed, results=(msgspec.structs.replace(scale, evidence=(inside, span)),))
    once = msgspec.structs.replace(mixed, results=(msgspec.structs.replace(scale, evidence=(span,)),))
    assert report("text", [twice]) == report("text", [once])


def test_a_list_of_calls_loses_nothing_of_their_names_and_one_is_named_to_be_shown(report, about, week):
    name = "call-" + "with-a-very-long-name-" * 3
    call = msgspec.structs.replace(week[0].call, id=name, source="it's here/x.jsonl")
    worst = msgspec.structs.replace(week[0], call=call, score=Score(value=1.0, failed=True))
    rows = [row_of(evaluation) for evaluation in (*week, worst)]
    out = StringIO()
    show(console(out, width=80), out, overview(summarise(rows, about.rules, about.scorecard, by="call")))
    listed = out.getvalue()
    column = "".join(line[5:37].strip() for line in listed[listed.index("call-with") - 5 :].splitlines()[:5])
    assert column.startswith(name)
    assert f"  turn by turn: csr-lint show {name} 'it'\"'\"'s here/x.jsonl'\n" in report("text", [*week, worst])


@pytest.mark.parametrize(
    ("names", "room", "shown"),
    [
        ((), 10, "–"),
        (("Ana",), 10, "Ana"),
        (("Ana", "Bo"), 10, "Ana, Bo"),
        (("Marisol Reyes",), 10, "Marisol R."),
        (("Todd Keller", "Ana"), 10, "Todd +1"),
        (("Bartholomew",), 5, "Bartholomew"),
    ],
)
def test_names_of_agents_are_made_to_fit(names, room, shown):
    assert short_names(names, room) == shown


def test_odd_transcripts_are_named_below_many_calls(report, week):
    notes = tuple(Note(code, f"note {code}") for code in ("time-reversed", "role-guessed"))
    odd = msgspec.structs.replace(week[0], call=msgspec.structs.replace(week[0].call, notes=notes, source="x.txt"))
    text = report("text", [*[odd] * 5, *week])
    told = text.partition("Read with doubts\n")[2]
    assert told.count("  x.txt: note time-reversed\n") == LEFT
    assert "role-guessed" not in told
    assert f"  and {len(week) + 5 - LEFT} more; " in told


def test_below_a_few_calls_stands_how_to_see_one_turn_by_turn(report, mixed, good):
    assert report("text", [good, mixed]).count("\nturn by turn: csr-lint show monday-01 week/monday-01.txt\n") == 1


def test_the_head_names_only_categories_in_which_something_was_asked_or_broken(report, about, mixed):
    prefixes = sorted({rule.category for rule in about.rules})
    full_marks = tuple((prefix, Score(value=100.0)) for prefix in prefixes)
    head = report("text", [msgspec.structs.replace(mixed, categories=full_marks)]).splitlines()[3]
    assert head.split(" · ") == [f"{about.scorecard.categories.get(p, p)} 100" for p in ("EMP", "HLD", "OPN")]


@pytest.mark.parametrize("width", range(40, 80, 3))
def test_a_wide_sign_costs_no_letters(about, mixed, width, tmp_path):
    """A line that ends with a blank beyond its width must lose the blank, not the end of its last word."""
    words = "hi 👋 it is the blue door so the photo shows it and the other one too and then some more words"
    segments = tuple(msgspec.structs.replace(s, text=words) for s in mixed.call.segments)
    call = with_turns(msgspec.structs.replace(mixed.call, segments=segments))
    told = msgspec.structs.replace(mixed, call=call, results=())
    with (tmp_path / "out.txt").open("w+", encoding="utf-8") as out:
        show(console(out, width=width), out, walkthrough(told, about))
        out.seek(0)
        assert " ".join(out.read().split()).count(words) == len(list(stretches(call)))
