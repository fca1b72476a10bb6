"""A linter that looks first whether the verdicts on a call are known, and is built only when one is not."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from csr_lint.cache import ResultCache
from csr_lint.lint import Linter
from csr_lint.model import Call, Evaluation


class RememberingLinter:
    """Judges calls as the linter does that `make` builds; what is known to the cache (None: no cache) comes from it."""

    def __init__(self, make: Callable[[], Linter], cache: ResultCache | None) -> None:
        self._make = make
        self._cache = cache
        self._linter: Linter | None = None
        self._decoder = msgspec.msgpack.Decoder(Evaluation)

    @property
    def linter(self) -> Linter:
        """The linter, built when it is first asked for. Raises RuleError for faults in the cues' notation."""
        if self._linter is None:
            self._linter = self._make()
            if self._cache is not None:
                self._cache.prove()
        return self._linter

    def prepare(self) -> None:
        """Builds the linter now unless one was built before: faulty rules are told before a call is read."""
        if self._cache is None or not self._cache.is_proven:
            _ = self.linter

    def lint(self, call: Call) -> Evaluation:
        """Every verdict on a call as it was read."""
        if self._cache is None:
            return self.linter.lint(call)
        key = self._cache.key(call)
        packed = self._cache.load(key)
        if packed is not None:
            try:
                return self._decoder.decode(packed)
            except msgspec.MsgspecError:
                pass
        evaluation = self.linter.lint(call)
        self._cache.store(key, msgspec.msgpack.encode(evaluation))
        return evaluation
