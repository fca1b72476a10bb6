"""`csr-lint test`: runs the examples that rules bring along."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from csr_lint.cli._options import rule_options, settings
from csr_lint.errors import ConfigError

if TYPE_CHECKING:
    from csr_lint.rulebook import Rulebook


@click.command(name="test")
@click.argument("paths", nargs=-1, metavar="[PATHS...]")
@rule_options
def command(paths: tuple[str, ...], **options: object) -> int:
    """Run the examples that rules bring along.

    Those of the given rule files and folders, else of all rules.

    Exit code: 0 all as they must be, 1 some are not or some are missing, 2 the rules cannot be read.
    """
    from csr_lint.cli._session import rulebook_of
    from csr_lint.reporters.wording import count
    from csr_lint.testing import missing_examples, run_examples

    config = settings(options)
    packs = (*config.packs, *_new(paths, config.packs))
    rulebook = rulebook_of(msgspec.structs.replace(config, packs=packs))
    chosen = _of(rulebook, [Path(path) for path in paths]) if paths else rulebook
    outcomes = run_examples(chosen)
    failed, lacking = [o for o in outcomes if not o.passed], missing_examples(chosen.rules)
    for outcome in failed:
        click.echo(f"{outcome.path}: {outcome}")
    for line in lacking:
        click.echo(line)
    examples, rules = count(len(outcomes), "example"), count(len(chosen.rules), "rule")
    click.echo(f"{examples} of {rules}: {len(outcomes) - len(failed)} as they must be, {len(failed)} not")
    return 1 if failed or lacking else 0


def _new(paths: Sequence[str], packs: Sequence[Path]) -> list[Path]:
    """The paths that are not read anyway, as a part of the shipped rulebook or of a pack."""
    homes = [Path(str(files("csr_lint.rules"))), *packs]
    return [Path(path) for path in paths if not any(_within(Path(path), home) for home in homes)]


def _within(path: Path, home: Path) -> bool:
    return home.resolve() == path.resolve() or home.resolve() in path.resolve().parents


def _of(rulebook: Rulebook, paths: list[Path]) -> Rulebook:
    """Only the rules that come from these files and folders."""
    codes = [rule.code for rule in rulebook.rules if any(_within(Path(rule.path), home) for home in paths)]
    if not codes:
        raise ConfigError("no rule here", place=", ".join(map(str, paths)))
    return rulebook.select(codes)
