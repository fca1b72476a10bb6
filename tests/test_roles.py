"""Who is the agent: each source of knowledge in its order, and unknown where nothing tells."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csr_lint.batch import BatchRoles
from csr_lint.errors import ConfigError
from csr_lint.model import Call, Role, Segment
from csr_lint.roles import RoleChoices, assign_roles, load_vocabulary, parse_role

WORDS = load_vocabulary()
Talk = list[tuple[str, str]]


def call_of(talk: Talk, *, agent: str | None = None) -> Call:
    """A call of (label or `label|name`, text) pairs."""
    segments = tuple(
        Segment(index=i, label=who.partition("|")[0], name=who.partition("|")[2] or None, text=text)
        for i, (who, text) in enumerate(talk)
    )
    return Call(id="c", source="c.txt", format="text", segments=segments, agent=agent)


def roles_of(call: Call) -> dict[str, str]:
    return {s.label + (f"|{s.name}" if s.name else ""): s.role.value for s in call.segments}


def assigned(
    talk: Talk, roles: dict[str, str] | None = None, *, agent: str | None = None, names: tuple[str, ...] = ()
) -> dict[str, str]:
    told = tuple((label, parse_role(role)) for label, role in (roles or {}).items())
    choices = RoleChoices(roles=told, agent_names=names)
    return roles_of(assign_roles(call_of(talk, agent=agent), choices=choices, vocabulary=WORDS))


# A is the agent, C the customer; the labels are hidden before the roles are looked for.
DIALOGUES: dict[str, Talk] = {
    "parcel": [
        ("A", "Good morning, thank you for calling Swift Parcels, you're speaking with Rita."),
        ("C", "Hi, yeah, I'm calling about a delivery that was meant to come Tuesday."),
        ("A", "Okay, may I have your tracking number please?"),
        ("C", "It's four four one seven. It still says out for delivery."),
        ("A", "Let me check that for you. I see it went to the wrong depot, I do apologise."),
        ("C", "So when will I get it?"),
        ("A", "Tomorrow before noon. Is there anything else?"),
        ("C", "No, that's it."),
    ],
    "customer first": [
        ("C", "Hello, is this the bank? I want to report a lost card."),
        ("A", "Yes it is. I'm sorry to hear that. Can I take your name and date of birth?"),
        ("C", "Tom Ward, third of May eighty one."),
        ("A", "Thanks Tom. For security, what's the first line of your address?"),
        ("C", "Twelve Mill Lane."),
        ("A", "Lovely. I've cancelled it and you will receive a replacement in five days."),
        ("C", "Great, cheers, bye."),
    ],
    "recogniser": [
        ("A", "thanks for calling acme internet this is joe how can i help you"),
        ("C", "uh yeah my internet is not working since uh since last night"),
        ("A", "okay uh can i get your account number"),
        ("C", "its uh five five two"),
        ("A", "okay let me let me pull that up"),
        ("C", "ive been waiting like all day"),
        ("A", "i understand your frustration we have an outage in your area"),
        ("C", "okay well when is it back"),
    ],
    "call-back by the agent": [
        ("C", "Hello?"),
        ("A", "Hi, is that Mrs Lowe? This is Pat from Northfield Energy, I'm calling you back about your meter."),
        ("C", "Oh yes, I was told someone would ring."),
        ("A", "I've gone ahead and booked an engineer for Friday. Can you confirm your postcode?"),
        ("C", "It's LS6 2AB. My bill was enormous."),
        ("A", "I understand, we'll look at that too. You'll get a confirmation text. Have a good day."),
        ("C", "Thank you, bye."),
    ],
    "chat": [
        ("C", "hey i got charged twice for my subscription"),
        ("A", "Hi Sam! Happy to help with that. Could you please confirm the email on the account?"),
        ("C", "sam@example.com"),
        ("A", "Thanks for your patience. I can see two charges here, so I have processed a refund."),
        ("C", "how long does it take"),
        ("A", "3-5 business days. Anything else I can help with?"),
        ("C", "nope thanks"),
    ],
    "no greeting, an excerpt": [
        ("C", "and then they sent me the wrong size again"),
        ("A", "right I see so it looks like on our end the order was for a large"),
        ("C", "I ordered a medium"),
        ("A", "okay I'm going to put you on a brief hold while I check the warehouse"),
        ("C", "fine"),
        ("A", "thank you for holding I can send you a medium today"),
        ("C", "can you refund the postage too"),
    ],
    "an angry customer": [
        ("A", "Customer care, how may I assist you?"),
        ("C", "You people have billed me three times and nobody calls back."),
        ("A", "I sincerely apologize for that. What is your account number?"),
        ("C", "I want to speak to a manager, now."),
        ("A", "I can certainly help you with that, bear with me."),
        ("C", "Why did my payment bounce?"),
        ("A", "Let me transfer you to my supervisor."),
    ],
}

AMBIGUOUS: dict[str, Talk] = {
    "small talk": [("A", "Hello?"), ("C", "Hi there."), ("A", "How was your weekend?"), ("C", "Good, and yours?")],
    "acknowledgements": [("A", "Okay."), ("C", "Mm-hm."), ("A", "Right."), ("C", "Yeah, sure.")],
    "numbers": [("A", "Four four one."), ("C", "Four four one?"), ("A", "Yes, and then seven."), ("C", "Seven.")],
    "two agents": [
        ("A", "How can I help you? May I have your name?"),
        ("C", "How can I help you? May I have your name?"),
    ],
}


def hidden(talk: Talk, labels: tuple[str, str] = ("SPEAKER_00", "SPEAKER_01")) -> tuple[Talk, dict[str, str]]:
    """The talk with labels that tell nothing, and which label stands for which side."""
    order = list(dict.fromkeys(who for who, _ in talk))
    new = dict(zip(order, labels, strict=True))
    return [(new[who], text) for who, text in talk], new


@pytest.mark.parametrize("talk", DIALOGUES.values(), ids=DIALOGUES)
def test_words_tell_the_sides_where_labels_do_not(talk: Talk) -> None:
    talk, new = hidden(talk)
    assert assigned(talk) == {new["A"]: "agent", new["C"]: "customer"}


@pytest.mark.parametrize("talk", AMBIGUOUS.values(), ids=AMBIGUOUS)
def test_what_words_do_not_tell_stays_unknown(talk: Talk) -> None:
    talk, _ = hidden(talk)
    call = assign_roles(call_of(talk), vocabulary=WORDS)
    assert set(roles_of(call).values()) == {"unknown"}
    assert [n.code for n in call.notes] == ["role-unknown"]
    assert "SPEAKER_00, SPEAKER_01; --role SPEAKER_00=agent" in call.notes[0].message


@given(st.sampled_from(list(DIALOGUES)), st.permutations(["x1", "Room 9", "ch:2", "zz"]))
def test_the_labels_spelling_and_who_speaks_first_do_not_matter(name: str, labels: list[str]) -> None:
    talk, new = hidden(DIALOGUES[name], (labels[0], labels[1]))
    assert assigned(talk) == {new["A"]: "agent", new["C"]: "customer"}
    later = assigned(talk[1:])
    assert later[new["A"]] != "customer"
    assert later[new["C"]] != "agent"


def test_guesses_are_noted_with_their_confidence_and_words() -> None:
    talk, new = hidden(DIALOGUES["parcel"])
    notes = assign_roles(call_of(talk), vocabulary=WORDS).notes
    assert [n.code for n in notes] == ["role-guessed", "role-guessed"]
    assert notes[0].message.startswith(f'{new["A"]} is taken for the agent: from words such as "')
    assert "(confidence 0.9" in notes[0].message or "(confidence 1.00)" in notes[0].message


LABELLED = [("Agent", "Hello."), ("Client 2", "Hi."), ("IVR", "Please hold.")]


def test_label_words_name_the_side_without_a_note() -> None:
    call = assign_roles(call_of(LABELLED), vocabulary=WORDS)
    assert roles_of(call) == {"Agent": "agent", "Client 2": "customer", "IVR": "other"}
    assert call.notes == ()


def test_two_agents_with_different_names_stay_two_speakers() -> None:
    call = assign_roles(
        call_of([("Agent|Jane", "Hi."), ("Customer", "Hi."), ("Agent|Tom", "Hello.")]), vocabulary=WORDS
    )
    assert [s.speaker for s in call.segments if s.role is Role.AGENT] == ["Jane", "Tom"]


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        pytest.param({"Agent": "customer"}, {"Agent": "customer", "Client 2": "customer", "IVR": "other"}, id="label"),
        pytest.param({"client*": "Agent"}, {"Agent": "agent", "Client 2": "agent", "IVR": "other"}, id="glob"),
        pytest.param(
            {"*": "other", "agent": "agent"}, {"Agent": "agent", "Client 2": "other", "IVR": "other"}, id="exact"
        ),
        pytest.param({"IVR": "unknown"}, {"Agent": "agent", "Client 2": "customer", "IVR": "unknown"}, id="unknown"),
    ],
)
def test_flags_come_first(roles: dict[str, str], expected: dict[str, str]) -> None:
    assert assigned(LABELLED, roles) == expected


def test_agent_names_are_globs_over_labels_and_names() -> None:
    talk = [("Jane Doe", "Well."), ("x|Bob", "So."), ("y|Janet", "Now.")]
    assert assigned(talk, names=("jane*",)) == {"Jane Doe": "agent", "y|Janet": "agent", "x|Bob": "customer"}


def test_a_role_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ConfigError, match="allowed: agent, customer, other, unknown"):
        assigned(LABELLED, {"Agent": "boss"})
    assert parse_role(" Agent ") is Role.AGENT


def test_the_files_own_roles_stand() -> None:
    segments = (
        Segment(index=0, label="Customer", text="How can I help you?", role=Role.AGENT),
        Segment(index=1, label="Agent", text="I want a refund.", role=Role.CUSTOMER),
    )
    call = Call(id="c", source="c", format="jsonl", segments=segments)
    assert assign_roles(call, vocabulary=WORDS) == call


@pytest.mark.parametrize("label", ["Jane Smith", "Smith, Jane", "JANE", "Smith"])
def test_the_agents_name_in_the_file_tells_which_label_it_is(label: str) -> None:
    talk = [("Bob Roe", "Hello."), (label, "Hi.")]
    assert assigned(talk, agent="Jane Smith") == {"Bob Roe": "customer", label: "agent"}


@pytest.mark.parametrize("said", ["hi this is Jane", "Jane speaking.", "My name's Jane.", "You're through to Jane"])
def test_who_says_to_be_the_agent_is_it(said: str) -> None:
    talk = [("S1", "Hello Jane."), ("S2", said), ("S1", "Well then.")]
    assert assigned(talk, agent="Jane Smith") == {"S1": "customer", "S2": "agent"}
    assert assigned(talk, names=("Jane*",)) == {"S1": "customer", "S2": "agent"}


def test_a_name_that_two_bear_tells_nothing() -> None:
    talk = [("Jane Roe", "This is Jane."), ("Jane Poe", "This is Jane.")]
    assert set(assigned(talk, agent="Jane").values()) == {"unknown"}


def test_the_last_speaker_is_the_other_side() -> None:
    assert assigned([("Agent", "Hello."), ("Bob", "Hi.")]) == {"Agent": "agent", "Bob": "customer"}
    assert assigned([("Customer", "Hello."), ("Bob", "Hi.")]) == {"Customer": "customer", "Bob": "agent"}
    assert assigned([("Agent", "Hello."), ("Bob", "Hi."), ("Ann", "Hi.")])["Bob"] == "unknown"


def test_a_second_agent_is_not_taken_for_the_customer() -> None:
    clear = "Thank you for holding, how can I help you? May I have your account number?"
    assert assigned([("Agent", "One moment."), ("Grace", clear)]) == {"Agent": "agent", "Grace": "agent"}
    vague = "Let me look. Is there anything else?"
    talk = [
        ("Agent", "One moment."),
        *[("Agent", "So.")] * 5,
        ("Grace", "Mm."),
        ("Grace", vague),
        *[("Agent", "So.")] * 5,
    ]
    assert assigned(talk)["Grace"] == "unknown"


def test_talk_without_a_label_is_nobodys() -> None:
    talk = [("", text) for _, text in DIALOGUES["parcel"]]
    call = assign_roles(call_of(talk), vocabulary=WORDS)
    assert roles_of(call) == {"": "unknown"}
    assert "talk without a label" in call.notes[0].message


def test_one_label_for_both_sides_is_unknown() -> None:
    talk = [("SPEAKER_00", text) for _, text in DIALOGUES["parcel"]]
    assert assigned(talk) == {"SPEAKER_00": "unknown"}
    only_agent = [("SPEAKER_00", text) for who, text in DIALOGUES["parcel"] if who == "A"]
    assert assigned(only_agent) == {"SPEAKER_00": "agent"}


MENU = "Para español, oprima dos. For billing, press one. Your call is important to us."


def test_a_menu_voice_is_neither_side() -> None:
    talk, new = hidden(DIALOGUES["parcel"], ("S1", "S2"))
    found = assigned([("S0", MENU), ("S0", "Please stay on the line."), *talk])
    assert found == {"S0": "other", new["A"]: "agent", new["C"]: "customer"}
    assert assigned([("S0", MENU), ("S1", "Agent. Agent!")])["S0"] == "other"


def test_who_quotes_a_menu_is_no_menu() -> None:
    talk, new = hidden(DIALOGUES["parcel"])
    talk.append((new["C"], "It kept saying press one for billing, your call is important to us."))
    assert assigned(talk)[new["C"]] == "customer"


def test_a_transfer_with_three_hidden_speakers() -> None:
    talk = [
        ("S1", "Thanks for calling Acme, how can I help?"),
        ("S2", "I'm calling about my bill, I was charged twice."),
        ("S1", "Let me transfer you to billing."),
        ("S3", "Billing, this is Omar, may I have your account number?"),
        ("S2", "It's seven. My account is new."),
        ("S3", "I have processed a refund. Is there anything else I can help with?"),
    ]
    assert assigned(talk) == {"S1": "agent", "S2": "customer", "S3": "agent"}


def test_long_calls_count_their_edges_more() -> None:
    filler = [("S1", "So."), ("S2", "Yes.")] * 6
    weak = ("S2", "Can you check?")
    assert assigned([*filler, ("S1", "It looks fine."), weak, *filler])["S1"] == "agent"
    assert assigned([*filler, ("S1", "Have a good day."), *filler])["S1"] == "unknown"


@pytest.mark.parametrize(
    ("talk", "note"),
    [
        ([("Agent", "hello there"), ("Agent", "is anybody there?")], "only Agent speaks"),
        ([("", "some words and no label"), ("", "and more of them")], "only talk without a label speaks"),
        ([("Agent|Ana", "hello there"), ("Agent|Bo", "hello Ana")], "every speaker is taken for the agent"),
        ([("Agent", "hello there"), ("Customer", "hi")], ""),
        ([("Agent", "hello there"), ("IVR", "press one for sales"), ("Customer", "hi")], ""),
    ],
    ids=["one speaker", "no labels", "two agents", "both sides", "with a menu voice"],
)
def test_a_side_that_is_missing_is_noted(talk: Talk, note: str) -> None:
    call = assign_roles(call_of(talk), vocabulary=WORDS)
    told = [n.message for n in call.notes if n.code in ("one-speaker", "one-sided")]
    assert len(told) == bool(note)
    assert all(n.startswith(note) and n.endswith("the other side of the talk is missing") for n in told)


def chosen(call: Call, **choices: object) -> dict[str, str]:
    return roles_of(assign_roles(call, choices=RoleChoices(**choices), vocabulary=WORDS))


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        ([("Agent", "Hello."), ("Customer", "Hi.")], {"Agent": "customer", "Customer": "agent"}),
        ([("IVR", "Press one."), ("Agent", "Hello.")], {"IVR": "other", "Agent": "customer"}),
        ([("Red", "Hm."), ("Blue", "Well.")], {"Red": "unknown", "Blue": "unknown"}),
        ([("S1", DIALOGUES["parcel"][0][1]), ("S2", DIALOGUES["parcel"][1][1])], {"S1": "customer", "S2": "agent"}),
    ],
    ids=["labels", "a menu voice stays", "unknown stays", "what was guessed"],
)
def test_swapped_is_the_other_side_and_twice_is_as_it_was(talk: Talk, expected: dict[str, str]) -> None:
    assert chosen(call_of(talk), swap=True) == expected
    turned = assign_roles(call_of(talk), choices=RoleChoices(swap=True), vocabulary=WORDS)
    assert chosen(turned, swap=True) == chosen(call_of(talk))


def test_a_swap_turns_what_the_file_the_user_and_the_batch_say_and_the_notes_tell() -> None:
    talk = [("S1|Priya", "Hello."), ("Bo", "Hm."), ("IVR", "Press one.")]
    batch = BatchRoles(names=frozenset({"priya"}))
    assert chosen(call_of(talk), swap=True, batch=batch) == {"S1|Priya": "customer", "Bo": "agent", "IVR": "other"}
    assert chosen(call_of(talk), swap=True, roles=(("Bo", Role.CUSTOMER),))["Bo"] == "agent"
    told = call_of(talk).segments[0]
    from_file = Call(id="c", source="c", format="f", segments=(msgspec.structs.replace(told, role=Role.AGENT),))
    assert chosen(from_file, swap=True) == {"S1|Priya": "customer"}
    notes = assign_roles(call_of(talk), choices=RoleChoices(swap=True, batch=batch), vocabulary=WORDS).notes
    assert any(n.message.startswith("Priya is taken for the customer") for n in notes)


def on_channels(*channels: str | None, labels: str = "AB") -> Call:
    talk = [(labels[k % len(labels)] * 2, "So.") for k in range(len(channels))]
    call = call_of(talk)
    heard = tuple(msgspec.structs.replace(s, channel=c) for s, c in zip(call.segments, channels, strict=True))
    return msgspec.structs.replace(call, segments=heard)


FIRST, SECOND = {"AA": "agent", "BB": "customer"}, {"AA": "customer", "BB": "agent"}
NEITHER = {"AA": "unknown", "BB": "unknown"}


@pytest.mark.parametrize(
    ("channels", "agent_channel", "expected"),
    [
        pytest.param(("0", "1"), "0", FIRST, id="as the file counts"),
        pytest.param(("0", "1"), "1", SECOND, id="the other"),
        pytest.param(("1", "2"), "1", FIRST, id="counted from one"),
        pytest.param(("ch_0", "ch_1"), "ch_1", SECOND, id="the file's own name"),
        pytest.param(("0", "1"), "left", FIRST, id="left is the first"),
        pytest.param(("0", "1"), "RIGHT", SECOND, id="right is the second"),
        pytest.param(("1", "2"), "right", SECOND, id="right, counted from one"),
        pytest.param(("ch_0", "ch_1"), "B", SECOND, id="B is the second"),
        pytest.param(("right", "left"), "left", SECOND, id="a channel of that name goes before its place"),
        pytest.param(("0", "1"), "7", NEITHER, id="no such channel"),
        pytest.param(("0", "0"), "left", NEITHER, id="left of one channel"),
        pytest.param((None, None), "0", NEITHER, id="no channels"),
        pytest.param(("0", "1", "1", "0"), "0", NEITHER, id="heard on both"),
    ],
)
def test_the_agents_channel_tells_both_sides(channels, agent_channel: str, expected: dict[str, str]) -> None:
    assert chosen(on_channels(*channels), agent_channel=agent_channel) == expected


def test_a_flag_goes_before_the_channel_and_the_channel_before_the_label() -> None:
    call = on_channels("0", "1")
    named = (("AA", Role.CUSTOMER),)
    assert chosen(call, agent_channel="0", roles=named) == {"AA": "customer", "BB": "customer"}
    talk = call_of([("Customer", "Hello."), ("Agent", "Hi.")])
    heard = tuple(msgspec.structs.replace(s, channel=str(k)) for k, s in enumerate(talk.segments))
    told = msgspec.structs.replace(talk, segments=heard)
    assert chosen(told, agent_channel="0") == {"Customer": "agent", "Agent": "customer"}
    assert chosen(told, agent_channel="0", swap=True) == {"Customer": "customer", "Agent": "agent"}
