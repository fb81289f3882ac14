"""The same figures to take along: CSV, XLSX, PNG and SVG."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import textwrap
from dataclasses import dataclass

import xlsxwriter
from babel.numbers import get_decimal_symbol

from questionnaire.language.numbers import tenth, written
from questionnaire.language.translation import translator
from screens.dashboard.charts import chart_for
from screens.dashboard.colours import LIGHT
from screens.dashboard.table import Table
from screens.downloads.requests import Download

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "svg": "image/svg+xml",
}
# The converter takes 200 MB at first use: in a process of its own that gives everything back.
_CONVERT = """
import json, sys, vl_convert as vl
asked = json.load(sys.stdin)
vl.register_font_directory(asked["fonts"])
made = vl.vegalite_to_png(asked["chart"], scale=2) if asked["kind"] == "png" else vl.vegalite_to_svg(asked["chart"]).encode()
sys.stdout.buffer.write(made)
"""
CONVERT_SECONDS = 60


@dataclass(frozen=True)
class Origin:
    """What a file says of itself: of which place, until when, from whom. `place` as its name, `slug` as file names
    have it; `language` decides how numbers are written in CSV.
    """

    place: str
    slug: str
    period: str
    note: str
    language: str


def file_of(table: Table, kind: str, origin: Origin, fonts: str, as_map: bool = False) -> Download | None:
    """One file; None for a picture of a table without figures."""
    body = {"csv": lambda: _csv(table, origin), "xlsx": lambda: _xlsx(table, origin)}.get(
        kind, lambda: _picture(table, kind, origin, fonts, as_map)
    )()
    name = "-".join(part for part in (table.id, origin.slug) if part)
    return None if body is None else Download(body, TYPES[kind], f"{name}.{kind}")


def _plain(row: dict, key: str) -> object:
    value = row.get(key)
    return tenth(value) if isinstance(value, float) else value


def _head(table: Table, origin: Origin) -> dict[str, str]:
    """What every row carries beside its figures, so that it says what it is when it is copied elsewhere."""
    say = translator(origin.language).gettext
    return {
        say("Figuur"): table.title,
        say("Gebied"): origin.place,
        say("Periode"): origin.period,
        say("Bron"): origin.note,
    }


def _csv(table: Table, origin: Origin) -> bytes:
    """One table and nothing else, so that it stays a table for every program. Numbers and the sign between columns as
    Excel expects them in this language: 5.9 is a day in September to a German one.
    """
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";" if get_decimal_symbol(origin.language) == "," else ",")
    more = _head(table, origin)
    writer.writerow([*table.columns.values(), *more])
    writer.writerows(
        [*(_written(_plain(row, key), origin.language) for key in table.columns), *more.values()]
        for row in table.rows
    )
    return ("\ufeff" + file.getvalue()).encode()


def _written(value: object, language: str) -> object:
    if value is None:
        return ""
    return written(value, language, 1, grouped=False) if isinstance(value, float) else value


def _xlsx(table: Table, origin: Origin) -> bytes:
    """The figures on the first sheet; of what, where, when and by whom on the second."""
    say = translator(origin.language).gettext
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"title": f"{table.title} {origin.place}", "comments": origin.note})
    sheet = book.add_worksheet(table.id)
    bold = book.add_format({"bold": True, "text_wrap": True})
    for column, (key, title) in enumerate(table.columns.items()):
        sheet.write(0, column, title, bold)
        for number, row in enumerate(table.rows, 1):
            sheet.write(number, column, _plain(row, key))
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(table.columns), 16)
    sheet.freeze_panes(1, 1)
    about = book.add_worksheet(say("Over deze cijfers")[:31])
    told = {**_head(table, origin), say("Wat ziet u?"): table.sentence}
    for line, (title, text) in enumerate(told.items()):
        about.write(line, 0, title, bold)
        about.write(line, 1, text, book.add_format({"text_wrap": True}))
    about.set_column(0, 0, 16)
    about.set_column(1, 1, 90)
    book.close()
    return file.getvalue()


def _picture(table: Table, kind: str, origin: Origin, fonts: str, as_map: bool) -> bytes | None:
    chart = chart_for(table, LIGHT, as_map)
    if chart is None:
        return None
    wide = chart.to_dict()
    wide["width"] = 640
    wide["title"] = {
        "text": f"{table.title} {origin.place}",
        "subtitle": [
            line
            for text in (table.sentence, f"{origin.period}. {origin.note}")
            for line in textwrap.wrap(text, 90)
        ],
        "anchor": "start",
        "fontSize": 18,
        "subtitleFontSize": 13,
        "offset": 16,
    }
    asked = json.dumps({"chart": wide, "kind": kind, "fonts": fonts})
    made = subprocess.run(
        [sys.executable, "-c", _CONVERT],
        input=asked.encode(),
        capture_output=True,
        timeout=CONVERT_SECONDS,
        check=True,
    )
    return made.stdout
