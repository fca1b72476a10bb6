"""`csr-lint convert`: transcripts of any format as csr-lint's own JSON Lines."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csr_lint.cli._options import config_option, reading_options, settings

if TYPE_CHECKING:
    from csr_lint.config import Config

CANNOT = 2


@click.command(name="convert")
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.option(
    "-o", "--output", "out", metavar="FILE", type=click.Path(path_type=Path), help="By default standard output."
)
@reading_options
@config_option
def command(paths: tuple[str, ...], out: Path | None, **options: object) -> int:
    """Convert transcripts to csr-lint's own JSON Lines.

    A call a line, with everything that the reader found out: judged, it gives the verdicts that the file gives.

    Exit code: 2 where something could not be read; everything else is there all the same.
    """
    return CANNOT if _convert(paths, out, settings(options)) else 0


def _convert(paths: Sequence[str], out: Path | None, config: Config) -> int:
    """Writes every call; how many things could not be read, or that there was nothing to read."""
    from csr_lint.callids import CallIds
    from csr_lint.cli._output import check_outputs, standard_output, whole_file
    from csr_lint.cli._session import check_input_format
    from csr_lint.converting import own_line
    from csr_lint.intake import read_found
    from csr_lint.model import Call
    from csr_lint.outcome import Unreadable
    from csr_lint.readers.walk import walk
    from csr_lint.reporters.wording import plain

    check_outputs([out] if out else [])
    check_input_format(config.input_format)
    ids, calls, faults = CallIds(), 0, 0
    with ExitStack() as stack:
        to = stack.enter_context(whole_file(out) if out else standard_output(exact=True))
        for file in walk(paths):
            for read in read_found(file, config.reading):
                if isinstance(read, Call):
                    calls += 1
                    to.write(own_line(read, id=ids.apart(read.id, read.source)) + "\n")
                elif isinstance(read, Unreadable):
                    faults += 1
                    print(f"csr-lint: {plain(str(read))}", file=sys.stderr)
    if not calls and not faults:
        print(f"csr-lint: {plain(', '.join(paths))}: no transcript found", file=sys.stderr)
        return 1
    return faults
