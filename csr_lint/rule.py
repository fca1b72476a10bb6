"""What the data files say: rules, cues, examples and scorecards, ready to use.

`rulebook.py` builds these from TOML and reports every fault; unknown keys are refused everywhere.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from csr_lint.model import CheckKind, Modifier, Severity, Verdict

Speaker = Literal["agent", "customer", "any"]


class CuePattern(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lexical cue: senses in the notation, who may say it, and what keeps it from counting.

    `unless`: other senses of the same words, looked for in the hit's clause. `allow`: modifiers that do not stop
    this cue though they stop others by default. `deny`: modifiers that stop it though they do not by default.
    """

    say: tuple[str, ...]
    by: Speaker = "any"
    unless: tuple[str, ...] = ()
    allow: tuple[Modifier, ...] = ()
    deny: tuple[Modifier, ...] = ()
    note: str = ""


class Trigger(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that modify what stands after them (forward), before them (backward) or in their whole sentence.

    `scope`: over how many words at most. `unless`: the same words where they modify nothing.
    """

    modifier: Modifier
    say: tuple[str, ...]
    direction: Literal["forward", "backward", "sentence"] = "forward"
    scope: int = 5
    unless: tuple[str, ...] = ()
    note: str = ""


class Triggers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All triggers, and the words that end a scope."""

    trigger: tuple[Trigger, ...]
    ends: tuple[str, ...]


class Example(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mini-call with the verdict (or scale value) it must get; `>` marks where findings land.

    `call` is labelled text, or a line of csr-lint's own JSON.
    """

    call: str
    verdict: Verdict | None = None
    value: int | None = None
    kind: str | None = None
    note: str = ""
    reason: str = ""


class ExpectParams(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="expect"):
    """An opportunity (an episode kind) and the steps of which any one meets it.

    `within`: a step counts only up to so many agent turns after the opportunity. `needs`: the episode is an
    opportunity only with one of these steps; `not_with`: it is none with any of these. `placed_at`: the step at whose
    place the opportunity stands, where that is not the episode's own.
    """

    episode: str
    met_by: tuple[str, ...]
    within: int | None = None
    needs: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
    not_with_reason: str = ""
    placed_at: str = ""


class EpisodeUse(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Episodes of a kind that show what a rule looks for: with all of `with_steps` and none of `without`.

    `placed_at`: the step at whose place the finding stands, where that is not the episode's own.
    """

    kind: str
    with_steps: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    placed_at: str = ""
    at_least: int = 1


class AvoidParams(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="avoid"):
    """Cues or episodes whose presence violates the rule.

    `excused_by`: agent cues in the same turn, or in the agent's next one, beside which the words are none.
    `customers_words`: words that the customer used before the agent are none.
    """

    cues: tuple[str, ...] = ()
    episodes: tuple[EpisodeUse, ...] = ()
    excused_by: tuple[str, ...] = ()
    customers_words: bool = False


class SignalParams(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="signal"):
    """Cues or episodes whose presence is the signal; `all_of`: cues that must all be there, each so many times.

    `spread`: over so many turns of the speaker at least, all of them taken together.
    """

    cues: tuple[str, ...] = ()
    episodes: tuple[EpisodeUse, ...] = ()
    all_of: tuple[str, ...] = ()
    at_least: int = 1
    spread: int = 1


class Limit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A quantity and where it begins to violate: `from_` (that much is too much) or `over` (more than that is).

    `least`: the evidence (words, sentences …, as the quantity says) below which nothing can be judged.
    """

    quantity: str
    from_: float | None = msgspec.field(default=None, name="from")
    over: float | None = None
    least: float = 0.0
    cues: tuple[str, ...] = ()


class MeasureParams(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="measure"):
    """Limits of which `any` one, or `all` together, violate the rule."""

    limits: tuple[Limit, ...]
    combine: Literal["any", "all"] = "any"


class Rung(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rung of a scale: the value that any of these cues gives."""

    value: int
    cues: tuple[str, ...]


class ScaleParams(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="scale"):
    """A ladder. The strongest rung seen counts (`pick` highest), or the last one said (`pick` last).

    `where`: the whole call, or the customer's last `turns` turns. `cap_after`: customer words that come right
    after such an agent cue count `cap` at most, unless they are among `free`. `default`: the value without a cue.
    `ironic_with`: customer cues in whose turn words above the default are not meant; `ironic_after`: agent cues in the
    turn before, after which they are not.
    """

    rungs: tuple[Rung, ...]
    pick: Literal["highest", "last"] = "highest"
    where: Literal["call", "close"] = "call"
    turns: int = 3
    default: int = 0
    cap_after: tuple[str, ...] = ()
    cap: int = 1
    free: tuple[str, ...] = ()
    ironic_with: tuple[str, ...] = ()
    ironic_after: tuple[str, ...] = ()
    least_turns: int = 1


class HealthParams(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="health"):
    """A condition of the transcript (see health.py)."""

    condition: Literal[
        "unknown-role",
        "one-sided",
        "time-disorder",
        "duplicate-call",
        "exposed-pii",
        "low-confidence",
        "swapped-roles",
        "not-english",
        "cut-off",
    ]


Watch = Literal["time-to-regroup", "abuse-load", "factory-floor", "training-gap", "tool-gap", "hall-of-heroes"]


class TeamParams(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, tag="team"):
    """What is watched over many calls (see csr_lint/team/).

    `rules`: by code, the rules whose verdicts are watched. `limit`: where it begins to matter, in the unit of what is
    watched (seconds, calls a day, points of the score, a share of the agents; moments that are told of one agent).
    `habit`: the share of an agent's calls from which a broken rule is a habit. Nothing is said of fewer than
    `fewest_calls` calls or `fewest_agents` agents, nor on less than `confidence`.
    """

    watch: Watch
    rules: tuple[str, ...] = ()
    limit: float = 0.0
    habit: float = 0.0
    fewest_calls: int = 1
    fewest_agents: int = 1
    confidence: float = 0.95


Params = ExpectParams | AvoidParams | SignalParams | MeasureParams | ScaleParams | HealthParams | TeamParams


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule, ready to use: cue names in `params` are resolved (`CODE.name` for the rule's own cues)."""

    code: str
    name: str
    aliases: tuple[str, ...]
    summary: str
    why: str
    source: tuple[str, ...]
    severity: Severity
    critical: bool
    weight: float
    check: CheckKind
    params: Params
    message: str
    advice: str
    typed: bool
    cues: tuple[tuple[str, CuePattern], ...]
    examples: tuple[Example, ...]
    path: str

    @property
    def category(self) -> str:
        return self.code[:3]

    @property
    def gravity(self) -> tuple[bool, int, float, str]:
        """Orders rules, the gravest first: critical, then by severity and weight."""
        return not self.critical, list(Severity).index(self.severity), -self.weight, self.code

    @property
    def needs_customer(self) -> bool:
        """Is it about what the customer said, so that nothing can be judged without one?"""
        return self.check in (CheckKind.SCALE, CheckKind.SIGNAL)


class Band(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name for scores from `at` upwards."""

    name: str
    at: float


class Scorecard(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The blank form: what counts how much.

    `weights` and `severity` go by code, name or prefix (the longest match wins), `params` by code; a rule that is
    not named keeps its own. `categories` names the prefixes. `off` lists rules that take no part.
    """

    name: str
    title: str = ""
    critical_cap: float = 40.0
    least_words: int = 30
    weights: dict[str, float] = {}
    severity: dict[str, Severity] = {}
    params: dict[str, dict[str, object]] = {}
    categories: dict[str, str] = {}
    bands: tuple[Band, ...] = ()
    off: tuple[str, ...] = ()
