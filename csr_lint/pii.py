"""Personal numbers and addresses that stand in a text in the clear, written or as a recogniser writes them down.

A number counts by its own shape and check digits where it has them, else only after words that say what it is; the
nearest such words decide, so "my phone is on order 5551234567" is an order. Numbers that belong to companies by their
kind (toll-free lines, shared mailboxes) and values that are masked already are not exposed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from csr_lint.checksums import ibans, is_card
from csr_lint.mailboxes import mailboxes
from csr_lint.masking import CARD
from csr_lint.places import STREETS, addresses
from csr_lint.spoken import NUMBER_WORDS, Row, rows

Place = tuple[int, int]
Topic = Callable[[int], str | None]


class Pii(msgspec.Struct, frozen=True):
    """Something personal: kind card | ssn | iban | bank-account | e-mail | phone | address, and its characters."""

    kind: str
    start: int
    end: int


_NEAR = 70  # characters before a number in which words say what it is
_WIDER = 200  # characters in which talk of a bank makes "account number" a bank's
_SIGNS = re.compile(r"[a-z]+|[0-9]|@", re.I)
_TOPICS = re.compile(
    r"""\b(?:
    (?:on|for|to|under|with|in)\ (?:the|your|my|this|that|his|her)\ (?:account|order|booking|policy|claim|case|ticket)
    |(?P<other>order|tracking|parcel|shipment|consignment|reference|ref|confirmation|case\ (?:number|id)|ticket|claim|
      policy|member\w*|customer\ (?:number|id)|invoice|receipt|booking|reservation|serial|model|meter|reading|
      part\ number|sku|imei|vin|(?<!area\ )code|pin|id|flight|transaction|
      ending|ends|last\ (?:four|4|six|6|few)|born|birth\w*|dob|date|expir\w+|our\ number|
      (?:call|reach|contact|ring)\ us|passport|licen[cs]e)
    |(?P<social>ssn|social\ security|social)
    |(?P<bank>routing|sort\ code|aba|(?:bank|checking|current|savings?)\ account)
    |(?P<account>account)
    |(?P<card>cards?|visa|mastercard|amex|american\ express|(?:sixteen|16)[\ -]digit)
    |(?P<phone>(?:tele|cell|hand)?phone|mobile|cell|landline|
      (?:my|your|his|her|best|good|contact|call-?\ ?back|home|work|daytime|new)\ number|
      (?:call|reach|text|ring)\ (?:me|him|her|them|you))
    )\b""",
    re.I | re.X,
)
_BANK = re.compile(
    r"\b(?:bank|routing|sort code|checking|savings|direct (?:debit|deposit)|iban|wire|building society)\b", re.I
)
_SSN = r"(?!000|666|9)\d{3}{0}(?!00)\d\d{0}(?!0000)\d{4}"
_SSN_WRITTEN = re.compile(r"(?<![\d.-])" + _SSN.replace("{0}", "-") + r"(?![\d-])")
_SSN_DIGITS = re.compile(_SSN.replace("{0}", ""))
_BEFORE, _AFTER = r"(?<![\w+/:$£€])(?<!\d[ .-])", r"(?![ .-]?\d)(?![\w/:%])"
_PHONE = re.compile(
    rf"""{_BEFORE}(?:
    (?:\+?1[ .-])?(?:\([2-9]\d\d\)[ ]?|[2-9]\d\d[ .-])[2-9]\d\d[ .-]\d{{4}}
    |0[1-9]\d{{2,3}}[ -]\d{{3}}[ -]?\d{{3,4}}|07\d{{3}}[ -]\d{{6}}|02\d[ -]\d{{4}}[ -]\d{{4}}
    |\+[1-9]\d{{0,2}}(?:[ .-]?\(?\d{{1,5}}+\)?){{2,6}}
    ){_AFTER}""",
    re.X,
)
# Lines that companies pay for, or are paid by: North American, British.
_COMPANY_LINE = re.compile(r"1?8(?:00|88|77|66|55|44|33)\d{7}|1?900\d{7}|(?:0|44)(?:80[08]|3|84|87|9)\d+")
_NO_PHONE = ("other", "account")
_FRACTION = re.compile(r"\d[.,]\d")
_DATE = re.compile(r"\d{1,2}[ .-]\d{1,2}[ .-](?:19|20)\d\d|(?:19|20)\d\d[ .-]\d{1,2}[ .-]\d{1,2}")
_UNIT = re.compile(r"\s?(?:dollars?|bucks|pounds?|euros?|cents?|percent|%|kwh|units|minutes|hours|miles|points)", re.I)


def find_pii(text: str, *, before: str = "") -> tuple[Pii, ...]:
    """Personal numbers and addresses in a text, in its order, none over another.

    `before` is what was said just before, such as the question ("what is your account number?"): its words tell what
    a bare number is. Takes time linear in the length of the text.
    """
    found: list[Pii] = []
    taken = bytearray(len(text))
    for kind, start, end in _claims(text, before):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(Pii(kind, start, end))
    return tuple(sorted(found, key=lambda pii: pii.start))


def _claims(text: str, before: str) -> Iterator[tuple[str, int, int]]:
    """What might be personal, the surest kinds first."""

    def topic(start: int) -> str | None:
        return _topic((before[-_WIDER:] + "\n" + text[max(0, start - _WIDER) : start])[-_WIDER:])

    # Most turns hold nothing like it: one pass over their words tells which of the dear searches are worth while.
    words = [word.lower() for word in _SIGNS.findall(text)]
    digits = any(word.isdigit() for word in words)
    numbers = digits or sum(word in NUMBER_WORDS for word in words) >= 3
    long = tuple(rows(text, fewest=6)) if numbers else ()
    searches: list[tuple[str, Iterator[Place]]] = []
    if numbers:
        searches += [("card", _cards(text, long, topic)), ("iban", ibans(text)), ("ssn", _social(text, long, topic))]
    if "@" in words or ("at" in words and ("dot" in words or "." in text)):
        searches += [("e-mail", mailboxes(text, before=before))]
    if numbers:
        searches += [("bank-account", _bank(text, long, topic)), ("phone", _phones(text, long, topic))]
    if not STREETS.isdisjoint(words) and (digits or not NUMBER_WORDS.isdisjoint(words)):
        searches += [("address", addresses(text, before=before))]
    for kind, places in searches:
        for start, end in places:
            yield kind, start, end


def _topic(said: str) -> str | None:
    """What the words before a number say it is: the nearest ones decide."""
    last = None
    for found in _TOPICS.finditer(said, max(0, len(said) - _NEAR)):
        last = found.lastgroup or last  # "the number on your account" is no account number
    return "bank" if last == "account" and _BANK.search(said) else last


def _cards(text: str, long: tuple[Row, ...], topic: Callable[[int], str | None]) -> Iterator[Place]:
    for found in CARD.finditer(text):
        alone = not re.match(r"[ -]?\d", text[found.end() : found.end() + 2]) and not re.search(
            r"\d[ -]?$", text[max(0, found.start() - 2) : found.start()]
        )
        digits = re.sub(r"\D", "", found.group())
        if alone and is_card(digits) and topic(found.start()) != "other":
            yield found.span()
    for row in long:
        if len(row.digits) < 13 or (said := topic(row.start)) == "other":
            continue
        if len(row.digits) <= 19 and is_card(row.digits):
            yield row.start, row.end
        else:
            yield from _within(row, free=said == "card")


def _within(row: Row, *, free: bool) -> Iterator[Place]:
    """Cards within a longer row: anywhere after talk of a card, else only behind an "oh" that was no zero."""
    if not free:
        rest = Row(row.pieces[1:])
        if row.pieces[0][0] == "0" and is_card(rest.digits):
            yield rest.start, rest.end
        return
    past = 0
    for first, (_, start, _) in enumerate(row.pieces):
        digits = ""
        for number, _, end in row.pieces[first : first + 19] if start >= past else ():
            digits += number
            if is_card(digits):
                yield start, end
                past = end
                break


def _social(text: str, long: tuple[Row, ...], topic: Callable[[int], str | None]) -> Iterator[Place]:
    for found in _SSN_WRITTEN.finditer(text):
        if topic(found.start()) != "other":
            yield found.span()
    for row in long:
        if _SSN_DIGITS.fullmatch(row.digits) and topic(row.start) == "social":
            yield row.start, row.end


def _bank(text: str, long: tuple[Row, ...], topic: Callable[[int], str | None]) -> Iterator[Place]:
    for row in long:
        if 6 <= len(row.digits) <= 17 and not _amount(text, row) and topic(row.start) == "bank":
            yield row.start, row.end


def _phones(text: str, long: tuple[Row, ...], topic: Callable[[int], str | None]) -> Iterator[Place]:
    for found in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        if 8 <= len(digits) <= 15 and not _COMPANY_LINE.fullmatch(digits) and topic(found.start()) not in _NO_PHONE:
            yield found.span()
    for row in long:
        digits = row.digits
        whole = 7 <= len(digits) <= 13 and (len(digits) > 7 or digits[0] not in "01")
        if whole and not _COMPANY_LINE.fullmatch(digits) and not _amount(text, row) and topic(row.start) == "phone":
            yield row.start, row.end


def _amount(text: str, row: Row) -> bool:
    """Whether a row of digits is money, a measure or a date."""
    return (
        text[max(0, row.start - 2) : row.start].strip().endswith(("$", "£", "€"))
        or _FRACTION.search(text, max(0, row.start - 2), row.end + 2) is not None
        or _DATE.fullmatch(text, row.start, row.end) is not None
        or _UNIT.match(text, row.end) is not None
    )
