"""Settings: found in csr-lint.toml or pyproject.toml, read strictly, merged with the command line.

`Settings` is what was said (None: nothing said), `Config` is ready to use.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping as Table
from pathlib import Path
from typing import Literal, get_args

import msgspec

from csr_lint.errors import ConfigError
from csr_lint.model import Role
from csr_lint.reading import AS_FOUND, Mapping, Reading, TimeUnit
from csr_lint.suggest import did_you_mean

FailOn = Literal["error", "warning", "never"]
OnUnknownRole = Literal["skip", "warn", "error"]
Jobs = int | Literal["auto"]
OWN_FILE, SHARED_FILE, TABLE = "csr-lint.toml", "pyproject.toml", "csr-lint"
MOST_JOBS = 256
_SLASHES = ("/", os.sep)
LABEL, OUTPUT, COLUMN = "LABEL=ROLE", "FORMAT=FILE", "FIELD=HEADING"
COLUMNS = "text speaker name start end duration call order agent queue kind started".split()
_WORDS = {
    "fail-on": get_args(FailOn),
    "on-unknown-role": get_args(OnUnknownRole),
    "time-unit": get_args(TimeUnit),
}
ROLES = tuple(str(role) for role in Role if role is not Role.UNKNOWN)


class Settings(msgspec.Struct, frozen=True, kw_only=True, rename="kebab"):
    """What a file or the command line says; the keys are those of `csr-lint check`. None: not said."""

    format: str | None = None
    input_format: str | None = None
    output: tuple[str, ...] | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    scorecard: str | None = None
    fail_under: float | None = None
    fail_on: FailOn | None = None
    packs: tuple[str, ...] | None = None
    role: dict[str, str] | None = None
    agent_name: tuple[str, ...] | None = None
    explain_score: bool | None = None
    quiet: bool | None = None
    jobs: Jobs | None = None
    no_cache: bool | None = None
    encoding: str | None = None
    time_unit: TimeUnit | None = None
    columns: dict[str, str] | None = None
    speaker_pattern: str | None = None
    rttm: str | None = None
    formats: dict[str, Mapping] | None = None
    agent_channel: str | None = None
    swap_roles: bool | None = None
    roles_by_batch: bool | None = None
    on_unknown_role: OnUnknownRole | None = None


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """Settings, ready to use; `output` pairs a format with a file, `role` a label with a side.

    `output_folders`: those of the outputs that are to be folders, as a slash at their end says.
    `selected_in`: the settings file that `select` and `ignore` come from, so that a wrong word there is found.
    """

    format: str = "text"
    input_format: str | None = None
    output: tuple[tuple[str, Path], ...] = ()
    output_folders: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    scorecard: str | None = None
    fail_under: float | None = None
    fail_on: FailOn = "error"
    packs: tuple[Path, ...] = ()
    role: tuple[tuple[str, str], ...] = ()
    agent_name: tuple[str, ...] = ()
    explain_score: bool = False
    quiet: bool = False
    jobs: Jobs = "auto"
    no_cache: bool = False
    selected_in: str = ""
    reading: Reading = AS_FOUND
    agent_channel: str | None = None
    swap_roles: bool = False
    roles_by_batch: bool = False
    on_unknown_role: OnUnknownRole = "skip"


class _Place(msgspec.Struct, frozen=True):
    """A settings file, and the table in it."""

    path: Path
    table: dict[str, object]
    prefix: str


def load_config(command_line: Settings, *, folder: Path | None = None, path: Path | None = None) -> Config:
    """The settings of the nearest file at or above `folder` (or of `path`), the command line winning key by key.

    Lists are replaced, not joined. Raises ConfigError with all faults, a line each.
    """
    place = _named(path) if path else _nearest(folder or Path.cwd())
    said = _read(place) if place else Settings()
    keys = [field.name for field in msgspec.structs.fields(Settings)]
    wins = {key: value for key in keys if (value := getattr(command_line, key)) is not None}
    from_file = place is not None and not {"select", "ignore"} & set(wins) and (said.select or said.ignore)
    selected_in = str(place.path) if place and from_file else ""
    return msgspec.structs.replace(_ready(msgspec.structs.replace(said, **wins)), selected_in=selected_in)


def _named(path: Path) -> _Place:
    table = _toml(path)
    if path.name == SHARED_FILE:
        return _Place(path, _tool_table(table), f"tool.{TABLE}.")
    return _Place(path, table, "")


def _nearest(folder: Path) -> _Place | None:
    """The nearest file upwards that holds settings; in one folder, csr-lint.toml comes first."""
    for here in (folder, *folder.parents):
        if (here / OWN_FILE).is_file():
            return _Place(here / OWN_FILE, _toml(here / OWN_FILE), "")
        if (here / SHARED_FILE).is_file():
            table = _toml(here / SHARED_FILE)
            if _has_table(table):
                return _Place(here / SHARED_FILE, _tool_table(table), f"tool.{TABLE}.")
    return None


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", place=str(path)) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"not TOML: {error}", place=str(path)) from error


def _has_table(table: Table[str, object]) -> bool:
    tool = table.get("tool")
    return isinstance(tool, dict) and TABLE in tool


def _tool_table(table: Table[str, object]) -> dict[str, object]:
    tool = table.get("tool")
    found = tool.get(TABLE) if isinstance(tool, dict) else None
    return found if isinstance(found, dict) else {}


def _read(place: _Place) -> Settings:
    """The table as settings, paths taken from the file's own folder. Raises ConfigError with all faults."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(Settings)}
    faults, said = [], {}
    for key, value in place.table.items():
        if key not in fields:
            known = did_you_mean(key, fields) or f" (keys: {', '.join(sorted(fields))})"
            faults.append(f'{place.path}: unknown key "{place.prefix}{key}"{known}')
            continue
        try:
            said[fields[key].name] = msgspec.convert(_pairs(key, value), fields[key].type)
        except msgspec.ValidationError as error:
            faults.append(f"{place.path}: {place.prefix}{key} = {_shown(value)}: {_allowed(key, str(error))}")
        except ConfigError as error:
            faults.append(f"{place.path}: {place.prefix}{error}")
    if faults:
        raise ConfigError("\n".join(faults))
    return _from(place.path.parent, Settings(**said))


def _pairs(key: str, value: object) -> object:
    """`role` may be a table, or a list of LABEL=ROLE as on the command line; each output is FORMAT=FILE."""
    if key == "role" and isinstance(value, list):
        return dict(split_pair(str(item), key, LABEL) for item in value)
    if key == "output" and isinstance(value, list):
        return ["=".join(split_pair(str(item), key, OUTPUT)) for item in value]
    return value


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


def _allowed(key: str, message: str) -> str:
    if key == "jobs":
        return 'must be a whole number, or "auto"'
    if key in _WORDS:
        return f"must be one of {', '.join(_WORDS[key])}"
    expected = message.split(" - at ")[0].replace("`", "").replace(" | null", "")
    return expected[:1].lower() + expected[1:]


def _from(folder: Path, said: Settings) -> Settings:
    """Paths in a settings file count from its folder; the name of a shipped scorecard is no path."""

    def at(path: str) -> str:
        return str(folder / path)

    outputs = [split_pair(item, "output", OUTPUT) for item in said.output or ()]
    own_card = said.scorecard is not None and said.scorecard.endswith(".toml")
    return msgspec.structs.replace(
        said,
        packs=tuple(map(at, said.packs)) if said.packs is not None else None,
        output=tuple(f"{name}={at(path)}{_slash(path)}" for name, path in outputs) if said.output is not None else None,
        scorecard=at(said.scorecard) if own_card and said.scorecard else said.scorecard,
        rttm=at(said.rttm) if said.rttm is not None else None,
    )


def _slash(path: str) -> str:
    """What is lost of a folder's name when it becomes a path."""
    return "/" if path.endswith(_SLASHES) else ""


def _reading_faults(said: Settings) -> list[str]:
    faults = []
    if said.speaker_pattern is not None:
        try:
            groups = re.compile(said.speaker_pattern).groupindex
            if not {"speaker", "text"} <= set(groups):
                faults.append("speaker-pattern: it needs the groups (?P<speaker>…) and (?P<text>…)")
        except re.error as error:
            faults.append(f"speaker-pattern: not a regular expression: {error}")
    for field in said.columns or {}:
        if field not in COLUMNS:
            faults.append(f'columns "{field}": there is no such field (fields: {", ".join(COLUMNS)})')
    if said.encoding is not None:
        try:
            b"x".decode(said.encoding)
        except UnicodeError:
            pass  # An encoding it is, only not this letter's.
        except (LookupError, ValueError):
            faults.append(f'encoding "{said.encoding}": there is none of that name (utf-8, utf-16, cp1252 …)')
    return faults


def split_pair(text: str, key: str, form: str) -> tuple[str, str]:
    """`A=B` as two words. Raises ConfigError that names the form."""
    left, sign, right = text.rpartition("=") if key == "role" else text.partition("=")
    if not (left and sign and right):
        raise ConfigError(f'{key} "{text}" should read {form}')
    return left, right


def _ready(said: Settings) -> Config:
    faults = [
        f'role "{label}={role}": there is no side "{role}" (sides: {", ".join(ROLES)}){did_you_mean(role, ROLES)}'
        for label, role in (said.role or {}).items()
        if role not in ROLES
    ]
    if said.fail_under is not None and not 0 <= said.fail_under <= 100:
        faults.append(f"fail-under {said.fail_under:g}: a score lies between 0 and 100")
    faults += _reading_faults(said)
    if said.jobs is not None and said.jobs != "auto" and not 1 <= said.jobs <= MOST_JOBS:
        faults.append(f"jobs {said.jobs}: a number from 1 to {MOST_JOBS}, or auto")
    if faults:
        raise ConfigError("\n".join(faults))
    output = [split_pair(item, "output", OUTPUT) for item in said.output or ()]
    return Config(
        format=said.format or "text",
        input_format=said.input_format,
        output=tuple((name, Path(path)) for name, path in output),
        output_folders=tuple(Path(path) for _, path in output if path.endswith(_SLASHES)),
        select=said.select or (),
        ignore=said.ignore or (),
        scorecard=said.scorecard,
        fail_under=said.fail_under,
        fail_on=said.fail_on or "error",
        packs=tuple(Path(path) for path in said.packs or ()),
        role=tuple((said.role or {}).items()),
        agent_name=said.agent_name or (),
        explain_score=bool(said.explain_score),
        quiet=bool(said.quiet),
        jobs=said.jobs or "auto",
        no_cache=bool(said.no_cache),
        reading=_reading(said),
        agent_channel=said.agent_channel,
        swap_roles=bool(said.swap_roles),
        roles_by_batch=bool(said.roles_by_batch),
        on_unknown_role=said.on_unknown_role or "skip",
    )


def _reading(said: Settings) -> Reading:
    return Reading(
        format=said.input_format,
        encoding=said.encoding,
        time_unit=said.time_unit,
        columns=tuple((said.columns or {}).items()),
        speaker_pattern=said.speaker_pattern,
        mappings=tuple((said.formats or {}).items()),
        rttm=said.rttm,
    )
