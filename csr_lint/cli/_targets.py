"""What --output asks for: a format, and the file or the folder that it goes to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from csr_lint.cli._output import check_outputs, whole_file, whole_folder
from csr_lint.config import Config
from csr_lint.errors import ConfigError
from csr_lint.reporters.contract import About, FolderOutput, Report, Reporter
from csr_lint.reporters.registry import reporter


class Target(NamedTuple):
    """What --output asks for; `folder`: how the format fills one, where a folder is asked for."""

    reporter: Reporter
    path: Path
    folder: FolderOutput | None


def targets(config: Config) -> list[Target]:
    """The outputs of a run. Raises ConfigError where one cannot be made, before a call is read."""
    found = []
    for name, path in config.output:
        chosen = reporter(name)
        if path in config.output_folders and chosen.folder is None:
            raise ConfigError(f"{name} is written to a file, not to a folder", place=f"{path}/")
        wanted = path in config.output_folders or path.is_dir()
        found.append(Target(chosen, path, chosen.folder if wanted else None))
    check_outputs([t.path for t in found], folders=[t.path for t in found if t.folder])
    for target in found:
        if target.folder is not None:
            _check_folder(target.path, target.folder)
    return found


def _check_folder(path: Path, folder: FolderOutput) -> None:
    """Raises ConfigError where the folder holds what would be lost."""
    if path.is_dir():
        names = [item.name for item in path.iterdir()]
        if names and not folder.is_report(names, path):
            raise ConfigError("holds other files, which would be lost; name a new folder", place=str(path))
    elif path.exists():
        raise ConfigError("is a file, not a folder", place=str(path))


@contextmanager
def started(target: Target, about: About) -> Iterator[Report]:
    """A report that is being written, to a file or a folder that is whole or not there at all."""
    if target.folder is not None:
        with whole_folder(target.path) as folder:
            yield target.folder.start(folder, about)
    else:
        with whole_file(target.path) as out:
            yield target.reporter.start(out, about)
