"""What is personal is found where it stands in the clear, and ordinary numbers of a call are left alone."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csr_lint.checksums import is_card
from csr_lint.masking import luhn, mask_cards
from csr_lint.pii import Pii, find_pii

# The kind, and a text in which the personal part stands between angle brackets.
EXPOSED = [
    ("card", "my card is <4111 1111 1111 1111> okay"),
    ("card", "<5555-5555-5555-4444>, expiring next May"),
    ("card", "sure <378282246310005>"),
    ("card", "on march 12, <4111 1111 1111 1111>"),
    ("card", "the visa is <4111 1111 1111 1111> 12 28 and 123"),
    ("card", "it's <four one one one one one one one one one one one one one one one>"),
    ("card", "<four one one one, one one one one, one one one one, one one one one>."),
    ("card", "<forty one eleven eleven eleven eleven eleven eleven eleven> and it expires"),
    ("card", "<forty-one eleven eleven eleven eleven eleven uh eleven eleven>"),
    ("card", "<four triple one double one double one double one double one triple one one>"),
    ("card", "<five one oh five one oh five one oh five one oh five one oh oh>"),
    ("card", "oh <four one one one one one one one one one one one one one one one>"),
    ("ssn", "<539-22-1234>"),
    ("ssn", "my social is <539 22 1234>"),
    ("ssn", "social security number <539221234>"),
    ("ssn", "my social security is <five three nine two two one two three four>"),
    ("ssn", "social <five three nine dash two two dash twelve thirty four>"),
    ("iban", "pay to <GB29 NWBK 6016 1331 9268 19> please"),
    ("iban", "<de89370400440532013000>"),
    ("iban", "it's <fr14 2004 1010 0505 0001 3m02 606> and then"),
    ("bank-account", "routing number <021000021>"),
    ("bank-account", "the sort code's <20-00-00>"),
    ("bank-account", "sort code <twenty oh oh fifty three>"),
    ("bank-account", "with the credit union bank account number <five five seven seven nine nine one one>"),
    ("bank-account", "it's my checking account, <1234567890>"),
    ("e-mail", "it's <john.smith+home@example.co.uk>."),
    ("e-mail", "<john dot smith at gmail dot com>"),
    ("e-mail", "that's <maria_92 at hotmail.com>"),
    ("e-mail", "<j smith 82 at yahoo dot co dot uk>"),
    ("e-mail", "<k a r e n at g mail dot com>"),
    ("e-mail", "<priya at the rate gmail dot com>"),
    ("e-mail", "my e-mail is <maria at northwind dot com>"),
    ("e-mail", "<tom underscore ward at northwind dot org>"),
    ("phone", "<415-555-2671>"),
    ("phone", "it's <(415) 555-2671> now"),
    ("phone", "<+1 415 555 2671>"),
    ("phone", "<1-415-555-2671>"),
    ("phone", "<+44 7700 900123>"),
    ("phone", "<07700 900123> is best"),
    ("phone", "<020 7946 0123>"),
    ("phone", "<+91 98765 43210>"),
    ("phone", "my number is <4155552671>"),
    ("phone", "my cell's <four one five, five five five, two six seven one>"),
    ("phone", "you can reach me at <oh seven seven double oh nine oh oh one two three>"),
    ("phone", "call me on <555-2671>"),
    ("phone", "my mobile is <oh seven seven double oh nine hundred four five oh>"),
    ("address", "<12 Baker Street>"),
    ("address", "I'm at <221B Baker Street>, London"),
    ("address", "<4501 n main st apt 4>"),
    ("address", "it's <9 Copperfield Ct., unit B>."),
    ("address", "<44 Pelham Street>."),
    ("address", "it's <4501 5th ave>"),
    ("address", "<120 West 42nd Street>"),
    ("address", "<forty five oh one north main street>"),
    ("address", "<twelve mill lane>"),
    ("address", "ship it to <77 elm way>"),
    ("address", "i live at <four maple drive>"),
    ("address", "<18 Orchard Close>"),
]
ORDINARY = """
my order number is 5551234567
order 4111111111111111
the reference is 4111 1111 1111 1112
reference four one one one one one one one one one one one one one one two
tracking number 9400 1000 0000 0000 0000 00
1Z 999 AA1 01 2345 6784
imei 490154203237518
meter reading 045621
it reads 12345.6
case number 123-45-6789
000-12-3456 and 666-12-3456 and 912-34-5678
on 2024-01-15 at 10:30
12/05/1980
my date of birth is 12-05-1980
may twelfth twenty twenty four at ten thirty
$1,234,567.89
i have 123456 dollars in my checking account
you put 1234567.89 in my savings account, 1234567.89 to 2345678.90
you put 1,500.50 in my savings account
your account number is 12345678
**** **** **** 1111
card ending in 1111
the card ending four four two one
XXXX-1111, [PII], ***-**-6789, j***@gmail.com, <email>
the last four digits of my social are 1234
the last four are one one one one
call us at 1-800-555-1234
it's 0800 123 4567
our number is 415 555 2671
GB00 NWBK 6016 1331 9268 19
look at amazon dot com
please go to acme dot com
write to support@acme.com
email support at acme dot com
it was at john lewis
i'm at work dot dot dot
i waited 20 minutes in the street
it's 5 miles down the road
3 orders by the way
there is one main road
it's a 5 minute drive
one of the two way streets
a four lane road
one one one
555 12 34
call me back in 10 or 15 minutes
between 8 and 10 at 5 park
twenty four seven
one two three four five six seven eight nine ten
call me on 12-05-2024
call them on one eight hundred five five five one two three four
""".strip().splitlines()


ALL = "nine one two three triple five eight"


def parts(text: str, *, before: str = "") -> list[tuple[str, str]]:
    return [(pii.kind, text[pii.start : pii.end]) for pii in find_pii(text, before=before)]


@pytest.mark.parametrize(("kind", "marked"), EXPOSED, ids=[marked for _, marked in EXPOSED])
def test_what_is_exposed_is_found_in_its_place(kind, marked):
    text = marked.replace("<", "").replace(">", "")
    assert find_pii(text) == (Pii(kind, marked.index("<"), marked.index(">") - 1),)


@pytest.mark.parametrize("text", ORDINARY, ids=ORDINARY)
def test_ordinary_numbers_are_left_alone(text):
    assert parts(text) == []


@pytest.mark.parametrize(
    ("before", "text", "found"),
    [
        ("can i have your phone number please", "sure it's 4155552671", [("phone", "4155552671")]),
        ("and what's your social", "539221234", [("ssn", "539221234")]),
        ("which bank account number is it for", "55779911", [("bank-account", "55779911")]),
        ("what is your e-mail", "maria at northwind dot com", [("e-mail", "maria at northwind dot com")]),
        ("and the delivery address", "four maple drive", [("address", "four maple drive")]),
        ("what is your order number", "415 555 2671", []),
        ("the mobile number on the account please", "0491 570 156", [("phone", "0491 570 156")]),
        ("is there a handphone number", "nine one two three triple five eight", [("phone", ALL)]),
        ("", "4155552671", []),
    ],
)
def test_the_question_tells_what_a_bare_answer_is(before, text, found):
    assert parts(text, before=before) == found


def test_several_are_found_in_order():
    text = "john@example.com, routing 021000021 account 123456789, card 4111111111111111, phone 415 555 2671"
    assert [kind for kind, _ in parts(text)] == ["e-mail", "bank-account", "bank-account", "card", "phone"]


@given(st.text("0123456789", min_size=1, max_size=24))
def test_bare_digits_are_a_card_only_with_check_digit_and_issuer(digits):
    assert parts(digits) == ([("card", digits)] if is_card(digits) else [])
    assert not is_card(digits) or (luhn(digits) and 13 <= len(digits) <= 19 and digits[0] in "234568")


def test_few_bare_numbers_are_taken_for_cards():
    pick = random.Random(7)
    numbers = ["".join(pick.choices("0123456789", k=pick.randint(6, 20))) for _ in range(20_000)]
    found = [number for number in numbers if find_pii(number)]
    assert all(luhn(number) for number in found)
    assert len(found) < 200
    assert found, "and some are"


@given(st.integers(10**13, 10**14 - 1), st.sampled_from([" ", "-", ""]), st.sampled_from(["", "it's ", "card "]))
def test_cards_that_are_found_are_those_that_reports_mask(number, between, lead):
    digits = next(f"4{number}{last}" for last in range(10) if luhn(f"4{number}{last}"))
    text = lead + between.join(digits[k : k + 4] for k in range(0, 16, 4))
    assert parts(text) == [("card", text.removeprefix(lead))]
    assert mask_cards(text) == f"{lead}•••• {digits[-4:]}"


UNITS = "oh one two three four five six seven eight nine".split()


@given(st.integers(10**13, 10**14 - 1), st.randoms(use_true_random=False))
def test_a_spoken_card_is_found_however_it_is_grouped_and_not_with_one_digit_wrong(number, pick):
    digits = next(f"4{number}{last}" for last in range(10) if luhn(f"4{number}{last}"))
    wrong = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    assert [kind for kind, _ in parts(f"it is {spoken(digits, pick)} thanks")] == ["card"]
    assert parts(f"it is {spoken(wrong, pick)} thanks") == []


def spoken(digits: str, pick: random.Random) -> str:
    """Digits as somebody reads them: singly, doubled, now and then in a pause."""
    words: list[str] = []
    while digits:
        if len(digits) > 1 and digits[0] == digits[1] and pick.random() < 0.5:
            words.append(f"double {UNITS[int(digits[0])]}")
            digits = digits[2:]
        else:
            words.append(UNITS[int(digits[0])])
            digits = digits[1:]
        if pick.random() < 0.1 and digits:
            words.append("uh")
    return " ".join(words)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_gives_places_in_it_that_do_not_overlap(text, before):
    found = find_pii(text, before=before)
    ends = [0, *(pii.end for pii in found)]
    assert all(end <= pii.start < pii.end <= len(text) for end, pii in zip(ends, found, strict=False))


@given(st.lists(st.sampled_from([marked for _, marked in EXPOSED]), min_size=1, max_size=3))
def test_nothing_is_lost_in_a_longer_text(marked):
    text = " and that is all of that so thank you very much for it and now here is another thing to say. ".join(marked)
    assert len(find_pii(text.replace("<", "").replace(">", ""))) >= len(marked)


LONG = {
    "digits": "1" * 100_000,
    "one": "one " * 25_000,
    "oh": "oh " * 33_000,
    "double": "double " * 14_000,
    "single digits": "4 " * 50_000,
    "one after card": "card " + "one " * 25_000,
    "dots": "a dot " * 16_000 + "at gmail dot com",
    "letters": "a " * 50_000 + "at gmail dot com",
    "at": "at a dot " * 12_000,
    "@": "a@" * 50_000,
    "a.": "a." * 50_000,
    "plus": ("+1" * 50 + " ") * 1000,
    "iban": "gb29" * 25_000,
    "streets": "12 a b c street " * 6_000,
    "spaces": "12" + " " * 100_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_hundred_kilobytes_of_anything_do_not_hang(text):
    began = time.process_time()
    find_pii(text)
    # Takes a third of a second at most where it is linear; hours where it is not.
    assert time.process_time() - began < 10
