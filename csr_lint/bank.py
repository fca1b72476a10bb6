"""The language bank: what cues see in turns by writers who have not seen the patterns.

`python -m csr_lint.bank tests/language` prints recall and near-miss precision per act, on open and on sealed writers.
A bank is a folder with `acts.toml` (which cues see an act, who says it, which writers are sealed) and one file per act
and writer: `<act>/<writer>.toml` with the turns that are the act and the near misses.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from csr_lint.cues.spot import Spotter, spotter_of
from csr_lint.episodes.following import opened_by
from csr_lint.errors import ConfigError, CsrLintError
from csr_lint.model import Call, Role, Segment
from csr_lint.rule import AvoidParams, MeasureParams, SignalParams
from csr_lint.rulebook import Rulebook, load_rulebook
from csr_lint.suggest import did_you_mean
from csr_lint.turns import with_turns

T = TypeVar("T")


class Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One act: who does it, and the cues (by name, or all of a rule's) of which any one sees it."""

    by: Role
    cues: tuple[str, ...] = ()
    rule: str = ""


class Acts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`acts.toml`; the turns of a `sealed` writer are never to be read by those who write patterns."""

    sealed: tuple[str, ...]
    acts: dict[str, Act]


class Turns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One writer's turns for one act."""

    writer: str
    act: tuple[str, ...]
    near: tuple[str, ...]


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What was seen: of `acts` turns that are the act `hits`, of `nears` near misses `alarms`."""

    acts: int
    hits: int
    nears: int
    alarms: int

    @property
    def recall(self) -> float:
        return self.hits / self.acts if self.acts else 0.0

    @property
    def precision(self) -> float:
        """Near-miss precision: the share of hits that are right, acts and near misses together."""
        return self.hits / (self.hits + self.alarms) if self.hits + self.alarms else 1.0


class Row(msgspec.Struct, frozen=True, kw_only=True):
    act: str
    open: Figures
    sealed: Figures


def measure_bank(folder: Path, rulebook: Rulebook) -> list[Row]:
    """The figures of every act. Raises ConfigError for a bank that cannot be read."""
    acts = _read(folder / "acts.toml", Acts)
    spotter = spotter_of(rulebook.lexicon)
    rows = []
    for name, act in sorted(acts.acts.items()):
        cues = _cues(act, rulebook)
        shown, hidden = _writers(folder / name, acts.sealed)
        rows.append(
            Row(act=name, open=_figures(shown, act, cues, spotter), sealed=_figures(hidden, act, cues, spotter))
        )
    return rows


def misses(folder: Path, rulebook: Rulebook, name: str) -> tuple[list[str], list[str]]:
    """The turns of open writers that were missed, and the near misses that raised an alarm.

    Raises ConfigError for an act that the bank does not have.
    """
    acts = _read(folder / "acts.toml", Acts)
    if name not in acts.acts:
        raise ConfigError(f'there is no act "{name}"{did_you_mean(name, acts.acts)}', place=str(folder))
    act = acts.acts[name]
    spotter, cues = spotter_of(rulebook.lexicon), _cues(act, rulebook)
    shown, _ = _writers(folder / name, acts.sealed)
    missed = [t for f in shown for t in f.act if not _seen(t, act, cues, spotter)]
    return missed, [t for f in shown for t in f.near if _seen(t, act, cues, spotter)]


def _read(path: Path, kind: type[T]) -> T:
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), kind)
    except OSError as e:
        raise ConfigError(f"cannot be read: {e.strerror}", place=str(path)) from e
    except ValueError as e:
        raise ConfigError(str(e), place=str(path)) from e


def _writers(folder: Path, sealed: Sequence[str]) -> tuple[list[Turns], list[Turns]]:
    """An act's turns by open and by sealed writers."""
    files = [_read(path, Turns) for path in sorted(folder.glob("*.toml"))]
    return [f for f in files if f.writer not in sealed], [f for f in files if f.writer in sealed]


def _cues(act: Act, rulebook: Rulebook) -> frozenset[str]:
    """The cues that see an act. Raises ConfigError for a cue or rule that there is not."""
    known = rulebook.lexicon.cues
    for name in act.cues:
        if name not in known:
            raise ConfigError(f'there is no cue "{name}"{did_you_mean(name, known)}')
    if not act.rule:
        return frozenset(act.cues)
    params = rulebook.rule(act.rule).params
    if isinstance(params, AvoidParams | SignalParams):
        return frozenset((*params.cues, *(cue for use in params.episodes for cue in opened_by(use.kind))))
    if isinstance(params, MeasureParams):
        return frozenset(cue for limit in params.limits for cue in limit.cues)
    raise ConfigError(f"rule {act.rule} has no cues of its own")


def _figures(files: Iterable[Turns], act: Act, cues: frozenset[str], spotter: Spotter) -> Figures:
    files = list(files)
    acts, nears = [t for f in files for t in f.act], [t for f in files for t in f.near]
    hits = sum(_seen(t, act, cues, spotter) for t in acts)
    return Figures(acts=len(acts), hits=hits, nears=len(nears), alarms=sum(_seen(t, act, cues, spotter) for t in nears))


def _seen(text: str, act: Act, cues: frozenset[str], spotter: Spotter) -> bool:
    segment = Segment(index=0, label=act.by.value, text=text, role=act.by)
    call = with_turns(Call(id="", source="", format="", segments=(segment,)))
    return any(cue.name in cues and cue.stopped is None for cue in spotter.spot(call))


def table(rows: Sequence[Row]) -> str:
    """The figures as lines of text, the means last."""
    lines = [f"{'act':24}{'open recall':>12}{'precision':>10}{'sealed recall':>15}{'precision':>10}"]
    for row in rows:
        lines.append(
            f"{row.act:24}{row.open.recall:12.2f}{row.open.precision:10.2f}"
            f"{row.sealed.recall:15.2f}{row.sealed.precision:10.2f}"
        )
    if rows:
        means = [sum(v) / len(rows) for v in zip(*(_four(r) for r in rows), strict=True)]
        lines.append(f"{'mean':24}{means[0]:12.2f}{means[1]:10.2f}{means[2]:15.2f}{means[3]:10.2f}")
    return "\n".join(lines)


def _four(row: Row) -> tuple[float, float, float, float]:
    return row.open.recall, row.open.precision, row.sealed.recall, row.sealed.precision


class Floor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Means over the acts on sealed writers, below which no change may fall; they only ever rise."""

    recall: float
    precision: float


def below_floor(rows: Sequence[Row], floor: Floor) -> list[str]:
    """What fell below the floor, a line each."""
    if not rows:
        return []
    recall = sum(r.sealed.recall for r in rows) / len(rows)
    precision = sum(r.sealed.precision for r in rows) / len(rows)
    found = (("recall", recall, floor.recall), ("precision", precision, floor.precision))
    return [f"sealed {name} is {now:.3f}, its floor {least:.3f}" for name, now, least in found if now < least]


def main(arguments: Sequence[str]) -> int:
    """Prints the table, and fails below `floor.toml`; with `--misses ACT` the open writers' turns that went wrong.

    The exit code is 1 below the floor, 2 where the bank or the rules cannot be read.
    """
    parser = argparse.ArgumentParser(prog="python -m csr_lint.bank", description="What cues see in the language bank.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("tests/language"))
    parser.add_argument("--misses", metavar="ACT", help="the open writers' turns that went wrong, of one act")
    said = parser.parse_args(arguments)
    try:
        return _print_misses(said.folder, said.misses) if said.misses else _print_table(said.folder)
    except CsrLintError as error:
        print(error, file=sys.stderr)
        return error.exit_code


def _print_misses(folder: Path, act: str) -> int:
    missed, alarms = misses(folder, load_rulebook(), act)
    for line in (*(f"missed: {t}" for t in missed), *(f"alarm: {t}" for t in alarms)):
        print(line)
    return 0


def _print_table(folder: Path) -> int:
    rows = measure_bank(folder, load_rulebook())
    print(table(rows))
    floor = folder / "floor.toml"
    fallen = below_floor(rows, _read(floor, Floor)) if floor.exists() else []
    for line in fallen:
        print(line)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
