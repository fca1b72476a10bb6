"""The codes of CHAT in an utterance, and what is left of it for a reader: the words as spoken.

By the CHAT manual of TalkBank, chapters on words, utterances and scoped symbols.
"""

from __future__ import annotations

import re

import msgspec

_BULLET = re.compile(r"\x15[^\x15]{0,200}?(\d{1,12})_(\d{1,12})[^\x15]{0,20}\x15")
_LEFT_BULLET = re.compile(r"\x15[^\x15]*\x15?")
_SCOPED = re.compile(r"\[[^\[\]]*\]")
_PAUSE = re.compile(r"(?<!\S)\((?:\.{1,3}|\d{1,4}[.:]?\d{0,3}\.?)\)(?!\S)")
_LINKER = re.compile(r'(?<!\S)\+(?:["^<,+≈≋])(?=\s|$)')
_ENDS = {
    "+...": "…",
    "+..?": "…?",
    "+/.": "—",
    "+/?": "—?",
    "+//.": "—",
    "+//?": "—?",
    "+!?": "?!",
    '+"/.': ".",
    '+".': ".",
    "+.": ".",
}
_EVENT = re.compile(r"(?:&[=*{}]|0)\S*|&$")
_FORM = re.compile(r"@\S*$")
_LENGTHENED = re.compile(r"(?<=[^\W\d_]):+")
_SIGNS = str.maketrans(dict.fromkeys("<>()↑↓⇗↗→↘⇘⌈⌉⌊⌋∆∇°▁▔☺♋∙⁇ˈˌ^∬∫↫≠⁎\u2039\u203a{}", ""))
_TOUCHING = re.compile(r"\s+(?=[,.?!…—])")


class Utterance(msgspec.Struct, frozen=True):
    """The words of an utterance ("" where it is an event or a pause only), and when it is spoken, in ms."""

    text: str
    start_ms: int | None = None
    end_ms: int | None = None


def read_utterance(tier: str) -> Utterance:
    """The words and times of a main tier's text: retraced words stay, as they were said; codes and events go."""
    times = [(int(a), int(b)) for a, b in _BULLET.findall(tier)]
    start = min((a for a, _ in times), default=None)
    end = max((b for _, b in times), default=None)
    return Utterance(_words(_LEFT_BULLET.sub(" ", tier)), start, end)


def _words(text: str) -> str:
    for _ in range(3):  # codes may stand in codes
        text = _SCOPED.sub(" ", text)
    text = _LINKER.sub(" ", _PAUSE.sub(" ", text)).replace("‡", ",").replace("„", ",")
    words = [word for token in text.split() if (word := _word(token))]
    joined = _TOUCHING.sub("", " ".join(words)).lstrip(", ")
    return joined if any(c.isalnum() for c in joined) else ""


def _word(token: str) -> str:
    if token in _ENDS:
        return _ENDS[token]
    bare = token.lstrip("<")
    if _EVENT.match(bare) and (bare == "0" or not bare.rstrip(">").isdigit()):
        return ""
    bare = bare.removeprefix("&-").removeprefix("&+").removeprefix("&~").removeprefix("&")
    bare = _FORM.sub("", bare.rstrip(">")).translate(_SIGNS)
    return _LENGTHENED.sub("", bare).replace("_", " ").replace("+", "-").strip("-" if bare == "-" else " ")
