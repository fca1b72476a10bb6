"""What must not be repeated in a report: payment card numbers."""

from __future__ import annotations

import re

CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")


def mask_cards(text: str) -> str:
    """The text with payment card numbers (13 to 19 digits with a right Luhn sum) masked but for the last four."""
    return CARD.sub(_masked, text)


def luhn(digits: str) -> bool:
    """Whether a number's last digit is its right check digit, as on payment cards (ISO/IEC 7812-1)."""
    doubled = (int(d) if k % 2 == 0 else sum(divmod(2 * int(d), 10)) for k, d in enumerate(reversed(digits)))
    return sum(doubled) % 10 == 0


def _masked(found: re.Match[str]) -> str:
    digits = "".join(c for c in found.group() if c.isdigit())
    return "•••• " + digits[-4:] if luhn(digits) else found.group()
