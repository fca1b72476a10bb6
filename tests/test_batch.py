"""What only many calls can tell of the sides: names that come again, and labels that mean one side throughout."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from csr_lint.batch import BatchCounter, BatchRoles
from csr_lint.cache import ResultCache, context_of
from csr_lint.gather import gather
from csr_lint.model import Call, Role, Segment
from csr_lint.readers.registry import read_file
from csr_lint.readers.walk import walk
from csr_lint.reading import Reading
from csr_lint.roles import RoleChoices, assign_roles, load_vocabulary
from csr_lint.rulebook import load_rulebook

WORDS = load_vocabulary()
AS_TOLD = RoleChoices()
CLEAR = ("Thank you for calling, how can I help you today?", "Hi, I'm calling about my bill, I was charged twice.")
VAGUE = ("Well, that is one way to see it.", "The weather was better last year.")


def call(first: str, second: str, *, roles: tuple[str, str] = ("unknown", "unknown"), form: str = "text") -> Call:
    """A call of two speakers (a label, or label|name) whose sides are these."""
    segments = tuple(
        Segment(index=k, label=who.partition("|")[0], name=who.partition("|")[2] or None, text="so", role=Role(role))
        for k, (who, role) in enumerate(zip((first, second), roles, strict=True))
    )
    return Call(id="c", source="c.txt", format=form, segments=segments)


def counted(calls: Iterable[Call]) -> BatchRoles:
    counter = BatchCounter(WORDS)
    for one in calls:
        counter.add(one)
    return counter.roles()


def callers(number: int) -> list[Call]:
    return [call("Agent", f"Caller No{'abcdefghij'[k]}") for k in range(number)]


@pytest.mark.parametrize(
    ("calls", "names"),
    [
        pytest.param([call("Priya", x) for x in ("Bo", "Al", "Cy")] + callers(1), {"priya"}, id="three calls of four"),
        pytest.param([call("Priya", x) for x in ("Bo", "Al")] + callers(2), set(), id="two are too few"),
        pytest.param([call("Priya", x) for x in ("Bo", "Al", "Cy")], set(), id="in every call: no name but a label"),
        pytest.param(
            [call(x, y) for x, y in (("PRIYA", "Bo"), ("priya", "Al"), ("Priya", "Cy"))] + callers(1),
            {"priya"},
            id="however it is written",
        ),
        pytest.param([call("S1|Priya", "S2|Bo")] * 3 + callers(2), {"priya", "bo"}, id="names beside labels"),
        pytest.param([call("Agent", "Caller 7")] * 3 + callers(1), set(), id="a side's word is no name"),
        pytest.param([call("SPEAKER_00", "SPEAKER_01")] * 3 + callers(1), set(), id="a number is no name"),
        pytest.param([call("S1|Priya", "S2|Priya")] * 2 + callers(3), set(), id="twice in a call is one call"),
        pytest.param(
            [call("Agent", "John", roles=("agent", "customer"))] * 4 + callers(2), set(), id="one who often calls"
        ),
        pytest.param([call("Agent", "Menu One", roles=("agent", "other"))] * 4 + callers(2), set(), id="a menu voice"),
    ],
)
def test_names_that_come_again_are_agents(calls, names):
    assert counted(calls).names == names


def sides(agents: int, customers: int, *, label: str = "L", form: str = "text") -> list[Call]:
    return [call(label, "x|Bo", roles=("agent", "customer"), form=form)] * agents + [
        call(label, "x|Bo", roles=("customer", "agent"), form=form)
    ] * customers


@pytest.mark.parametrize(
    ("calls", "labels"),
    [
        pytest.param(sides(5, 0), {"text": {"L": Role.AGENT}}, id="five of five"),
        pytest.param(sides(4, 0), {}, id="four votes are too few"),
        pytest.param(sides(4, 1), {"text": {"L": Role.AGENT}}, id="four of five"),
        pytest.param(sides(7, 2), {}, id="seven of nine"),
        pytest.param(sides(1, 4), {"text": {"L": Role.CUSTOMER}}, id="the other side"),
        pytest.param(sides(3, 0) + sides(2, 0, form="srt"), {}, id="formats do not vote together"),
        pytest.param(
            sides(5, 0) + sides(0, 5, form="srt"),
            {"text": {"L": Role.AGENT}, "srt": {"L": Role.CUSTOMER}},
            id="each format has its own",
        ),
        pytest.param(sides(5, 0, label="L|Priya"), {}, id="a name's label does not vote"),
    ],
)
def test_labels_mean_one_side_where_most_calls_say_so(calls, labels):
    assert counted(calls).labels == labels


def test_a_name_is_asked_before_its_label_and_strangers_get_none():
    batch = BatchRoles(names=frozenset({"priya"}), labels={"text": {"L": Role.CUSTOMER, "Priya": Role.CUSTOMER}})
    assert batch.role_of("text", "L", "Priya") == (Role.AGENT, "who is heard in many calls")
    assert batch.role_of("text", "Priya", None) == (Role.AGENT, "who is heard in many calls")
    assert batch.role_of("text", "L", None) == (Role.CUSTOMER, "what this label means in the other calls")
    assert batch.role_of("srt", "L", None) is None


def write(folder: Path, talks: Iterable[tuple[str, str, tuple[str, str]]]) -> list[str]:
    paths = []
    for number, (first, second, (one, two)) in enumerate(talks):
        path = folder / f"call{number}.txt"
        path.write_text(f"{first}: {one}\n{second}: {two}\n{first}: {one}\n", encoding="utf-8")
        paths.append(str(path))
    return paths


def roles(path: str, choices: RoleChoices) -> list[str]:
    (read,) = read_file(path)
    return [s.role.value for s in assign_roles(read, choices=choices, vocabulary=WORDS).segments[:2]]


def told(paths: list[str], choices: RoleChoices = AS_TOLD) -> RoleChoices:
    return RoleChoices(roles=choices.roles, swap=choices.swap, batch=gather(tuple(walk(paths)), choices, Reading()))


@pytest.mark.parametrize("swap", [False, True])
def test_calls_whose_words_tell_speak_for_those_whose_words_do_not(tmp_path, swap):
    paths = write(tmp_path, [("SPEAKER_00", "SPEAKER_01", CLEAR)] * 5 + [("SPEAKER_00", "SPEAKER_01", VAGUE)])
    choices = RoleChoices(swap=swap)
    assert roles(paths[-1], choices) == ["unknown", "unknown"]
    expected = ["customer", "agent"] if swap else ["agent", "customer"]
    assert [roles(path, told(paths, choices)) for path in paths] == [expected] * 6


def test_names_over_files_tell_the_agent_and_the_notes_say_so(tmp_path):
    paths = write(tmp_path, [("Priya", who, VAGUE) for who in ("Bo", "Al", "Cy")] + [("Dee", "Eve", VAGUE)])
    (read,) = read_file(paths[0])
    call = assign_roles(read, choices=told(paths), vocabulary=WORDS)
    assert [s.role.value for s in call.segments] == ["agent", "customer", "agent"]
    assert [n.message for n in call.notes if n.code == "role-guessed"] == [
        "Priya is taken for the agent: who is heard in many calls (confidence 0.95)",
        "Bo is taken for the customer: the other speaker is the agent (confidence 0.85)",
    ]
    assert roles(paths[3], told(paths)) == ["unknown", "unknown"]


def test_a_third_voice_is_not_told_by_elimination(tmp_path):
    paths = write(tmp_path, [("Priya", who, VAGUE) for who in ("Bo", "Al", "Cy")] + [("Dee", "Eve", VAGUE)])
    lines = f"Priya: {VAGUE[0]}\nBo: {VAGUE[1]}\nTom: {VAGUE[1]}\n"
    (tmp_path / "three.txt").write_text(lines * 2, encoding="utf-8")
    (read,) = read_file(str(tmp_path / "three.txt"))
    call = assign_roles(read, choices=told(paths), vocabulary=WORDS)
    assert [s.role.value for s in call.segments[:3]] == ["agent", "unknown", "unknown"]


def test_words_and_the_users_own_word_go_before_the_batch(tmp_path):
    paths = write(tmp_path, [("SPEAKER_00", "SPEAKER_01", CLEAR)] * 5)
    batch = told(paths).batch
    turned = write(tmp_path, [("SPEAKER_01", "SPEAKER_00", CLEAR)])
    assert roles(turned[0], RoleChoices(batch=batch)) == ["agent", "customer"]
    flagged = RoleChoices(roles=(("SPEAKER_00", Role.CUSTOMER),), batch=batch)
    assert roles(write(tmp_path, [("SPEAKER_00", "SPEAKER_01", VAGUE)])[0], flagged)[0] == "customer"


def test_what_cannot_be_read_tells_nothing_and_stops_nothing(tmp_path):
    paths = write(tmp_path, [("SPEAKER_00", "SPEAKER_01", CLEAR)] * 5)
    (tmp_path / "broken.json").write_text('{"turns": [', encoding="utf-8")
    (tmp_path / "README.md").write_text("# no calls\n", encoding="utf-8")
    every = gather(tuple(walk([str(tmp_path), str(tmp_path / "none.txt")])), RoleChoices(), Reading())
    assert every == gather(tuple(walk(paths)), RoleChoices(), Reading())
    assert every.labels


def test_verdicts_are_kept_apart_by_all_that_tells_the_sides():
    book = load_rulebook().select(["DAT001"])
    names, labels = frozenset({"priya", "omar", "grace"}), {"text": {"L": Role.AGENT}}
    choices = [
        RoleChoices(),
        RoleChoices(swap=True),
        RoleChoices(agent_channel="0"),
        RoleChoices(agent_channel="1"),
        RoleChoices(batch=BatchRoles()),
        RoleChoices(batch=BatchRoles(names=names)),
        RoleChoices(batch=BatchRoles(labels=labels)),
        RoleChoices(batch=BatchRoles(labels={"srt": {"L": Role.AGENT}})),
    ]
    one = call("Red", "Blue")
    assert len({ResultCache(context_of(book, chosen)).key(one) for chosen in choices}) == len(choices)
    turned = RoleChoices(batch=BatchRoles(names=frozenset(sorted(names, reverse=True))))
    assert context_of(book, turned) == context_of(book, choices[5])
