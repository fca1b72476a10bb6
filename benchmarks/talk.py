"""Calls made up for measuring: seeded, lifelike, and with a tail of words that nobody has seen before.

Phrasings stand in `talk.toml`; names, numbers, products and places are made up here, so that new words go on coming
however many calls there are. A part of the calls is spelt as speech recognition spells.
"""

from __future__ import annotations

import random
import re
import string
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_WORD = re.compile(r"\{(\w+)\}")
_FILLERS = ("uh", "um", "like", "you know", "i mean", "er")
_RECOGNISED = 0.35  # the share of calls that are spelt as a recogniser spells
_SLIP = 0.006  # words with a letter wrong: a tail as real transcripts have it
_ONSETS = "b br c ch d dr f fl g gr h j k kl l m n p pr r s sh st t tr v w z".split()
_VOWELS = "a e i o u ai ea oo ou y".split()
_CODAS = ["", *"l n r s t m ck nd rt x".split()]


class Said(msgspec.Struct, frozen=True):
    """A turn as csr-lint's JSON has it; times in seconds since the call began."""

    speaker: str
    text: str
    start: float
    end: float


class Talk(msgspec.Struct, frozen=True):
    """A call as csr-lint's JSON has it."""

    id: str
    kind: str
    turns: tuple[Said, ...]

    @property
    def words(self) -> int:
        return sum(turn.text.count(" ") + 1 for turn in self.turns)


class _Phrases(msgspec.Struct, frozen=True):
    """What `talk.toml` says."""

    scenes: dict[str, list[str]]
    words: dict[str, list[str]]


class Talker:
    """Makes calls; the same seed makes the same calls."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        table = tomllib.loads(Path(__file__).with_name("talk.toml").read_text(encoding="utf-8"))
        self._phrases = msgspec.convert(table, _Phrases)
        self._made_up: dict[str, Callable[[], str]] = {
            "name": lambda: f"{self._coined(2).title()} {self._coined(2).title()}",
            "town": lambda: self._coined(2).title() + self._one(["ton", "ham", " bay", "ville", ""]),
            "company": lambda: (
                f"{self._coined(2).title()} {self._one('Energy Telecom Direct Travel Bank Homes'.split())}"
            ),
            "product": lambda: (
                f"{self._coined(2)} {self._one(['', 'pro', 'mini', 'max', 'plus'])} {self._digits(1, 4)}"
            ),
            "street": lambda: (
                f"{self._digits(1, 3)} {self._coined(2).title()} {self._one('Road Lane Street Close'.split())}"
            ),
            "ref": self._reference,
            "code": lambda: self._one(
                [f"error {self._digits(2, 4)}", f"{self._reference()}", f"code {self._digits(3, 3)}"]
            ),
            "amount": lambda: self._one("£$€") + f"{self._random.lognormvariate(4, 1.2):.2f}",
            "phone": lambda: f"{self._digits(3, 5)} {self._digits(6, 6)}",
            "count": lambda: self._one(["two", "three", "five", "ten", "twenty", self._digits(1, 2)]),
            "day": lambda: f"{self._random.randint(4, 20)}th",
            "identity": self._identity,
        }

    def calls(self, number: int, words: int, *, spread: float = 0.6) -> Iterator[Talk]:
        """So many calls of `words` words on average (log-normal with that spread; 0: all about as long)."""
        for k in range(number):
            size = words * self._random.lognormvariate(-spread * spread / 2, spread)
            yield self._call(f"b-{k:06}", max(30, round(size)))

    def _call(self, name: str, words: int) -> Talk:
        recognised = self._random.random() < _RECOGNISED
        turns, at = [], 0.0
        for speaker, text in self._lines(words):
            said = self._recognised(text) if recognised else self._written(text)
            at += self._random.expovariate(1.2)
            end = at + (said.count(" ") + 1) / self._random.uniform(2.2, 3.4)
            turns.append(Said(speaker, said, round(at, 2), round(end, 2)))
            at = end
        return Talk(name, "phone", tuple(turns))

    def _lines(self, words: int) -> Iterator[tuple[str, str]]:
        """Speaker and words of each turn: the scenes of a call, with as much talk in the middle as it takes."""
        count = 0
        chance = self._random.random
        yield "agent", self._say("opening")
        yield "customer", self._say("issue")
        for scene in (("empathy",) if chance() < 0.6 else ()) + ("verify", "answered"):
            yield ("customer" if scene == "answered" else "agent"), self._say(scene)
        while count < words - 150:
            draw = chance()
            if draw < 0.06:
                lines = list(self._exchange("hold"))
            elif draw < 0.09:
                lines = list(self._exchange("transfer"))
            elif draw < 0.15:
                lines = [("agent", self._say("verify")), ("customer", self._say("answered"))]
            else:
                more = self._random.choices((1, 2, 3), (6, 3, 1), k=2)
                agent = " ".join(self._say("agent_detail") for _ in range(more[0]))
                lines = [("agent", agent), ("customer", " ".join(self._say("customer_detail") for _ in range(more[1])))]
            count += sum(text.count(" ") for _, text in lines)
            yield from lines
        if chance() < 0.8:
            yield from self._exchange("resolved")
        if chance() < 0.85:
            yield from self._exchange("closing")

    def _exchange(self, scene: str) -> Iterator[tuple[str, str]]:
        """Turns that belong together: the agent begins, the customer answers, and so on."""
        for k, line in enumerate(self._one(self._phrases.scenes[scene]).split("//")):
            yield ("agent", "customer")[k % 2], self._filled(line)

    def _say(self, scene: str) -> str:
        return self._filled(self._one(self._phrases.scenes[scene]))

    def _filled(self, text: str) -> str:
        while found := _CHOICE.search(text) or _WORD.search(text):
            if found.re is _CHOICE:
                new = self._one(found[1].split("|")).strip()
            elif found[1] in self._made_up:
                new = self._made_up[found[1]]()
            else:
                new = self._one(self._phrases.words[found[1]])
            text = text[: found.start()] + new + text[found.end() :]
        return " ".join(text.split())

    def _written(self, text: str) -> str:
        """As people write down what was said: stops close to their words, capitals where a sentence begins."""
        text = re.sub(r" ([.,?!])", r"\1", self._slipped(text))
        text = re.sub(r"([.,?!])(?:[.,])+", r"\1", text).lstrip(",. ")
        text = re.sub(r"\bi\b", "I", text)
        return re.sub(r"(^|[.?!] )([a-z])", lambda m: m[1] + m[2].upper(), text) or "Okay."

    def _recognised(self, text: str) -> str:
        """As a recogniser spells: no capitals, no stops, with the fillers and stutters of speech."""
        words: list[str] = []
        for word in self._slipped(text).lower().split():
            if word.strip(".,?!"):
                draw = self._random.random()
                if draw < 0.03:
                    words.append(self._one(_FILLERS))
                words += [word.strip(".,?!")] * (2 if 0.03 <= draw < 0.05 else 1)
        return " ".join(words) or "okay"

    def _slipped(self, text: str) -> str:
        return " ".join(self._slip(w) if self._random.random() < _SLIP else w for w in text.split())

    def _slip(self, word: str) -> str:
        """The word with two letters changed over, one dropped, or one doubled."""
        if len(word) < 4:
            return word
        k = self._random.randrange(1, len(word) - 2)
        a, b = word[k], word[k + 1]
        return word[:k] + self._one([b + a, b, a + a + b]) + word[k + 2 :]

    def _coined(self, most: int) -> str:
        """A word that may never have been: syllables put together."""
        count = self._random.randint(1, most) + (self._random.random() < 0.4)
        return "".join(self._one(_ONSETS) + self._one(_VOWELS) + self._one(_CODAS) for _ in range(count))

    def _digits(self, least: int, most: int) -> str:
        return "".join(self._random.choices(string.digits, k=self._random.randint(least, most)))

    def _reference(self) -> str:
        letters = "".join(self._random.choices(string.ascii_uppercase, k=self._random.randint(1, 3)))
        return f"{letters}{self._one(['', '-'])}{self._digits(4, 8)}"

    def _identity(self) -> str:
        mail = f"{self._coined(2)}{self._digits(0, 2)}@{self._coined(2)}.com"
        spelt = " ".join(self._coined(2)[:5])
        return self._one(
            [
                self._filled("{name}"),
                self._reference(),
                self._filled("{phone}"),
                mail,
                spelt,
                self._filled("{street} , {town}"),
                self._filled("the {day} of {month}"),
            ]
        )

    def _one(self, items: list[str] | str | tuple[str, ...]) -> str:
        return self._random.choice(items)


def write_calls(calls: Iterator[Talk], path: Path) -> tuple[int, int]:
    """Writes calls as JSON Lines, one at a time; gives their number and their words."""
    encoder, number, words = msgspec.json.Encoder(), 0, 0
    with path.open("wb") as file:
        for call in calls:
            file.write(encoder.encode(call) + b"\n")
            number, words = number + 1, words + call.words
    return number, words
