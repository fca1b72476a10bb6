"""Numbers that prove themselves by their check digits: payment cards and international bank accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from csr_lint.masking import luhn

# Issuers' first digits with the lengths that they give out.
_ISSUER = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
    r"|3(?:0[0-5]|[689]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12}|6(?:011|5\d\d|4[4-9]\d)\d{12}(?:\d{3})?|62\d{14,17}"
    r"|(?:5018|5020|5038|5893|6304|6759|676[1-3])\d{9,15}|(?:60|81|82)\d{14}|508\d{13}"
)
_IBAN_START = re.compile(r"(?<!\w)[A-Z]{2}\d\d(?=[ -]?[A-Z0-9])", re.I)
_IBAN_LENGTHS = {
    country: length
    for length, countries in {
        15: "NO", 16: "BE", 18: "DK FI NL", 19: "MK SI", 20: "AT EE LT LU", 21: "CH HR LI LV", 22: "BG DE GB IE RS",
        23: "AE IL", 24: "CZ ES PK RO SA SE SK TN", 25: "PT", 26: "IS TR", 27: "FR GR IT MC SM", 28: "CY HU PL",
        31: "MT",
    }.items()
    for country in countries.split()
}  # fmt: skip


def is_card(digits: str) -> bool:
    """Whether digits are a payment card's: an issuer's first digits and length, and a right check digit."""
    return _ISSUER.fullmatch(digits) is not None and luhn(digits)


def ibans(text: str) -> Iterator[tuple[int, int]]:
    """The places of bank account numbers with country, length and check digits right (ISO 13616), in characters."""
    for found in _IBAN_START.finditer(text):
        length = _IBAN_LENGTHS.get(found.group()[:2].upper())
        if length is None:
            continue
        whole = re.compile(rf"[A-Z0-9](?:[ -]?[A-Z0-9]){{{length - 1}}}(?!\w)", re.I).match(text, found.start())
        if whole and _mod97(re.sub(r"[ -]", "", whole.group()).upper()):
            yield whole.span()


def _mod97(iban: str) -> bool:
    return iban.isascii() and int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1
