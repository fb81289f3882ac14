"""The same figures to take along: CSV, XLSX, PNG and SVG."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import textwrap

import xlsxwriter

from questionnaire.language.numbers import tenth
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


def file_of(table: Table, kind: str, note: str, fonts: str, as_map: bool = False) -> Download | None:
    """One file; None for a picture of a table without figures. `note` says where the figures come from."""
    body = {"csv": lambda: _csv(table, note), "xlsx": lambda: _xlsx(table, note)}.get(
        kind, lambda: _picture(table, kind, fonts, as_map)
    )()
    return None if body is None else Download(body, TYPES[kind], f"{table.id}.{kind}")


def _plain(row: dict, key: str) -> object:
    value = row.get(key)
    return tenth(value) if isinstance(value, float) else value


def _csv(table: Table, note: str) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(table.columns.values())
    writer.writerows(
        ["" if (value := _plain(row, key)) is None else value for key in table.columns] for row in table.rows
    )
    writer.writerows([[], [table.sentence], [note]])
    return ("\ufeff" + file.getvalue()).encode()


def _xlsx(table: Table, note: str) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet(table.id)
    bold = book.add_format({"bold": True, "text_wrap": True})
    for column, (key, title) in enumerate(table.columns.items()):
        sheet.write(0, column, title, bold)
        for number, row in enumerate(table.rows, 1):
            sheet.write(number, column, _plain(row, key))
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(table.columns), 16)
    sheet.freeze_panes(1, 1)
    sheet.write(len(table.rows) + 2, 0, table.sentence)
    sheet.write(len(table.rows) + 3, 0, note)
    book.close()
    return file.getvalue()


def _picture(table: Table, kind: str, fonts: str, as_map: bool) -> bytes | None:
    chart = chart_for(table, LIGHT, as_map)
    if chart is None:
        return None
    wide = chart.to_dict()
    wide["width"] = 640
    wide["title"] = {
        "text": table.title,
        "subtitle": textwrap.wrap(table.sentence, 90),
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
