"""csr-lint: a linter for customer-service calls.

The public names are handed out on use, so that importing the package loads neither spaCy nor pandas.
"""

from __future__ import annotations

from importlib import import_module

_HOMES = {
    "__version__": "csr_lint.version",
    "Call": "csr_lint.model",
    "Evaluation": "csr_lint.model",
    "Finding": "csr_lint.model",
    "Linter": "csr_lint.lint",
    "lint_frame": "csr_lint.frame",
    "load_rulebook": "csr_lint.rulebook",
    "read_calls": "csr_lint.readers.registry",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'csr_lint' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
