"""Where in a record its calls lie: what `records.each` is told of pages and webhooks (its `calls_in`)."""

from __future__ import annotations

from collections.abc import Sequence


def listed_under(value: object, *keys: str) -> Sequence[object]:
    """The list under the first of these keys that holds anything; a record that has none is a call itself."""
    listed = next((found for key in keys if (found := value.get(key))), None) if isinstance(value, dict) else None
    return listed if isinstance(listed, list) else [value]


def inside(value: object, key: str) -> object:
    """What a webhook is about: the object under this key; a record that has none is it itself."""
    return value[key] if isinstance(value, dict) and isinstance(value.get(key), dict) else value
