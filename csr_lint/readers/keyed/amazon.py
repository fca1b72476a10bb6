"""What Amazon's formats share: whose turn it is, what the vendor measured, jobs that failed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Note, Number, Role
from csr_lint.readers.records import Record, place_of
from csr_lint.readers.source import Source

Figures = tuple[tuple[str, Number], ...]

_ROLES = {
    "agent": Role.AGENT,
    "custom_bot": Role.AGENT,
    "lex_bot": Role.AGENT,
    "bot": Role.AGENT,
    "customer": Role.CUSTOMER,
    "system": Role.OTHER,
    "supervisor": Role.OTHER,
}


class Participant(msgspec.Struct, frozen=True, rename="pascal"):
    """Someone who takes part, or whose turn it is."""

    participant_id: str | None = None
    participant_role: str | None = None


class Customer(msgspec.Struct, frozen=True, rename="pascal"):
    """What is kept of `CustomerMetadata`: no addresses of recordings."""

    contact_id: str | None = None


def contact(source: Source) -> Literal["voice", "chat"] | None:
    """What sort of contact the analysis in this file is of; None if it is no such analysis."""
    first = source.json.first if source.json else None
    if not isinstance(first, dict) or not isinstance(turns := first.get("Transcript"), list):
        return None
    if not first.keys() & {"Participants", "ConversationCharacteristics", "JobStatus"}:
        return None
    dated = any(isinstance(turn, dict) and "AbsoluteTime" in turn for turn in turns[:1])
    return "chat" if dated or first.get("Channel") == "CHAT" else "voice"


class Cast(msgspec.Struct, frozen=True):
    """Who takes part: the role of each id, and how many have each role."""

    roles: dict[str, str]
    shared: frozenset[str]

    def role(self, turn: Participant) -> Role:
        """The side that the file says; unknown where it says none."""
        return side(self._role(turn))

    def label(self, turn: Participant) -> str:
        """The role, or the id where several have that role."""
        role = self._role(turn)
        if turn.participant_id and (not role or role in self.shared):
            return turn.participant_id
        return role or ""

    def _role(self, turn: Participant) -> str | None:
        told = turn.participant_role or self.roles.get(turn.participant_id or "")
        # Voice files of Contact Lens name people by their role: "ParticipantId": "AGENT".
        return told or (turn.participant_id if (turn.participant_id or "").casefold() in _ROLES else None)


def cast(people: Iterable[Participant]) -> Cast:
    """Those who take part, from a file's list of them and from its turns."""
    roles = {p.participant_id: p.participant_role for p in people if p.participant_id and p.participant_role}
    told = list(roles.values())
    return Cast(roles, frozenset(role for role in told if told.count(role) > 1))


def side(role: str | None) -> Role:
    """The side of a participant's role in the vendor's words."""
    return _ROLES.get((role or "").casefold(), Role.UNKNOWN)


def seconds(ms: float | None) -> float | None:
    """Milliseconds as seconds, for figures."""
    return None if ms is None else ms / 1000


def figures(found: Iterable[tuple[str, Number | None]]) -> Figures:
    """The figures that there are."""
    return tuple((name, number) for name, number in found if number is not None)


def by_role(name: str, numbers: dict[str, float | None]) -> list[tuple[str, Number | None]]:
    """A figure of each role: `vendor-talk-seconds` and AGENT as `vendor-talk-seconds-agent`."""
    return [(f"{name}-{role.casefold()}", number) for role, number in numbers.items()]


def job_notes(source: Source, record: Record, status: str | None, turns: Sequence[object]) -> list[Note]:
    """What is to be said of a job that is not completed. Raises TranscriptError if it gave no turns."""
    if not status or status.upper() == "COMPLETED":
        return []
    if not turns:
        message = f"the job that made this file has the status {status[:40]}: there is no transcript in it"
        raise TranscriptError(message, place=place_of(source, record), code="failed-result")
    return [Note("failed-result", f"the job that made this file has the status {status[:40]}")]


def empty_note(empty: int, of: int) -> list[Note]:
    """Turns without a text are left out, and counted."""
    return [Note("empty-turn", f"{empty} of {of} turns have no text; they were left out")] if empty else []
