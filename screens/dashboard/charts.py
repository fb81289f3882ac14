"""Charts of the tables, in the colours of the house. Each has a description for who cannot see it."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Callable
from typing import Any

import altair as alt
import pyphen

from questionnaire.language.numbers import whole
from screens.dashboard.colours import LETTER, Palette
from screens.dashboard.table import Table

BAR, STEP = 14, 48  # height of a bar, and of a row with its label, in pixels

FONT = f"'{LETTER}', sans-serif"  # without the quotes the 3 in its name is no name at all, and pictures have no letters
LONG, LINE = (
    30,
    16,
)  # characters that fit above a bar beside its figure on a phone of 320 pixels, and pixels from line to line
NARROW = 55  # pixels of a tile that hold the longest name of one word
TENS = list(range(0, 101, 20))

_SYLLABLES = pyphen.Pyphen(lang="nl_NL")  # names of places are Dutch in every language

alt.utils.schemapi.disable_debug_mode()  # else every part is checked while it is made; the tests check the whole

Chart = Any  # altair's chart classes share no public base


def styled(chart: Chart, palette: Palette, table: Table, told_apart: bool) -> Chart:
    """The chart in the house style, with its sentence as description. `told_apart`: whether its marks have texts of
    their own; others would be read out as names of columns with ten decimals, and the table stands beside it.

    Set one by one: `properties` and `configure_...` would each copy the whole chart.
    """
    text = {"labelColor": palette.ink, "titleColor": palette.soft, "labelFontSize": 14, "titleFontSize": 13}
    axis = {
        "gridColor": palette.hair,
        "domainColor": palette.line,
        "tickColor": palette.line,
        "labelLimit": 330,
        "titleFontWeight": "normal",
    }
    chart.description, chart.background = f"{table.title} {table.sentence}", palette.card
    chart.config = {
        "font": FONT,
        "padding": 8,
        "aria": told_apart,
        "view": {"stroke": None},
        "axis": text | axis,
        "legend": text | {"labelFontSize": 13, "orient": "bottom", "columns": 1, "labelLimit": 400},
    }
    return chart


def _layered(layers: list[Chart], rows: list[dict[str, Any]], height: int | alt.Step) -> Chart:
    """The layers over one set of rows: altair copies the rows with every change of every layer that holds
    them itself.
    """
    return alt.layer(*layers, data=alt.Data(values=rows), width="container", height=height)


def _labelled(rows: list[dict[str, Any]], palette: Palette) -> tuple[Chart, alt.Y, list[Chart], alt.Step]:
    """The axis of the rows, their labels above the bars, and the height of a row.

    Beside the bars a phone would have no room left for them.
    """
    base = alt.Chart()
    y = alt.Y("label:N", sort=[row["label"] for row in rows], axis=None)
    line: dict[str, Any] = {"align": "left", "baseline": "bottom", "fontSize": 14, "color": palette.ink}
    most = max(len(_lines(row)) for row in rows)
    labels = [
        # One layer per line: vega sets the first line of a longer text in place and lets the others run down
        # into the bar.
        base.mark_text(dy=-11 - LINE * up, **line).encode(text=f"line{up}:N", x=alt.XValue(0), y=y)
        for up in range(most)
    ]
    return base, y, labels, alt.Step(STEP + (LINE + 4) * (most - 1))


def _lines(row: dict[str, Any]) -> list[str]:
    """The label of the row as it is drawn: with its place in a ranking, in lines that fit on a phone."""
    return textwrap.wrap(
        f"{row['rank']}. {row['label']}" if row.get("rank") else str(row["label"]),
        LONG,
        break_on_hyphens=False,
    )


def _above(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the lines of their labels, the lowest first."""
    lines = [_lines(row)[::-1] for row in rows]
    most = max(map(len, lines))
    return [
        {**row, **{f"line{up}": (*mine, *[""] * most)[up] for up in range(most)}}
        for row, mine in zip(rows, lines)
    ]


def _margins(
    base: Chart, y: alt.Y, palette: Palette, low: str, high: str, tooltip: list[alt.Tooltip]
) -> list[Chart]:
    """The 95 % margin as a line that also stands out on the bar."""
    edge = base.mark_rule(color=palette.card, strokeWidth=5).encode(x=f"{low}:Q", x2=f"{high}:Q", y=y)
    return [
        edge,
        base.mark_rule(color=palette.ink, strokeWidth=2).encode(
            x=f"{low}:Q", x2=f"{high}:Q", y=y, tooltip=tooltip
        ),
    ]


def _values(base: Chart, y: alt.Y, palette: Palette) -> Chart:
    """The figure of each row, at the end of its line: nobody has to point at a bar to read it."""
    return base.mark_text(
        dy=-11, align="right", baseline="bottom", fontSize=14, fontWeight="bold", color=palette.ink
    ).encode(text="value:N", x=alt.XValue("width"), y=y)


def bars(table: Table, palette: Palette) -> Chart:
    """A bar per row with its 95 % margin as a line, or why there is none; a tick for the whole region where
    the rows know it.
    """
    rows = table.rows
    base, y, labels, step = _labelled(rows, palette)
    x = alt.X(
        "pct:Q", scale=alt.Scale(domain=[0, 100]), title=table.columns["pct"], axis=alt.Axis(values=TENS)
    )
    shown = base.mark_bar(color=palette.main, cornerRadiusEnd=3, height=BAR).encode(x=x, y=y)
    layers = [shown, *_margins(base, y, palette, "low", "high", _tooltip(table)), *labels]
    layers.append(_values(base, y, palette))
    if len(table.shown) < len(rows):
        empty = base.transform_filter("!isValid(datum.pct)").mark_text(
            align="left", fontSize=12, color=palette.soft
        )
        layers.append(empty.encode(text="why:N", x=alt.XValue(0), y=y))
    if any(row.get("region") is not None for row in rows):
        there = base.transform_filter("isValid(datum.pct)")
        layers.append(
            there.mark_tick(color=palette.accent, thickness=4, height=BAR + 8).encode(x="region:Q", y=y)
        )
    return _layered(layers, _above(rows), step)


def worth_bars(table: Table, palette: Palette) -> Chart:
    """A bar per measure: how much it lacks times the number of types of crime that it stops, with its margin."""
    base, y, labels, step = _labelled(table.shown, palette)
    shown = base.mark_bar(color=palette.main, cornerRadiusEnd=3, height=BAR).encode(
        x=alt.X("worth:Q", title=table.columns["worth"], axis=alt.Axis(tickMinStep=1, format="d")), y=y
    )
    margins = _margins(base, y, palette, "worth_low", "worth_high", _tooltip(table))
    return _layered([shown, *margins, *labels, _values(base, y, palette)], _above(table.shown), step)


def _tooltip(table: Table, *more: str) -> list[alt.Tooltip]:
    formats = {"pct": ".0f", "margin": ".0f", "region": ".0f", "dont_know": ".0f"}
    return [
        alt.Tooltip(
            f"{key}:{'Q' if key in formats or key == 'n' else 'N'}", title=title, format=formats.get(key, "")
        )
        for key, title in table.columns.items()
        if key != "why" or key in more
    ]


def tile_map(table: Table, palette: Palette) -> Chart:
    """Municipalities as tiles, roughly where they lie: coloured by the figure or the number; grey when there
    is none.
    """
    rows = [row for row in table.rows if row.get("row")]
    field = "count" if "count" in table.columns else "pct"
    most = 100 if field == "pct" else max([row["count"] or 0 for row in rows] + [1])

    def drawn(row: dict[str, Any]) -> dict[str, Any]:
        value = row.get(field)
        names = {"short": _two_lines(row["label"]), "narrow": _two_lines(row["label"], 8, syllables=True)}
        told = f"{row['label']}: {_number(value, field)} {_around(row)} {row.get('why', '')}"
        return {
            **row,
            **names,
            "shown": _number(value, field),
            "around": _around(row),
            "told": " ".join(told.split()),
        }

    base = alt.Chart().encode(
        x=alt.X("column:O", axis=None), y=alt.Y("row:O", axis=None), description="told:N"
    )
    told = (
        _tooltip(table, "why")
        if field == "pct"
        else [alt.Tooltip(f"{key}:N", title=table.columns[key]) for key in ("label", "count")]
    )
    scale = alt.Scale(range=[palette.hair, palette.tile], domain=[0, most])
    filled = base.transform_filter(f"isValid(datum.{field})").mark_rect(
        cornerRadius=6, stroke=palette.card, strokeWidth=3
    )
    empty = base.transform_filter(f"!isValid(datum.{field})").mark_rect(
        cornerRadius=6, fillOpacity=0, stroke=palette.line, strokeDash=[4, 4]
    )
    tiles = [
        (True, filled.encode(fill=alt.Fill(f"{field}:Q", scale=scale, legend=None), tooltip=told)),
        (False, empty.encode(tooltip=told)),
    ]
    name = f"bandwidth('x') < {NARROW} ? datum.narrow : datum.short"
    layers = [
        # A layer without a tile would be a picture without a name for who cannot see it.
        *(
            layer
            for has_figure, layer in tiles
            if any((row.get(field) is not None) is has_figure for row in rows)
        ),
        base.mark_text(
            fontSize=11, dy=-20, lineBreak="\n", text=alt.ExprRef(name), color=palette.ink, aria=False
        ),
        base.mark_text(fontSize=16, fontWeight="bold", dy=13, color=palette.ink, aria=False).encode(
            text="shown:N"
        ),
        base.mark_text(fontSize=12, dy=30, color=palette.ink, aria=False).encode(text="around:N"),
    ]
    return _layered(layers, [drawn(row) for row in rows], alt.Step(84))


def _around(row: dict[str, Any]) -> str:
    return "" if row.get("margin") is None else f"±{whole(row['margin'])}"


def _two_lines(label: str, most: int = 9, syllables: bool = False) -> str:
    """The name of a place, cut near its middle when it has more characters than `most`: at a space or a
    hyphen, else at a syllable.
    """
    if len(label) <= most:
        return label
    cuts = [(at, label[:at].rstrip()) for at in range(1, len(label)) if label[at - 1] in " -"]
    if not cuts and syllables:
        cuts = [(at, f"{label[:at]}-") for at in _SYLLABLES.positions(label)]
    if not cuts:
        return label
    at, first = min(cuts, key=lambda cut: abs(2 * cut[0] - len(label)))
    return f"{first}\n{label[at:]}"


def _number(value: float | None, field: str) -> str:
    if value is None:
        return "–"
    return f"{whole(value)}" + (" %" if field == "pct" else "")


def lines(table: Table, palette: Palette) -> Chart:
    """A line per theme over the quarters with its margin; a dashed line where a new version of the questions
    began.
    """
    rows = table.shown
    themes = list(dict.fromkeys(row["label"] for row in table.rows))
    colours = alt.Scale(domain=themes, range=list(palette.series))
    # Beside one another, or the margins of five themes would cover each other.
    base = alt.Chart().encode(
        x=alt.X("quarter:O", title=None, axis=alt.Axis(labelAngle=0)),
        xOffset=alt.XOffset("label:N", scale=alt.Scale(domain=themes)),
    )
    y = alt.Y(
        "pct:Q", scale=alt.Scale(domain=[0, 100]), title=table.columns["pct"], axis=alt.Axis(values=TENS)
    )
    colour = alt.Color("label:N", scale=colours, title=None)
    layers = [
        base.mark_line(strokeWidth=2, opacity=0.7).encode(y=y, color=colour),
        base.mark_rule(strokeWidth=2).encode(y="low:Q", y2="high:Q", color=colour),
        base.mark_point(size=90, filled=True, opacity=1).encode(
            y=y,
            color=colour,
            shape=alt.Shape("label:N", scale=alt.Scale(domain=themes), title=None),
            tooltip=_tooltip(table),
        ),
    ]
    changed = _version_changes(rows)
    if changed:
        layers.append(
            alt.Chart(alt.Data(values=changed))
            .mark_rule(strokeDash=[4, 4], color=palette.soft)
            .encode(x="quarter:O")
        )
    return _layered(layers, rows, 400)


def _version_changes(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    versions = {row["quarter"]: row["versions"] for row in rows}
    quarters = sorted(versions)
    return [
        {"quarter": now} for before, now in itertools.pairwise(quarters) if versions[now] != versions[before]
    ]


CHARTS: dict[str, Callable[[Table, Palette], Chart]] = {
    "participation": tile_map,
    "themes": bars,
    "threats": bars,
    "lacking": bars,
    "next": worth_bars,
    "trend": lines,
}


TABLES_ALONE = ("places", "reach")  # more places and subjects than a chart can hold


def chart_for(table: Table, palette: Palette, as_map: bool = False) -> Chart | None:
    """The chart of a table; None when it has nothing to show."""
    drawable = (
        any(row.get("row") for row in table.rows)
        if as_map
        else table.id in CHARTS or ("pct" in table.columns and table.id not in TABLES_ALONE)
    )
    if not table.shown or not drawable:
        return None
    draw = tile_map if as_map else CHARTS.get(table.id, bars)
    return styled(draw(table, palette), palette, table, draw is tile_map)
