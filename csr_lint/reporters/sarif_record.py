"""What csr-lint says in SARIF 2.1.0 (OASIS), as typed structs: the part of the format that it uses."""

from __future__ import annotations

import msgspec

Properties = dict[str, str | int | float | bool | list[str]]


class SarifStruct(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """An object of the format; what is not known is left out."""


class Message(SarifStruct, frozen=True, kw_only=True):
    text: str
    markdown: str | None = None


class Configuration(SarifStruct, frozen=True, kw_only=True):
    level: str


class Descriptor(SarifStruct, frozen=True, kw_only=True):
    """A rule: `help` says why it is there and what to say instead."""

    id: str
    name: str
    short_description: Message
    full_description: Message
    help: Message
    default_configuration: Configuration
    properties: Properties


class Region(SarifStruct, frozen=True, kw_only=True):
    start_line: int


class ArtifactLocation(SarifStruct, frozen=True, kw_only=True):
    uri: str


class PhysicalLocation(SarifStruct, frozen=True, kw_only=True):
    artifact_location: ArtifactLocation
    region: Region | None = None


class LogicalLocation(SarifStruct, frozen=True, kw_only=True):
    name: str
    fully_qualified_name: str
    kind: str


class Location(SarifStruct, frozen=True, kw_only=True):
    physical_location: PhysicalLocation
    logical_locations: tuple[LogicalLocation, ...] = ()


class SarifResult(SarifStruct, frozen=True, kw_only=True):
    rule_id: str
    rule_index: int | None = None
    level: str
    message: Message
    locations: tuple[Location, ...]
    partial_fingerprints: dict[str, str]
    properties: Properties


class Driver(SarifStruct, frozen=True, kw_only=True):
    name: str
    version: str
    semantic_version: str
    rules: tuple[Descriptor, ...]
    properties: Properties


class Tool(SarifStruct, frozen=True, kw_only=True):
    driver: Driver


class NotificationKind(SarifStruct, frozen=True, kw_only=True):
    id: str


class Notification(SarifStruct, frozen=True, kw_only=True):
    """A transcript that could not be read."""

    level: str
    message: Message
    descriptor: NotificationKind
    locations: tuple[Location, ...] = ()


class Invocation(SarifStruct, frozen=True, kw_only=True):
    execution_successful: bool
    tool_execution_notifications: tuple[Notification, ...] = ()
