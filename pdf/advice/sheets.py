"""Sheets that stand alone: questions for the ICT supplier and the web builder, and the private page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportlab.platypus import Flowable

from pdf.charts import qr_code
from pdf.kit import Kit
from pdf.layout import Sheet, flow, single
from pdf.parts import Box, Columns, Panel, Space, fill_with_lines, writing_lines
from pdf.report_input import ReportInput
from pdf.styles import Page
from pdf.tagging import Run, TaggedTable
from pdf.tagging.table import Cell
from scoring.advising.advice import SupplierQuestion
from scoring.advising.in_words import supplier_title

ANSWER_ROOM = (
    110.0,
    70.0,
    50.0,
    42.0,
    34.0,
    28.0,
    20.0,
)  # points per question: the most that needs no further page
PAD, CLOSE = 5.0, 3.0  # above and below a question; closer where that needs a page less
FEW_QUESTIONS, MOST_PROOFS = 6, 8  # a sheet of so few has room to ask for proof of what stands already
MANY_QUESTIONS = 20  # need a second page anyway, and leave room on it
OWN_QUESTIONS = 8  # lines for what one wants to ask besides
PRIVATE_CODE = 200.0  # points: a phone reads it from the table


def supplier_sheets(kit: Kit, report: ReportInput, page: Page) -> list[Sheet]:
    """Questions to hand over to whoever looks after the ICT; no score and no link on it. Empty without
    questions.
    """
    _ = kit._
    title = supplier_title(report.content, report.score)
    told = _(
        "Geef dit blad aan wie uw ICT doet of loop het samen door. Vraag om een antwoord in gewone taal."
    )
    blocks = [kit.h2(title, "supplier"), kit.text(told), _to_fill_in(kit, _("ICT-hulp"))]
    return _sheets(
        kit,
        blocks,
        title,
        report.advice.supplier_questions,
        report.proofs("supplier") if report.outsourced else (),
        page,
    )


def builder_sheets(kit: Kit, report: ReportInput, page: Page) -> list[Sheet]:
    """The same for whoever built the website."""
    _ = kit._
    title = _("Vragen voor wie uw website maakte")
    told = _(
        "Geef dit blad aan wie uw website maakte of loop het samen door. Vraag om een antwoord in gewone taal."
    )
    blocks = [kit.h2(title, "builder"), kit.text(told), _to_fill_in(kit, _("Websitebouwer"))]
    return _sheets(kit, blocks, title, report.advice.builder_questions, report.proofs("builder"), page)


def inside_list(kit: Kit, report: ReportInput) -> list[Flowable]:
    """What somebody in the own business can tell, with room for the answers; nothing without questions."""
    _ = kit._
    questions = report.advice.inside_questions
    if not questions:
        return []
    title = _("Vraag binnen uw bedrijf")
    return [
        kit.h2(title, "inside"),
        kit.text(
            _("Vraag het aan wie het weet, of kijk het zelf na. Vul het antwoord daarna in de scan in."),
            kit.styles.like(kit.styles.body, keep_with_next=True),
        ),
        _questions(kit, title, [q.text for q in questions], ANSWER_ROOM[-1]),
    ]


def _sheets(
    kit: Kit,
    blocks: list[Flowable],
    title: str,
    asked: Sequence[SupplierQuestion],
    proofs: Sequence[str],
    page: Page,
) -> list[Sheet]:
    """Questions with as much room for the answers as needs no further page; few ones leave room to ask for
    proof of what stands.
    """
    _ = kit._
    questions: Sequence[str] = [q.text for q in asked]
    if not questions:
        return []
    first = 1
    proofs = (
        [text for text in proofs if text not in questions][: MOST_PROOFS - len(questions)]
        if len(questions) < FEW_QUESTIONS
        else []
    )
    if proofs:
        blocks += [_questions(kit, title, questions, ANSWER_ROOM[3]), Space(8)]
        blocks.append(kit.h3(_("Volgens ons staat dit al. Kunt u het laten zien?")))
        first = len(questions) + 1
        title, questions = _("Vragen over wat al staat"), proofs
    sheets = flow([*blocks, _questions(kit, title, questions, ANSWER_ROOM[-1], first)], page)
    closer = (
        flow([*blocks, _questions(kit, title, questions, 0, first, CLOSE)], page)
        if len(sheets) > 1
        else sheets
    )
    if len(closer) < len(sheets):
        return closer
    most = page.room[1] / len(questions) - 2 * PAD
    for room in ANSWER_ROOM[:-1] if len(questions) < MANY_QUESTIONS else ():
        if room > most:
            continue
        wider = flow([*blocks, _questions(kit, title, questions, room, first)], page)
        if len(wider) == len(sheets):
            sheets = wider
            break
    fill_with_lines(kit, sheets[-1], _("Uw eigen vragen"), OWN_QUESTIONS)
    return sheets


def _questions(
    kit: Kit, title: str, questions: Sequence[str], room: float, first: int = 1, pad: float = PAD
) -> TaggedTable:
    """The questions, numbered from `first`, with `room` points each to answer in."""
    _ = kit._
    styles = kit.styles
    rows: list[list[Cell]] = [
        [kit.text(words, styles.column_head) for words in (_("Nr."), _("Vraag"), _("Antwoord en datum"))]
    ]
    for number, question in enumerate(questions, first):
        rows.append([kit.text(f"{number}.", styles.cell_bold), kit.text(question, styles.cell), Space(room)])
    look = replace(styles.table, pad_y=pad)
    widths = (26.0, 238.0, 217.9) if pad == PAD else (26.0, 300.0, 155.9)
    return TaggedTable(rows, widths, row_heads=False, summary=title, style=look)


def _to_fill_in(kit: Kit, whom: str) -> Flowable:
    _ = kit._
    columns: list[list[Flowable]] = []
    for words in (_("Bedrijf"), whom, _("Datum")):
        columns.append([kit.text(words, kit.styles.column_head), writing_lines(1, kit.house.muted, 16)])
    return Columns(columns, gap=16, after=10)


def private_sheet(kit: Kit, report: ReportInput, page: Page) -> Sheet:
    """The way back to the scan, for the respondent only: a code to scan and the link, to take off and keep."""
    _ = kit._
    styles = kit.styles
    link = report.resume_link
    words: list[Flowable] = [
        kit.text(
            _(
                "Met deze code opent u uw eigen scan weer, met uw antwoorden. Wie dit blad heeft, kan dat ook."
            ),
            styles.lead,
        ),
        kit.text(
            _("Haal dit blad eraf voordat u het advies aan een ander geeft. Bewaar het op een veilige plek."),
            styles.lead,
        ),
        kit.text(
            _("Doe de scan over een half jaar opnieuw. Dan ziet u wat er beter is geworden."), styles.lead
        ),
    ]
    code = qr_code(link, _("QR-code die uw eigen scan opent."), PRIVATE_CODE)
    heading = kit.h2(_("Alleen voor u"), "private")
    inside = [
        Columns([[code], words], [PRIVATE_CODE, None], gap=18, middle=True),
        Space(8),
        kit.text(_("Of typ dit adres over:"), styles.body),
        kit.text([Run(link, link=link)], styles.lead),
    ]
    return single([heading, Panel(inside, Box(pad=(16, 18, 16, 14), border=kit.house.primary))], page)
