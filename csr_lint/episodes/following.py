"""Runs every kind of episode over a call."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType

import csr_lint.episodes as room
from csr_lint.model import Episode
from csr_lint.scene import Scene, first_place


@cache
def _modules() -> tuple[ModuleType, ...]:
    names = sorted(m.name for m in pkgutil.iter_modules(room.__path__))
    modules = (import_module(f"{room.__name__}.{name}") for name in names if name != "following")
    return tuple(m for m in modules if hasattr(m, "follow"))


def follow_all(scene: Scene) -> list[Episode]:
    """Every episode of a call, by kind and in the order of the call."""
    return [e for module in _modules() for e in sorted(module.follow(scene), key=lambda e: first_place(e.spans))]


def kinds() -> tuple[str, ...]:
    """The kinds of episode that there are."""
    return tuple(str(m.KIND) for m in _modules())


def opened_by(kind: str) -> tuple[str, ...]:
    """The cues that open episodes of a kind."""
    return next((tuple(m.OPENED_BY) for m in _modules() if kind == m.KIND), ())


def steps_of(kind: str) -> tuple[str, ...]:
    """The steps that episodes of a kind may have."""
    return next((tuple(m.STEPS) for m in _modules() if kind == m.KIND), ())
