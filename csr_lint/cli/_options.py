"""Options that several commands share, and the settings that they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import click
import msgspec

from csr_lint.config import COLUMN, LABEL, MOST_JOBS, Config, Settings, load_config, split_pair
from csr_lint.errors import ConfigError
from csr_lint.reading import UNIT_MS

Command = TypeVar("Command", bound=Callable[..., object])


def rule_options(command: Command) -> Command:
    """Which rules, weighed how."""
    for option in (
        click.option("--scorecard", metavar="NAME", help="Weights and bands: a shipped scorecard or a TOML file."),
        click.option("--packs", metavar="PATH", multiple=True, help="Rules of your own: a folder or file; repeatable."),
        click.option("--ignore", metavar="RULES", multiple=True, help="Without these rules."),
        click.option(
            "--select", metavar="RULES", multiple=True, help="Only these rules: code, name or prefix, by comma."
        ),
        config_option,
    ):
        command = option(command)
    return command


def reading_options(command: Command) -> Command:
    """How to read the transcripts."""
    for option in (
        click.option("--rttm", metavar="FILE", help="Who speaks when, for files that do not say (RTTM)."),
        click.option(
            "--speaker-pattern",
            metavar="REGEX",
            help="A labelled line, with groups speaker, text and perhaps time.",
        ),
        click.option("--columns", metavar=COLUMN, multiple=True, help="A table's column, as text=Message; repeatable."),
        click.option("--time-unit", type=click.Choice(list(UNIT_MS)), help="What bare numbers of time count."),
        click.option("--encoding", metavar="NAME", help="The text's encoding; by default told by its bytes."),
        click.option(
            "--input-format", metavar="FORMAT", help="The transcripts' format; by default told by their content."
        ),
    ):
        command = option(command)
    return command


def side_options(command: Command) -> Command:
    """Who is who."""
    for option in (
        click.option(
            "--on-unknown-role",
            type=click.Choice(["skip", "warn", "error"]),
            help="When a side cannot be told: leave rules out (the default), say so too, or fail.",
        ),
        click.option("--roles-by-batch", is_flag=True, help="Let all calls together tell who the agents are."),
        click.option("--swap-roles", is_flag=True, help="Agent and customer the other way round."),
        click.option("--agent-channel", metavar="CHANNEL", help="The agent's audio channel: 0, 1, left, right, ch_1 …"),
        click.option(
            "--agent-name", metavar="NAME", multiple=True, help="A speaker of this name is an agent; repeatable."
        ),
        click.option("--role", metavar=LABEL, multiple=True, help="Who is who, such as SPEAKER_00=agent; repeatable."),
    ):
        command = option(command)
    return command


def working_options(command: Command) -> Command:
    """How the work is done; nothing that it says depends on it."""
    for option in (
        click.option("--no-cache", is_flag=True, help="Judge every call, also those whose verdicts are kept."),
        click.option(
            "-j", "--jobs", metavar="N|auto", help="Processes; auto (the default): more than one for many calls."
        ),
    ):
        command = option(command)
    return command


config_option = click.option(
    "--config", metavar="FILE", type=click.Path(path_type=Path), help="Settings; by default looked for upwards."
)


def settings(options: Mapping[str, object]) -> Config:
    """The settings file and what the command line says, merged. Raises ConfigError with all faults."""
    fields = msgspec.structs.fields(Settings)
    said = {f.encode_name: _said(f.name, options.get(f.name)) for f in fields}
    path = options.get("config")
    return load_config(msgspec.convert(said, Settings), path=path if isinstance(path, Path) else None)


def _said(key: str, value: object) -> object:
    """An option's value as a setting; None where nothing was said."""
    if value is None or value is False or value == ():
        return None
    if isinstance(value, str) and key == "jobs":
        return _jobs(value)
    if isinstance(value, tuple) and key in ("select", "ignore"):
        return tuple(word.strip() for words in value for word in words.split(",") if word.strip())
    if isinstance(value, tuple) and key in ("role", "columns"):
        form = LABEL if key == "role" else COLUMN
        return dict(split_pair(pair, key, form) for words in value for pair in _pairs(key, words))
    return value


def _pairs(key: str, words: str) -> list[str]:
    return [word for word in words.split(",") if word.strip()] if key == "columns" else [words]


def _jobs(word: str) -> int | str:
    if word != "auto" and not word.removeprefix("-").isdecimal():
        raise ConfigError(f'jobs "{word}": a number from 1 to {MOST_JOBS}, or auto')
    return word if word == "auto" else int(word)
