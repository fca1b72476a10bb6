"""Names of people in exports: none is a phone number, an address of a channel, or the word "undefined"."""

from __future__ import annotations

import re

_NOBODY = frozenset(("", "undefined", "null", "none", "n/a", "unknown", "anonymous"))
_NUMBER = re.compile(r"(?:[a-z]+:)?\+?[\d\s().*x-]{5,}$", re.IGNORECASE)
_CHANNEL = re.compile(r"(?P<channel>whatsapp|messenger|sms|tel|rcs|line|viber|telegram|customers):", re.IGNORECASE)


def person(text: str | None) -> str | None:
    """The name, or None where there is none: phone numbers are never shown."""
    name = " ".join((text or "").split())
    return None if name.casefold() in _NOBODY or is_number(name) else name


def is_number(text: str) -> bool:
    """Is this a phone number, or an address with one (whatsapp:+1…)?"""
    return _NUMBER.match(text.strip()) is not None


def channel_of(address: str) -> str | None:
    """The channel that an address is on: whatsapp of whatsapp:+1…, phone of a number; None if it is no address."""
    found = _CHANNEL.match(address.strip())
    return found["channel"].casefold() if found else "phone" if is_number(address) else None
