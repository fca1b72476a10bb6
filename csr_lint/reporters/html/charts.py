"""The overview's charts: drawn by Vega-Lite (Altair), written as SVG without a browser, coloured by the page's style.

Marks have one of the named colours below; the style sheet finds them by it, so that one drawing suits light and dark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import altair as alt

    AnyChart = alt.Chart | alt.LayerChart | alt.FacetChart

INK, FAINT, ACCENT, SECOND = "#222222", "#dddddd", "#2f6f8f", "#b4532a"
WIDE = 330  # px; three beside each other on a desk, one on a telephone, without shrinking the letters
FEW = 5  # up to so many, an axis counts one by one
LONG_DAYS = 300  # beyond, a day needs its year
Values = Sequence[Mapping[str, str | float | int]]


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """A drawing, and the same figures as a table for whoever cannot see it.

    `filters`: for each row, what the list of calls is filtered by to show the calls behind it, as `rule=EMP001`.
    """

    title: str
    note: str
    svg: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    filters: tuple[str, ...] = ()
    tall: bool = False


def bars_of_scores(values: Values) -> str:
    """`start`, `end`, `calls`: how many calls lie in each ten points."""
    import altair as alt

    chart = _plot(values).mark_bar(color=ACCENT)
    x = alt.X("start:Q", bin="binned", title="score", axis=alt.Axis(values=list(range(0, 101, 20)), grid=False))
    most = max(int(row["calls"]) for row in values)
    ticks = {"values": list(range(most + 1))} if most < FEW else {"tickCount": 4}
    y = alt.Y("calls:Q", title="calls", axis=alt.Axis(format="d", **ticks))
    return _drawn(chart.encode(x=x, x2="end:Q", y=y).properties(width=WIDE - 40, height=170))


def bars(values: Values, *, most: float) -> str:
    """`name`, `value`, `label`: a bar a row, from 0 to `most`, with its label behind it."""
    import altair as alt

    base = _plot(values).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=150, ticks=False, domain=False)),
        x=alt.X("value:Q", title=None, scale=alt.Scale(domain=[0, most * 1.32]), axis=None),
    )
    words = base.mark_text(align="left", dx=5, color=INK).encode(text="label:N")
    bar = base.mark_bar(color=ACCENT, height=12)
    return _drawn((bar + words).properties(width=WIDE - 130, height=alt.Step(22)))


def dots(calls: Values, means: Values) -> str:
    """`name`, `score`: a dot a call, and a stroke for the mean of each name; in the order of `means`."""
    import altair as alt

    y = alt.Y(
        "name:N", sort=[str(row["name"]) for row in means], title=None, axis=alt.Axis(labelLimit=130, ticks=False)
    )
    x = alt.X("score:Q", title="score", scale=alt.Scale(domain=[0, 100]))
    dot = _plot(calls).mark_circle(color=ACCENT, size=36, opacity=0.55, clip=False).encode(x=x, y=y)
    mean = _plot(means).mark_tick(color=SECOND, thickness=3, size=16).encode(x=x, y=y)
    return _drawn((dot + mean).properties(width=WIDE - 110, height=alt.Step(24)))


def course(calls: Values, means: Values) -> str:
    """`date`, `score`: a dot a call, and the means joined by a line."""
    import altair as alt

    days = [date.fromisoformat(str(row["date"])) for row in calls]
    pattern = "%b %Y" if (max(days) - min(days)).days > LONG_DAYS else "%-d %b"
    axis = alt.Axis(format=pattern, labelOverlap=True, grid=False, tickCount=5)
    x = alt.X("date:T", title=None, scale=alt.Scale(type="utc"), axis=axis)
    y = alt.Y("score:Q", title="score", scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5))
    dot = _plot(calls).mark_circle(color=ACCENT, size=36, opacity=0.55, clip=False).encode(x=x, y=y)
    line = _plot(means).mark_line(color=SECOND, strokeWidth=2.5, point=alt.OverlayMarkDef(color=SECOND, size=30))
    return _drawn((dot + line.encode(x=x, y=y)).properties(width=WIDE - 40, height=170))


def ladder(values: Values) -> str:
    """`value` 0 to 4, `calls`: how far customers went."""
    import altair as alt

    base = _plot(values).encode(
        x=alt.X("value:O", title=None, axis=alt.Axis(labelAngle=0, ticks=False)),
        y=alt.Y("calls:Q", title=None, axis=None),
    )
    words = base.mark_text(dy=-7, color=INK).encode(text="calls:Q")
    bar = base.mark_bar(color=ACCENT)
    return _drawn((bar + words).properties(width=WIDE - 40, height=110))


def _plot(values: Values) -> alt.Chart:
    import altair as alt

    return alt.Chart({"values": [dict(row) for row in values]})


def _drawn(chart: AnyChart) -> str:
    """The chart as SVG, hidden from screen readers: the page tells them what it is, and the figures in a table."""
    dressed = (
        chart.configure(background="transparent", aria=False, font="system-ui, sans-serif")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK, titleColor=INK, domainColor=FAINT, tickColor=FAINT, gridColor=FAINT, labelFontSize=12,
            titleFontSize=12, titleFontWeight="normal",
        )
        .configure_text(fontSize=12)
    )  # fmt: skip
    out = StringIO()
    dressed.save(out, format="svg")
    return out.getvalue().replace("<svg ", '<svg aria-hidden="true" ', 1)
