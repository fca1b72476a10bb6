"""The examples of the floor's rules: many calls, each a line of a small table.

    > 2026-03-02 09:00 | Ana | 4:00 | 80 | CUS004 present, hold | my warranty ran out

When it began, the agent, its length, its score, what was seen in it (a rule and its verdict, `hold`, `transfer`), and
words: those with which the customer came, and those that may be quoted. `>` marks a call that a finding must name.
"""

from __future__ import annotations

from collections.abc import Sequence

from csr_lint.errors import RuleError
from csr_lint.floor import Moment, TeamVerdict
from csr_lint.model import Verdict
from csr_lint.outcome import AgentPart, CallRow
from csr_lint.rule import Example, Rule
from csr_lint.team.judging import judge_team

MARK = ">"
_REACHES = ("hold", "transfer")
_CELLS = 6


def example_rows(example: Example) -> tuple[list[CallRow], frozenset[str]]:
    """The calls of an example, named line-1, line-2 …, and those that are marked. Raises RuleError for a bad line."""
    rows, marked = [], set()
    for number, line in enumerate(example.call.strip("\n").splitlines(), 1):
        name = f"line-{number}"
        if line.lstrip().startswith(MARK):
            marked.add(name)
            line = line.lstrip()[len(MARK) :]
        rows.append(_row(name, [cell.strip() for cell in line.split("|")]))
    return rows, frozenset(marked)


def judge_example(rule: Rule, example: Example, rules: Sequence[Rule]) -> tuple[TeamVerdict, frozenset[str]]:
    """The rule's verdict on an example, and the calls that its findings must name."""
    rows, marked = example_rows(example)
    return next(v for v in judge_team(rows, rules) if v.code == rule.code), marked


def _row(name: str, cells: list[str]) -> CallRow:
    try:
        started, agent, length, score = cells[:4]
        minutes, _, seconds = length.partition(":")
        duration, points = (int(minutes) * 60 + int(seconds)) * 1000, float(score)
        seen = [word.split() for word in cells[4].split(",") if word.strip()] if len(cells) > 4 else []
        words = cells[5] if len(cells) == _CELLS else ""
        verdicts = [(code, str(Verdict(said))) for code, said in (pair for pair in seen if pair[0] not in _REACHES)]
    except ValueError as error:
        raise RuleError([f"{name}: {error}; a line is WHEN | AGENT | M:SS | SCORE | SEEN | WORDS"]) from error
    present = [code for code, said in verdicts if said == Verdict.PRESENT]
    part = AgentPart(
        name=agent or None,
        score=points,
        verdicts=tuple(verdicts),
        signals=tuple(present),
        from_ms=0,
        to_ms=duration,
    )
    return CallRow(
        call=name,
        source="example",
        score=points,
        failed=False,
        band=None,
        verdicts=tuple(verdicts),
        scales=(),
        agents=(part,),
        started=started or None,
        duration_ms=duration,
        reach=any(word[0] in _REACHES for word in seen),
        words=tuple(word for word in words.lower().split() if len(word) > 3),
        moments=tuple(Moment(code=c, name="", kind="kudos", agent=agent or None, quote=words) for c in present),
    )
