"""The growth curves as one picture; matplotlib draws it (extra `bench`)."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from benchmarks.results import Curve

_COLUMNS = 3


def draw(curves: Sequence[Curve], path: Path) -> bool:
    """Writes an SVG; False where matplotlib is not installed."""
    if find_spec("matplotlib") is None:
        return False
    import matplotlib

    matplotlib.use("svg")
    # The same figures give the same file, in which text can be found.
    matplotlib.rcParams.update({"svg.hashsalt": "csr-lint", "svg.fonttype": "none", "font.size": 9})
    from matplotlib import pyplot

    rows = -(-len(curves) // _COLUMNS)
    figure, axes = pyplot.subplots(rows, _COLUMNS, figsize=(10, 3 * rows), squeeze=False, layout="constrained")
    for place, curve in zip(axes.flat, curves, strict=False):
        place.plot(*zip(*curve.points, strict=True), marker="o", color="#1f6f8b", linewidth=1.5, markersize=4)
        place.set_xlabel(curve.x)
        place.set_ylabel(curve.y)
        place.set_ylim(bottom=0)
        if curve.points[-1][0] >= 10 * max(1, curve.points[0][0]):
            place.set_xscale("log")
        place.grid(alpha=0.3)
        place.spines[["top", "right"]].set_visible(False)
    for place in list(axes.flat)[len(curves) :]:
        place.set_visible(False)
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
    return True
