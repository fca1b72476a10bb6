"""Errors that a user can do something about; each knows its exit code."""

from __future__ import annotations


def encodable(path: str) -> str:
    """A file's name as it can be written: bytes in it that are no UTF-8 are shown as �."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


class CsrLintError(Exception):
    """A fault with a place and a cause, told in one line."""

    exit_code = 2
    code = "error"

    def __init__(self, message: str, *, place: str = "", code: str | None = None) -> None:
        place = encodable(place)
        super().__init__(f"{place}: {message}" if place else message)
        self.message = message
        self.place = place
        if code is not None:
            self.code = code


class TranscriptError(CsrLintError):
    """A transcript that cannot be read: `place` is the file, and the line where there is one."""

    code = "unreadable"


class NotATranscriptError(TranscriptError):
    """A file that is no transcript at all: skipped in a walked folder, an error when named."""

    code = "not-a-transcript"


class RuleError(CsrLintError):
    """Faults in rule, cue, slot or scorecard files; `faults` holds them all, one line each."""

    code = "rule"

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class ConfigError(CsrLintError):
    """A fault in the settings or in the words of the command line."""

    code = "config"
