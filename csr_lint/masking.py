"""What must not be repeated in a report: payment card numbers."""

from __future__ import annotations

import re

CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")


def mask_cards(text: str) -> str:
    """The text with payment card numbers (13 to 19 digits with a right Luhn sum) masked but for the last four."""
    return CARD.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    digits = [int(c) for c in found.group() if c.isdigit()]
    doubled = [d if k % 2 == 0 else sum(divmod(2 * d, 10)) for k, d in enumerate(reversed(digits))]
    return "•••• " + "".join(map(str, digits[-4:])) if sum(doubled) % 10 == 0 else found.group()
