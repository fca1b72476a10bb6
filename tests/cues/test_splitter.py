"""Chunks are split as spaCy splits them, hardly ever with its help."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from csr_lint.cues.splitter import Splitter
from csr_lint.cues.tokenizer import Tokenizer

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "gold" / "dev.jsonl"
TOKENIZER = Tokenizer()
PIECES = """
a b s t i'm n't dont 's 're ll gonna cannot e-mail follow up 24 9 15 $ £ % . , ? ! ; : ' " ( ) [ ] - -- / @ # & * _
... … – — “ ” ’ é ü ﬀ 日本 km mb a.m. p.m. e.g. mr. co. no. st. :) :-( <3 www.x.com http://y.org/z?q=1 x@y.com +44
o'clock order ref ab12 invoice customer call back week-end 3rd 10k 1,200.50 9:30 9:30am 5pm £5 $45.99 50% 1/2
2026-11-22 #12-AB
""".split()


@pytest.fixture(scope="module")
def asked() -> list[str]:
    return []


@pytest.fixture(scope="module")
def splitter(asked: list[str]) -> Splitter:
    def ask(chunk: str) -> list[tuple[str, int]]:
        asked.append(chunk)
        return TOKENIZER.split(chunk)

    return Splitter(TOKENIZER.rules(), ask)


@pytest.mark.parametrize("seed", range(4))
def test_glued_pieces(splitter: Splitter, seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(4000):
        chunk = "".join(draw.choice(PIECES) for _ in range(draw.randint(1, 5)))
        assert splitter.split(chunk) == TOKENIZER.split(chunk), chunk


def test_every_exception_and_its_neighbours(splitter: Splitter) -> None:
    for text in TOKENIZER.rules().exceptions:
        for chunk in (text, text + ".", "(" + text, text + "?!", text + "'s", "x" + text, text.lower()):
            if chunk.strip() and not any(c.isspace() for c in chunk):
                assert splitter.split(chunk) == TOKENIZER.split(chunk), chunk


def test_real_talk(splitter: Splitter, asked: list[str]) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "calls").glob("*.jsonl")]
    if SHARED.exists():
        texts.append(SHARED.read_text(encoding="utf-8"))
    turns = [turn["text"] for text in texts for line in text.splitlines() for turn in json.loads(line)["turns"]]
    chunks = sorted({chunk for text in turns for chunk in text.lower().split()})
    asked.clear()
    for chunk in chunks:
        assert splitter.split(chunk) == TOKENIZER.split(chunk), chunk
    assert len(asked) < len(chunks) / 100
