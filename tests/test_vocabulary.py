"""The words of rules/roles.toml: labels of both sides, numbered ones, and faults of the file."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from csr_lint.errors import RuleError
from csr_lint.model import Role
from csr_lint.vocabulary import load_vocabulary, parse_vocabulary, plain

WORDS = load_vocabulary()


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Agent", Role.AGENT),
        ("AGENT 2", Role.AGENT),
        ("agent_1", Role.AGENT),
        ("Agent A", Role.AGENT),
        ("Rep", Role.AGENT),
        ("Customer Service Representative", Role.AGENT),
        ("Customer-Service", Role.AGENT),
        ("Client Services", Role.AGENT),
        ("Kundenberaterin", Role.AGENT),
        ("Téléconseiller", Role.AGENT),
        ("客服", Role.AGENT),
        ("Customer", Role.CUSTOMER),
        ("caller:", Role.CUSTOMER),
        ("CUSTOMER_2", Role.CUSTOMER),
        ("End-User", Role.CUSTOMER),
        ("Cliente", Role.CUSTOMER),
        ("Клиент", Role.CUSTOMER),
        ("IVR", Role.OTHER),
        ("Recorded message", Role.OTHER),
        ("SPEAKER_00", None),
        ("Jane", None),
        ("", None),
    ],
)
def test_labels_and_their_sides(label: str, role: Role | None) -> None:
    assert WORDS.role_of(label) is role


@pytest.mark.parametrize(
    ("label", "numbered"),
    [
        *(
            (label, True)
            for label in ("SPEAKER_00", "Speaker 1", "spk_1", "S1", "ch 0", "A", "Speaker B", "speaker B2")
        ),
        *((label, False) for label in ("Jane", "Speaker", "Room 101", "", "7", "Agent 1")),
    ],
)
def test_numbered_labels(label: str, numbered: bool) -> None:
    assert WORDS.is_numbered(label) is numbered


def test_plain_drops_case_and_signs() -> None:
    assert plain("  **Jane-Doe (Agent)** ") == "jane doe agent"


def test_no_word_is_on_two_sides() -> None:
    labels = tomllib.loads((files("csr_lint.rules") / "roles.toml").read_text(encoding="utf-8"))["labels"]
    sides = [{plain(word) for word in labels[side]} for side in ("agent", "customer", "other")]
    assert sum(map(len, sides)) == len(set.union(*sides))
    assert not WORDS.never & set.union(*sides)


@pytest.mark.parametrize("toml", [b"not toml", b"menu = 3", b"\xff", b"colour = 'red'"])
def test_a_faulty_file_is_told(toml: bytes) -> None:
    with pytest.raises(RuleError, match=r"roles\.toml"):
        parse_vocabulary(toml)
