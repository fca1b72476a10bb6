"""Finds the reporters by walking this folder: a new format is a new file."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from csr_lint import reporters
from csr_lint.errors import ConfigError
from csr_lint.reporters.contract import Reporter
from csr_lint.suggest import did_you_mean


@cache
def formats() -> tuple[str, ...]:
    """The names of the formats, sorted."""
    return tuple(sorted(_found()))


def reporter(name: str) -> Reporter:
    """The reporter of that name; ConfigError, with the names there are, where there is none."""
    if name not in _found():
        known = ", ".join(formats())
        raise ConfigError(f'there is no output format "{name}"{did_you_mean(name, formats())} (formats: {known})')
    return _found()[name]


@cache
def _found() -> dict[str, Reporter]:
    modules = [import_module(f"{reporters.__name__}.{m.name}") for m in iter_modules(reporters.__path__)]
    found = [module.REPORTER for module in modules if hasattr(module, "REPORTER")]
    return {reporter.name: reporter for reporter in found}
