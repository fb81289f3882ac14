"""The plan as a checklist for a spreadsheet: CSV and XLSX."""

from __future__ import annotations

import csv
import io

from xlsxwriter import Workbook

from questionnaire.language.dates import short_day
from questionnaire.language.numbers import written
from questionnaire.language.translation import translator
from scoring.advising.in_words import cost, done_by, hours_as_number, steps_as_text
from scoring.editions.current import live_content
from screens.downloads.planned_actions import PlannedAction

_WIDTHS = (7, 38, 46, 60, 22, 8, 20, 14, 30)


def checklist_csv(actions: list[PlannedAction], language: str) -> bytes:
    """Semicolons and a byte order mark, so that Excel in Dutch and German opens it in columns."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_head(language))
    for action in actions:
        hours = written(hours_as_number(action.recommendation), language, 2, trimmed=True)
        texts = [_plain(cell) for cell in _texts(action, language)]
        writer.writerow([*texts[:5], hours, *texts[5:]])
    return out.getvalue().encode("utf-8-sig")


def checklist_xlsx(actions: list[PlannedAction], language: str) -> bytes:
    """A sheet to print or to work in: a cell to tick, steps under one another, real dates and numbers."""
    _ = translator(language).gettext
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_("Checklist"))
        base = {
            "font_name": "Calibri",
            "font_size": 11,
            "valign": "top",
            "text_wrap": True,
            "bottom": 1,
            "bottom_color": "#DFE3E1",
        }
        head = book.add_format(
            {**base, "bold": True, "font_color": "#FFFFFF", "bg_color": "#0B5563", "valign": "vcenter"}
        )
        text, strong = book.add_format(base), book.add_format({**base, "bold": True})
        box = book.add_format({**base, "align": "center", "font_size": 14})
        number, day = (
            book.add_format({**base, "num_format": "0.##"}),
            book.add_format({**base, "num_format": "dd.mm.yyyy" if language == "de" else "d mmm yyyy"}),
        )
        sheet.write_row(0, 0, _head(language), head)
        for row, action in enumerate(actions, 1):
            done, what, why, steps, who, euros, _by, note = _texts(action, language)
            sheet.write_string(row, 0, done, box)
            sheet.write_string(row, 1, what, strong)
            for column, value in ((2, why), (3, steps), (4, who), (6, euros), (8, note)):
                sheet.write_string(row, column, value, text)
            sheet.write_number(row, 5, hours_as_number(action.recommendation), number)
            sheet.write_datetime(row, 7, action.by, day)
        sheet.data_validation(1, 0, max(1, len(actions)), 0, {"validate": "list", "source": ["☐", "☑"]})
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_row(0, 24)
        sheet.freeze_panes(1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        book.set_properties(
            {"title": _("Checklist: {scan}").format(scan=live_content(language).questionnaire.title)}
        )
    return out.getvalue()


def _plain(cell: str) -> str:
    """The text so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _head(language: str) -> list[str]:
    _ = translator(language).gettext
    return [
        _("Klaar"),
        _("Wat"),
        _("Waarom"),
        _("Stappen"),
        _("Wie"),
        _("Uren"),
        _("Kosten"),
        _("Klaar voor"),
        _("Notitie"),
    ]


def _texts(action: PlannedAction, language: str) -> list[str]:
    """Every column but the hours."""
    recommendation = action.recommendation
    measure = recommendation.measure
    by, who, euros = (
        short_day(action.by, language),
        done_by(recommendation, language),
        cost(recommendation, language),
    )
    return ["☐", measure.title, measure.why or "", steps_as_text(recommendation), who, euros, by, ""]
