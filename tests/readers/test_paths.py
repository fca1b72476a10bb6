"""Dotted paths into JSON."""

from __future__ import annotations

import pytest

from csr_lint.readers.paths import Nowhere, follow

VALUE = {"a": {"b": [{"c": 1}, {"c": 2}], "d.e": 3}, "f.g": 4, "n": None}


@pytest.mark.parametrize(
    ("path", "found"),
    [("a.b[1].c", 2), ("a.b.0.c", 1), ("f.g", 4), ("a.d.e", 3), ("n", None), ("", VALUE)],
)
def test_it_leads_somewhere(path, found):
    assert follow(VALUE, path) == found


@pytest.mark.parametrize(
    ("path", "step", "there"),
    [
        ("x", "x", "there are the keys a, f.g, n"),
        ("a.b[2].c", "2", "there is a list of 2"),
        ("n.x", "x", "there is nothing"),
        ("a.b.0.c.d", "d", "there is a int"),
    ],
)
def test_it_leads_nowhere(path, step, there):
    assert follow(VALUE, path) == Nowhere(step, there)
