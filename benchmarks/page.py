"""The page: its template in `docs/`, filled with one run's figures."""

from __future__ import annotations

from collections.abc import Iterator
from string import Template

from benchmarks.results import Curve, Results, Target


def page(results: Results, template: str, *, picture: str | None) -> str:
    """The text of docs/performance.md."""
    return Template(template).substitute(
        version=results.csr_lint,
        machine=results.machine,
        versions=results.versions,
        text=results.text,
        seconds=f"{results.seconds:.0f}",
        targets="\n".join(target_rows(results)),
        unmet="\n".join(_unmet(results)) or "All targets are met.",
        stages="\n".join(f"| {name} | {cost:.2f} |" for name, cost in results.stages),
        beside="\n".join(
            f"| {b.what} | {'—' if b.cost is None else _ratio(b.cost)} | {b.note} |" for b in results.beside
        ),
        picture=f"![growth curves]({picture})" if picture else "(no picture: matplotlib is not installed)",
        curves="\n".join(_row(curve) for curve in results.curves),
    )


def target_rows(results: Results) -> Iterator[str]:
    """One row for each target: asked, measured, met or not."""
    for target in results.targets:
        met = "met" if target.met else "**not met**"
        yield f"| {target.what} | {_asked(target)} | {_ratio(target.measured)} | {met} |"


def _asked(target: Target) -> str:
    return f"{'≤' if target.most else '≥'} {target.asked:g}"


def _ratio(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _unmet(results: Results) -> Iterator[str]:
    """For each target that is not met, the measured reason and the profile that shows it, each profile once."""
    profiles = {profile.key: profile for profile in results.profiles}
    for target in results.targets:
        if target.met:
            continue
        yield f"### {target.what}: {_ratio(target.measured)}, asked {_asked(target)}\n"
        yield f"{target.reason}\n"
        if profile := profiles.pop(target.profile, None):
            yield f"Profile of {profile.what}:\n\n```\n" + "\n".join(profile.lines) + "\n```\n"


def _row(curve: Curve) -> str:
    points = ", ".join(f"{x:,.0f}: {y:.2f}" for x, y in curve.points)
    return f"| {curve.x} | {curve.y} | {points} |"
