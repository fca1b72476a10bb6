"""Who is the agent? Told from flags, the file, labels and names, then from all that is said; else unknown.

Never from who speaks first: agents who call back, and calls whose greeting is cut away, would turn the sides round.
The order of authority and the weights follow what was measured on public dialogues (RasaHQ/STAR, BT Oasis).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

import msgspec

from csr_lint.batch import BatchRoles
from csr_lint.errors import ConfigError
from csr_lint.model import Call, Note, Role, Segment
from csr_lint.role_words import Evidence, pattern, view, weigh
from csr_lint.vocabulary import RoleVocabulary, load_vocabulary, plain

__all__ = ["RoleChoices", "RoleVocabulary", "assign_roles", "load_vocabulary", "parse_role"]

MARGIN = 1.0
"""By how much the words of one side must outweigh those of the other."""

_AGAINST_KNOWN = 2.5
_CLEAR_LEAD = 3.0
_SURE = 0.95
_BY_ELIMINATION = 0.85

Speaker = tuple[str, str | None]
_Guess = tuple[Role, float, str]
_SIDES = {"left": "0", "right": "1", "a": "0", "b": "1"}
_SWAPPED = {Role.AGENT: Role.CUSTOMER, Role.CUSTOMER: Role.AGENT}


class RoleChoices(msgspec.Struct, frozen=True, kw_only=True):
    """What the user says of the sides, and what many calls told.

    `roles`: labels or names (globs, whatever the case) with their roles; `agent_names`: globs of agents' names;
    `agent_channel`: the channel on which the agent is (as the file counts it, or left, right, A, B: the first, the
    second); `swap`: agent and customer exchanged at the end; `batch`: what the whole input tells of labels and names.
    """

    roles: tuple[tuple[str, Role], ...] = ()
    agent_names: tuple[str, ...] = ()
    agent_channel: str | None = None
    swap: bool = False
    batch: BatchRoles | None = None


def parse_role(word: str) -> Role:
    """The role that a `--role LABEL=ROLE` names. Raises ConfigError."""
    try:
        return Role(word.strip().casefold())
    except ValueError:
        allowed = ", ".join(role.value for role in Role)
        raise ConfigError(f"unknown role {word!r} (allowed: {allowed})") from None


def assign_roles(call: Call, *, choices: RoleChoices | None = None, vocabulary: RoleVocabulary) -> Call:
    """The call with a role for each speaker of whom one can be known; notes say what was guessed and what is unknown.

    In this order: what the user says, the file, the label vocabulary, names, menu voices, words, other calls. All
    segments with one label and name get one role.
    """
    choices = choices or RoleChoices()
    flags = {label.casefold(): role for label, role in choices.roles}
    speakers = list(dict.fromkeys((s.label, s.name) for s in call.segments))
    in_file, by_channel = _told_by_file(call), _by_channel(call, choices.agent_channel)
    sure: dict[Speaker, Role] = {}
    for speaker in speakers:
        said = _flagged(speaker, flags, choices.agent_names) or by_channel.get(speaker)
        if role := said or in_file.get(speaker) or _labelled(speaker, vocabulary):
            sure[speaker] = role
    unknown = [s for s in speakers if s not in sure and (s[0] or s[1])]
    guesses = _guess(call, unknown, sure, choices.agent_names, vocabulary) if unknown else {}
    if choices.batch is not None and (told := _by_batch(call, [s for s in unknown if s not in guesses], choices.batch)):
        guesses |= told
        known = sure | {speaker: role for speaker, (role, _, _) in guesses.items()}
        if left := [s for s in unknown if s not in guesses]:
            guesses |= _guess(call, left, known, (), vocabulary)
    if choices.swap:
        sure = {speaker: _SWAPPED.get(role, role) for speaker, role in sure.items()}
        guesses = {speaker: (_SWAPPED.get(role, role), sure_, why) for speaker, (role, sure_, why) in guesses.items()}
    segments = tuple(_with_role(segment, sure, guesses) for segment in call.segments)
    return msgspec.structs.replace(call, segments=segments, notes=(*call.notes, *_notes(speakers, sure, guesses)))


def _with_role(segment: Segment, sure: Mapping[Speaker, Role], guesses: Mapping[Speaker, _Guess]) -> Segment:
    speaker = (segment.label, segment.name)
    role = sure.get(speaker) or (guesses[speaker][0] if speaker in guesses else Role.UNKNOWN)
    return segment if role is segment.role else msgspec.structs.replace(segment, role=role)


def _flagged(speaker: Speaker, flags: Mapping[str, Role], agent_names: Sequence[str]) -> Role | None:
    """What the flags say of a speaker: the label as it is before any glob, in the order given."""
    known = [word.casefold() for word in (speaker[1], speaker[0]) if word] or [""]
    exact = next((flags[word] for word in known if word in flags), None)
    if exact:
        return exact
    by_glob = next((role for glob, role in flags.items() if any(fnmatchcase(word, glob) for word in known)), None)
    named = any(fnmatchcase(word, name.casefold()) for name in agent_names for word in known)
    return by_glob or (Role.AGENT if named else None)


def _by_channel(call: Call, agent_channel: str | None) -> dict[Speaker, Role]:
    """The side of each who is heard on one channel alone, where the user says which one the agent's is."""
    if agent_channel is None:
        return {}
    there = sorted({s.channel for s in call.segments if s.channel is not None})
    wanted = _SIDES.get(agent_channel.casefold())
    agents = there[int(wanted)] if wanted and agent_channel not in there and len(there) == 2 else agent_channel
    if agents not in there:
        return {}
    heard: dict[Speaker, set[str | None]] = {}
    for segment in call.segments:
        heard.setdefault((segment.label, segment.name), set()).add(segment.channel)
    one = {speaker: channels for speaker, channels in heard.items() if len(channels) == 1}
    return {speaker: Role.AGENT if on == {agents} else Role.CUSTOMER for speaker, on in one.items()}


def _by_batch(call: Call, unknown: Sequence[Speaker], batch: BatchRoles) -> dict[Speaker, _Guess]:
    found = {}
    for label, name in unknown:
        if told := batch.role_of(call.format, label, name):
            found[label, name] = (told[0], _SURE, told[1])
    return found


def _told_by_file(call: Call) -> dict[Speaker, Role]:
    """The side that the file gives a speaker, the first one."""
    told: dict[Speaker, Role] = {}
    for segment in call.segments:
        if segment.role is not Role.UNKNOWN:
            told.setdefault((segment.label, segment.name), segment.role)
    return told


def _labelled(speaker: Speaker, vocabulary: RoleVocabulary) -> Role | None:
    return vocabulary.role_of(speaker[0]) if speaker[0] else None


def _guess(
    call: Call,
    unknown: Sequence[Speaker],
    sure: Mapping[Speaker, Role],
    agent_names: Sequence[str],
    vocabulary: RoleVocabulary,
) -> dict[Speaker, _Guess]:
    """Roles for speakers whom neither flag, file nor label gives one: names first, then menu voices, then words."""
    texts = _said(call, unknown)
    guesses = _by_names(call, texts, agent_names, vocabulary)
    for speaker in unknown:
        if speaker not in guesses and _is_menu(texts[speaker], len(unknown) + len(sure), vocabulary):
            guesses[speaker] = (Role.OTHER, _SURE, "it reads out a menu or an announcement")
    known = {*sure.values(), *(role for role, _, _ in guesses.values())}
    left = [s for s in unknown if s not in guesses]
    evidence = {s: weigh(texts[s], len(call.segments), vocabulary) for s in left}
    return guesses | _by_words(evidence, known & {Role.AGENT, Role.CUSTOMER})


def _said(call: Call, speakers: Sequence[Speaker]) -> dict[Speaker, dict[int, str]]:
    """The words of each speaker by segment, ready for matching: without apostrophes, fillers and repeats."""
    said: dict[Speaker, dict[int, str]] = {speaker: {} for speaker in speakers}
    for segment in call.segments:
        if (segment.label, segment.name) in said:
            said[segment.label, segment.name][segment.index] = view(segment.text)
    return said


def _by_names(
    call: Call, texts: Mapping[Speaker, Mapping[int, str]], agent_names: Sequence[str], vocabulary: RoleVocabulary
) -> dict[Speaker, _Guess]:
    """Speakers whose label is the agent's name, or the one who introduces themselves by it."""
    agent = plain(call.agent or "")
    if agent:
        same = [speaker for speaker in texts if any(_same_name(plain(word), agent) for word in speaker if word)]
        if len(same) == 1:
            return {same[0]: (Role.AGENT, _SURE, f"the file names the agent {call.agent}")}
    names = [name for name in (agent.split()[0] if agent else "", *map(plain, agent_names)) if name]
    for name in names:
        phrases = [pattern(form.replace("{name}", name)) for form in vocabulary.introductions]
        said = [s for s, text in texts.items() if any(p.search(line) for line in text.values() for p in phrases)]
        if len(said) == 1:
            return {said[0]: (Role.AGENT, _SURE, f"who says to be {name.title()}, the agent's name")}
    return {}


def _same_name(label: str, agent: str) -> bool:
    """Is a label the agent's name: the whole, in either order, or the first or last name alone?"""
    if not label:
        return False
    ours, theirs = set(label.split()), set(agent.split())
    return ours == theirs or (len(ours) == 1 and ours <= theirs and not label.isdigit())


def _is_menu(texts: Mapping[int, str], speakers: int, vocabulary: RoleVocabulary) -> bool:
    """Is this a menu voice? Half of what it says must be menu words, and of two different kinds in a call of two."""
    patterns = [pattern(say) for say in vocabulary.menu]
    kinds = sum(any(p.search(text) for text in texts.values()) for p in patterns)
    lines = sum(any(p.search(text) for p in patterns) for text in texts.values())
    spoken = sum(bool(text.strip()) for text in texts.values())
    return kinds >= (1 if speakers > 2 else 2) and 2 * lines >= spoken


def _by_words(evidence: Mapping[Speaker, Evidence], known: set[Role]) -> dict[Speaker, _Guess]:
    if len(evidence) == 2 and not known:
        return _pair(evidence)
    if len(evidence) == 1 and len(known) == 1:
        return _last_one(evidence, known)
    guesses = {}
    for speaker, said in evidence.items():
        mixed = min(said.agent, said.customer) >= MARGIN
        if abs(said.lean) >= MARGIN and not (mixed and len(evidence) == 1):
            guesses[speaker] = _from_words(said, abs(said.lean))
    return guesses


def _pair(evidence: Mapping[Speaker, Evidence]) -> dict[Speaker, _Guess]:
    """Two speakers of whom nothing is known: the one who leans more towards the agent is it, if by the margin."""
    (first, a), (second, b) = evidence.items()
    if a.lean < b.lean:
        first, second, a, b = second, first, b, a
    lead = a.lean - b.lean
    same_side = b.lean >= MARGIN or a.lean <= -MARGIN
    if lead < MARGIN or (same_side and lead < _CLEAR_LEAD):
        return {}
    words = a.words if a.agent >= a.customer and a.agent else ()
    other = b.words if b.customer > b.agent else ()
    return {
        first: (Role.AGENT, _logistic(lead), _because(words)),
        second: (Role.CUSTOMER, _logistic(lead), _because(other)),
    }


def _last_one(evidence: Mapping[Speaker, Evidence], known: set[Role]) -> dict[Speaker, _Guess]:
    """One speaker is left, and only one side is taken: the other side, unless the words speak clearly against it."""
    (speaker, said), (taken,) = next(iter(evidence.items())), known
    free = Role.CUSTOMER if taken is Role.AGENT else Role.AGENT
    against = said.lean if taken is Role.AGENT else -said.lean
    if against >= _AGAINST_KNOWN:
        return {speaker: _from_words(said, against)}
    if against >= MARGIN:
        return {}
    return {speaker: (free, max(_BY_ELIMINATION, _logistic(-against)), f"the other speaker is the {taken.value}")}


def _from_words(said: Evidence, margin: float) -> _Guess:
    return (Role.AGENT if said.lean > 0 else Role.CUSTOMER, _logistic(margin), _because(said.words))


def _because(words: Sequence[str]) -> str:
    return "from words such as " + ", ".join(f'"{w}"' for w in words) if words else "from what the other speaker says"


def _logistic(margin: float) -> float:
    return 1 / (1 + math.exp(-min(margin, 20.0)))


def _notes(speakers: Sequence[Speaker], sure: Mapping[Speaker, Role], guesses: Mapping[Speaker, _Guess]) -> list[Note]:
    notes = [
        Note("role-guessed", f"{_shown(speaker)} is taken for the {role.value}: {why} (confidence {confidence:.2f})")
        for speaker, (role, confidence, why) in guesses.items()
    ]
    unknown = [_shown(s) for s in speakers if s not in guesses and sure.get(s, Role.UNKNOWN) is Role.UNKNOWN]
    if unknown:
        who = ", ".join(unknown[:4]) + (" …" if len(unknown) > 4 else "")
        notes.append(Note("role-unknown", f"agent or customer? Unknown for {who}; {_way_out(speakers)}"))
    return [*notes, *_one_sided(speakers, {**sure, **{s: role for s, (role, _, _) in guesses.items()}})]


def _way_out(speakers: Sequence[Speaker]) -> str:
    """What the user can do about sides that are unknown."""
    labels = [speaker[0] for speaker in speakers if speaker[0]]
    if not labels:
        return "the file does not tell speakers apart: transcribe it with speaker labels, or give --rttm FILE"
    return f"--role {labels[0]}=agent tells (or =customer)" if " " not in labels[0] else "--role LABEL=ROLE tells"


def _one_sided(speakers: Sequence[Speaker], roles: Mapping[Speaker, Role]) -> Iterator[Note]:
    """A note where one side of the talk is missing."""
    people = [s for s in speakers if roles.get(s) is not Role.OTHER]
    sides = {roles.get(s, Role.UNKNOWN) for s in people}
    if len(people) == 1:
        yield Note("one-speaker", f"only {_shown(people[0])} speaks: the other side of the talk is missing")
    elif len(sides) == 1 and (side := sides.pop()) is not Role.UNKNOWN:
        yield Note("one-sided", f"every speaker is taken for the {side.value}: the other side of the talk is missing")


def _shown(speaker: Speaker) -> str:
    return speaker[1] or speaker[0] or "talk without a label"
