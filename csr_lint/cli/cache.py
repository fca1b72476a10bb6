"""`csr-lint cache`: what is kept so that a second run is quick."""

from __future__ import annotations

import click

from csr_lint.reporters.wording import count


@click.group(name="cache")
def command() -> None:
    """What is kept to be quick: the verdicts on calls.

    It lies in the folder that CSR_LINT_CACHE_DIR names, else in the system's folder for caches. It holds the words of
    the calls, readable for you only; it is kept under 512 MB, and can be cleared at any time.
    """


@command.command()
def info() -> int:
    """Where the verdicts are kept, how many, and their size."""
    from csr_lint.cache import MOST, kept, results_folder

    there = kept()
    click.echo(f"folder  {results_folder()}")
    click.echo(f"kept    {count(there.entries, 'result')}, {_megabytes(there.size)} of {_megabytes(MOST)} at most")
    return 0


@command.command()
def clear() -> int:
    """Take all kept verdicts away; they are made anew when they are needed."""
    from csr_lint.cache import clear

    gone = clear()
    click.echo(f"{count(gone.entries, 'result')} cleared, {_megabytes(gone.size)}")
    return 0


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):,.1f} MB"
