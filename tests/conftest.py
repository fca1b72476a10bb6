"""Fixtures that several test modules share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-snapshots", action="store_true", help="Write what the reports print now as what they must."
    )


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the file of that name in `snapshots/` beside the test; --renew-snapshots writes it."""

    def compare(name: str, text: str) -> None:
        path = Path(str(request.path)).parent / "snapshots" / name
        if request.config.getoption("--renew-snapshots"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"{path} is missing; pytest --renew-snapshots writes it"
        assert text == path.read_text(encoding="utf-8"), f"differs from {path}; pytest --renew-snapshots renews it"

    return compare
