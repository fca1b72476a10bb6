"""Rulebook, linter and what reporters are told, made from the settings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from csr_lint.config import Config
from csr_lint.errors import ConfigError, TranscriptError

if TYPE_CHECKING:
    from csr_lint.batch import BatchRoles
    from csr_lint.lint import Linter
    from csr_lint.reporters.contract import About
    from csr_lint.roles import RoleChoices
    from csr_lint.rulebook import Rulebook
    from csr_lint.runner import Files
    from csr_lint.worker import Setup


def rulebook_of(config: Config) -> Rulebook:
    """The rules that the settings ask for. Raises RuleError or ConfigError."""
    from csr_lint.rulebook import load_rulebook

    rulebook = load_rulebook(packs=config.packs, scorecard=config.scorecard)
    try:
        return rulebook.select(config.select, config.ignore)
    except ConfigError as error:
        place = f"{config.selected_in}: " if config.selected_in else ""
        raise ConfigError("\n".join(place + line for line in str(error).splitlines())) from error


def linter_of(config: Config, rulebook: Rulebook, batch: BatchRoles | None = None) -> Linter:
    """The linter that judges in this process."""
    from csr_lint.lint import Linter

    return Linter(rulebook, choices_of(config, batch))


def choices_of(config: Config, batch: BatchRoles | None = None) -> RoleChoices:
    """What the settings say of the sides."""
    from csr_lint.roles import RoleChoices, parse_role

    return RoleChoices(
        roles=tuple((label, parse_role(role)) for label, role in config.role),
        agent_names=config.agent_name,
        agent_channel=config.agent_channel,
        swap=config.swap_roles,
        batch=batch,
    )


def gathered(config: Config, found: Files) -> BatchRoles | None:
    """What all calls together tell of the sides, where that is asked for; standard input can be read only once."""
    if not config.roles_by_batch:
        return None
    from csr_lint.gather import gather

    if any(not isinstance(file, TranscriptError) and not os.path.isfile(file.path) for file in found):
        raise ConfigError("--roles-by-batch reads the calls twice; standard input or a pipe can be read only once")
    return gather(found, choices_of(config), config.reading)


def setup_of(config: Config, rulebook: Rulebook, batch: BatchRoles | None = None) -> Setup:
    """What every process needs to judge calls as the settings ask for."""
    from csr_lint.cache import context_of
    from csr_lint.worker import Setup

    choices = choices_of(config, batch)
    return Setup(
        rulebook=rulebook,
        choices=choices,
        reading=config.reading,
        context=None if config.no_cache else context_of(rulebook, choices),
    )


def about(config: Config, rulebook: Rulebook) -> About:
    from csr_lint.reporters.contract import About

    return About(
        rules=rulebook.rules,
        scorecard=rulebook.scorecard,
        rulebook=rulebook.version,
        explain_score=config.explain_score,
        quiet=config.quiet,
    )


def check_input_format(name: str | None) -> None:
    """Raises ConfigError, with the formats there are, for one that there is not."""
    from csr_lint.readers.finding import reader_named

    if name is not None:
        reader_named(name)
