"""Near words for mistyped ones."""

from __future__ import annotations

import pytest

from csr_lint.suggest import did_you_mean


@pytest.mark.parametrize(
    ("word", "tail"),
    [
        ("chek", '; did you mean "check"?'),
        ("SHWO", '; did you mean "show"?'),
        ("EMP01", '; did you mean "EMP001" or "EMP101"?'),
        ("zebra", ""),
        ("", ""),
    ],
)
def test_the_nearest_is_named_and_two_where_both_are_as_near(word, tail):
    assert did_you_mean(word, ["check", "show", "EMP001", "EMP101"]) == tail
