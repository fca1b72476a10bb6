"""What counts as a mere backchannel."""

from __future__ import annotations

import pytest

from csr_lint.backchannel import is_backchannel


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Mm-hm.", True),
        ("okay, right", True),
        ("yeah", True),
        ("...", True),
        ("okay?", False),
        ("no", False),
        ("okay, do it", False),
        ("4471 12", False),
        ("да, хорошо", False),
    ],
    ids=str,
)
def test_backchannels(text: str, is_one: bool) -> None:
    assert is_backchannel(text) is is_one
