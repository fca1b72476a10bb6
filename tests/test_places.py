"""Findings point at the line of the file in which their words begin: the line is opened, and the words stand there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from csr_lint.lint import Linter
from csr_lint.model import Evaluation, FindingKind
from csr_lint.rulebook import load_rulebook
from csr_lint.runner import lint_paths

pytestmark = pytest.mark.heavy

SAMPLES = Path(__file__).parents[1] / "sample_transcripts"
WORDS = "this is the fourth time i am calling and i am really upset about it".split()
LAST = "there is nothing i can do about that you have to call somebody else bye"

# Every place that is looked for stands in a line below that with the name or the time.
WRITTEN = {
    "wrapped.txt": "Agent: Good morning.\nCustomer: Hello,\n{a}\n{b}\nAgent: Well,\n{c}\nCustomer: Oh.\n",
    "above.txt": (
        "Agent 0:00\nGood morning.\n\nCustomer 0:04\nHello,\n{a}\n{b}\n\nAgent 0:09\nWell,\n{c}\n\nCustomer 0:12\nOh.\n"
    ),
    "header.txt": (
        "Call: 7\r\nAgent: Ana\r\n\r\nAgent: Morning.\r\nCustomer: Hello,\r\n  {a}\r\n\r\n{b}\r\n"
        "Agent: Well,\r\n{c}\r\n"
    ),
    "cues.vtt": (
        "WEBVTT\n\nNOTE made by hand\n\n1\n00:00.000 --> 00:03.000\n<v Agent>Good morning\n\n"
        "00:04.000 --> 00:09.000 align:start\n<v Customer>Hello,\n{a}\n{b}\n\n"
        "00:09.500 --> 00:12.000\n<v Agent>Well,\n{c}\n"
    ),
    "cues.srt": (
        "\ufeff1\r\n00:00:00,000 --> 00:00:03,000\r\nAgent: Good morning\r\n\r\n"
        "2\r\n00:00:04,000 --> 00:00:09,000\r\nCustomer: Hello,\r\n<i>{a}</i>\r\n{b}\r\n\r\n"
        "3\r\n00:00:09,500 --> 00:00:12,000\r\nAgent: Well,\r\n{c}\r\n"
    ),
    "cues.sbv": (
        "0:00:00.000,0:00:03.000\nAgent: Good morning\n\n0:00:04.000,0:00:09.000\nCustomer: Hello,\n{a}\n{b}\n\n"
        "0:00:09.500,0:00:12.000\nAgent: Well,\n{c}\n"
    ),
    "speechmatics.txt": (
        "SPEAKER: Agent\nGood morning\n\nSPEAKER: Customer\nHello,\n{a}\n{b}\n\nSPEAKER: Agent\nWell,\n{c}\n"
    ),
    "otter.txt": (
        "Agent  0:00  \nGood morning.\n\nCustomer  0:04  \nHello,\n{a}\n{b}\n\nAgent  0:09  \nWell,\n{c}\n\n"
        "Transcribed by https://otter.ai\n"
    ),
    "teams.txt": (
        "0:0:0.0 --> 0:0:3.40\nAgent\nGood morning.\n\n0:0:4.0 --> 0:0:9.480\nCustomer\nHello,\n{a}\n{b}\n\n"
        "0:0:9.500 --> 0:0:12.0\nAgent\nWell,\n{c}\n"
    ),
    "talk.TextGrid": (
        'File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0\nxmax = 12\ntiers? <exists>\nsize = 1\n'
        'item []:\n    item [1]:\n        class = "IntervalTier"\n        name = "Agent"\n        xmin = 0\n'
        "        xmax = 12\n        intervals: size = 1\n        intervals [1]:\n            xmin = 0\n"
        '            xmax = 12\n            text = "Well,\n{c}\n{a} {b}"\n'
    ),
    "talk.ttml": (
        '<?xml version="1.0"?>\n<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata">\n'
        '<body><div>\n<p begin="0s" end="3s">Agent: Morning.</p>\n<p begin="4s" end="9s">\n  Customer: Hello,<br/>\n'
        '  <span>{a}</span><br/>\n  {b}\n</p>\n<p begin="9s" end="12s">Agent: Well,<br/>\n{c}</p>\n</div></body></tt>\n'
    ),
    "page.html": (
        "<html><body>\n<cite>Agent:</cite>\n<time>0:00</time>\n<p>Good morning.</p>\n"
        "<cite>Customer:</cite>\n<time>0:04</time>\n<p>Hello,\n<b>{a}</b>\n{b}</p>\n"
        "<cite>Agent:</cite>\n<time>0:09</time>\n<p>\nWell, &amp;\n{c}</p>\n</body></html>\n"
    ),
    "table.csv": 'call_id,speaker,text\n1,agent,"Good\nmorning"\n1,customer,"{a} {b}"\n1,agent,"Well, {c}"\n',
    "table.tsv": "call_id\tspeaker\ttext\n1\tagent\tGood morning\n1\tcustomer\t{a} {b}\n1\tagent\t{c}\n",
    "calls.jsonl": (
        '{{"id": "1", "turns": [{{"speaker": "agent", "text": "Good morning"}}]}}\n'
        '{{"id": "2", "turns": [{{"speaker": "agent", "text": "Good morning"}},'
        ' {{"speaker": "customer", "text": "{a} {b}"}}, {{"speaker": "agent", "text": "{c}"}}]}}\n'
    ),
}


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter(load_rulebook())


def astray(evaluation: Evaluation, text: str) -> list[tuple[str, int | None, str]]:
    """The findings whose first word does not stand in their line; what DAT rules quote is masked."""
    lines = re.split(r"\r\n|\r|\n", text)
    return [
        (found.code, found.line, found.quote)
        for found in evaluation.findings
        if found.spans and found.kind is not FindingKind.HEALTH and (word := re.search(r"[^\W_]+", found.quote))
        if found.line is None or not re.search(rf"(?<![^\W_]){word[0]}(?![^\W_])", lines[found.line - 1], re.IGNORECASE)
    ]


@pytest.mark.parametrize("name", WRITTEN)
def test_words_stand_in_the_line(name: str, tmp_path: Path, linter: Linter) -> None:
    text = WRITTEN[name].format(a=" ".join(WORDS[:7]), b=" ".join(WORDS[7:]), c=LAST)
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    evaluations = list(lint_paths([str(path)], linter))
    found = [found for one in evaluations for found in one.findings]
    assert "EMP002" in {one.code for one in found}
    assert [miss for one in evaluations for miss in astray(one, text)] == []


@pytest.mark.parametrize("path", sorted(p for p in SAMPLES.iterdir() if p.suffix != ".md"), ids=lambda path: path.name)
def test_in_the_samples(path: Path, linter: Linter) -> None:
    text = path.read_text(encoding="utf-8")
    evaluations = list(lint_paths([str(path)], linter))
    assert any(one.findings for one in evaluations)
    assert [miss for one in evaluations for miss in astray(one, text)] == []
