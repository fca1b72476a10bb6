"""Formats are found by walking the folder."""

from __future__ import annotations

import pytest

from csr_lint.errors import ConfigError
from csr_lint.reporters.registry import formats, reporter


def test_the_formats():
    assert formats() == ("html", "json", "jsonl", "parquet", "text")


def test_an_unknown_format_names_the_nearest():
    with pytest.raises(ConfigError, match=r'no output format "jsnl"; did you mean "jsonl"\?'):
        reporter("jsnl")
