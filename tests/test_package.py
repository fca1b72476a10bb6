"""The package as a library: what importing it costs, and what it hands out."""

from __future__ import annotations

import subprocess
import sys

import pytest

import csr_lint


@pytest.mark.parametrize("statement", ["import csr_lint", "import csr_lint.cli.main", "from csr_lint import Call"])
def test_importing_loads_neither_spacy_nor_pandas(statement: str) -> None:
    code = f"{statement}; import sys; print(sorted({{'spacy', 'pandas'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there() -> None:
    assert all(getattr(csr_lint, name) is not None for name in csr_lint.__all__)
    assert set(csr_lint.__all__) <= set(dir(csr_lint))


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = csr_lint.nonsense
