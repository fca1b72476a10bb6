"""`csr-lint check --cluster`: the calls are judged on a Dask cluster, their rows go to a folder of Parquet files."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from csr_lint.config import Config
from csr_lint.errors import ConfigError
from csr_lint.outcome import Unreadable
from csr_lint.reporters.wording import count, plain

Command = TypeVar("Command", bound=Callable[..., object])
WANTED = "--cluster writes a folder: give --output parquet=FOLDER, and no other output"


def cluster_option(command: Command) -> Command:
    """On which cluster, if on any."""
    option = click.option(
        "--cluster", metavar="ADDRESS", help="On the Dask cluster of this scheduler; needs --output parquet=FOLDER."
    )
    return option(command)


def check_on_cluster(address: str, paths: Sequence[str], config: Config, why: Sequence[str]) -> int:
    """Runs the check there; the exit code is that of a run on this machine."""
    from csr_lint.cli._progress import progress
    from csr_lint.cli._session import check_input_format, choices_of
    from csr_lint.cluster import lint_on_cluster
    from csr_lint.frame import Engine

    out = _folder(paths, config, why)
    check_input_format(config.input_format)
    engine = Engine(
        select=config.select,
        ignore=config.ignore,
        scorecard=_everywhere(config.scorecard),
        packs=tuple(str(pack.absolute()) for pack in config.packs),
        choices=choices_of(config),
    )
    began = time.monotonic()
    with progress(quiet=config.quiet) as bar:
        run = lint_on_cluster(address, paths, out, engine, reading=config.reading, progress=bar, tell=_complain)
    if not config.quiet:
        spent = time.monotonic() - began
        calls, parts, workers = count(run.tally.calls, "call"), count(run.parts, "part"), count(run.workers, "worker")
        speed = f"{spent:.0f} s on {workers}, {run.tally.calls / spent:.0f} calls a second"
        click.echo(f"csr-lint: {calls} in {parts} to {out}: {speed}", err=True)
    return run.tally.exit_code(fail_on=config.fail_on, fail_under=config.fail_under)


def _folder(paths: Sequence[str], config: Config, why: Sequence[str]) -> Path:
    """The folder to write. Raises ConfigError for what a cluster does not do."""
    if config.roles_by_batch:
        raise ConfigError("--roles-by-batch does not go with --cluster: no worker sees all calls")
    if config.on_unknown_role != "skip":
        raise ConfigError(f"--on-unknown-role {config.on_unknown_role} does not go with --cluster")
    if why:
        raise ConfigError("--why does not go with --cluster")
    if "-" in paths:
        raise ConfigError("a cluster does not read standard input; name files or folders")
    if config.format != "text" or [name for name, _ in config.output] != ["parquet"]:
        raise ConfigError(WANTED)
    return config.output[0][1]


def _everywhere(scorecard: str | None) -> str | None:
    """A scorecard of one's own by its full path; the name of a shipped one as it is."""
    if scorecard is not None and scorecard.endswith(".toml"):
        return str(Path(scorecard).absolute())
    return scorecard


def _complain(fault: Unreadable) -> None:
    click.echo(f"csr-lint: {plain(str(fault))}", err=True)
