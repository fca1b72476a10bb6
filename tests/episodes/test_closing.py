"""Closings: anything more, an end by transfer or by hanging up, and questions left open."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("dialogue", "words", "steps"),
    [
        pytest.param(
            "Agent: It comes tomorrow. Is there anything else I can help you with?\nCustomer: No, that's all.\n"
            "Agent: You're welcome, have a nice day, goodbye.\n",
            "You're welcome, have a nice day, goodbye.",
            {"anything_else": (0,)},
            id="asked",
        ),
        pytest.param(
            "Customer: Okay, thank you.\nAgent: Thank you for calling Northwind, goodbye.\nCustomer: Bye.\n",
            "Thank you for calling Northwind, goodbye.",
            {},
            id="not asked",
        ),
        pytest.param(
            "Agent: I can't refund that, sir.\nCustomer: This is useless. I'm hanging up now, bye.\n",
            "I can't refund that, sir.",
            {"hung_up": (1,)},
            id="hung up by the customer",
        ),
        pytest.param(
            "Agent: Northwind, hello.\nCustomer: I need the billing team then. Thanks.\n"
            "Agent: I'll put you through to billing, bye.\n",
            "I'll put you through to billing, bye.",
            {"by_transfer": (2,)},
            id="by transfer",
        ),
        pytest.param(
            "Agent: The fee stays.\nCustomer: But why was I charged twice?\nAgent: Thank you for calling, goodbye.\n",
            "Thank you for calling, goodbye.",
            {"question_open": (2,)},
            id="over an open question",
        ),
        pytest.param(
            "Agent: The fee stays.\nCustomer: But why was I charged twice?\n"
            "Agent: No, it was only once. Thank you for calling, goodbye.\n",
            "No, it was only once. Thank you for calling, goodbye.",
            {},
            id="the answer stands beside the goodbye",
        ),
    ],
)
def test_steps_and_place(follow, dialogue, words, steps):
    (closing,) = follow("closing", dialogue)
    assert (closing.words, closing.steps) == (words, steps)


def test_none_where_the_transcript_ends_in_mid_call(follow):
    assert not follow(
        "closing",
        "Agent: Good morning, Northwind, how can I help?\nCustomer: My parcel never came.\n"
        "Agent: Let me look. It says here that it is at the depot.\nCustomer: Which depot?\n",
    )
