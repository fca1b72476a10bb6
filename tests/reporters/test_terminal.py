"""The report for people: snapshots at two widths, and what must never happen in any terminal."""

from __future__ import annotations

from io import StringIO

import msgspec
import pytest

from csr_lint.model import Call, CheckKind, Evaluation, Note, Result, Role, Score, Segment, Span, Verdict
from csr_lint.outcome import Skipped, Unreadable, row_of
from csr_lint.reporters.blocks import CODES, short_names
from csr_lint.reporters.overview import AGENTS, DOUBTS, overview
from csr_lint.reporters.terminal import MANY, console, show
from csr_lint.reporters.walkthrough import walkthrough
from csr_lint.team import summarise
from csr_lint.turns import with_turns

LEFT = [
    Unreadable(source="week/x.txt", code="not-utf-8", place="week/x.txt:4", message="not UTF-8"),
    Skipped(source="week/README.md", reason="no transcript"),
]
WIDTHS = pytest.mark.parametrize("width", [80, 120])


@WIDTHS
def test_a_few_calls_are_told_in_full(report, snapshot, mixed, good, width):
    snapshot(f"few-{width}.txt", report("text", [mixed, good, *LEFT], width=width, explain_score=True))


@WIDTHS
def test_many_calls_are_told_in_a_line_each(report, snapshot, week, width):
    assert len(week) > MANY
    snapshot(f"many-{width}.txt", report("text", [*week, *LEFT], width=width))


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
    assert report("text", LEFT).split() == (
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
    for text in (report("text", [wicked]), report("text", [wicked] * (MANY + 1)), shown):
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


def test_a_long_list_of_agents_is_cut(about, week):
    row = row_of(week[0])
    part = row.agents[0]
    rows = [
        msgspec.structs.replace(row, call=f"c{n}", agents=(msgspec.structs.replace(part, name=f"Agent {n}"),))
        for n in range(AGENTS + 3)
    ]
    out = StringIO()
    show(console(out, width=80), out, overview(summarise(rows, about.rules, about.scorecard)))
    assert "and 3 more agents with higher means" in out.getvalue()


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


def test_many_calls_lose_nothing_of_their_names_and_one_is_named_to_be_shown(report, week):
    name = "call-" + "with-a-very-long-name-" * 3
    call = msgspec.structs.replace(week[0].call, id=name, source="it's here/x.jsonl")
    worst = msgspec.structs.replace(week[0], call=call, score=Score(value=1.0, failed=True))
    text = report("text", [*week, worst], width=80)
    column = "".join(line[5:33].strip() for line in text[text.index("call-with") - 5 :].splitlines()[:4])
    assert column.startswith(name)
    assert f"  csr-lint show {name} 'it'\"'\"'s here/x.jsonl'\n" in text


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
    text = report("text", [*[odd] * DOUBTS, *week])
    told = text.partition("Read with doubts\n")[2]
    assert told.count("  x.txt: note time-reversed\n") == DOUBTS
    assert "role-guessed" not in told
    assert f"  and {len(week)} more; " in told
