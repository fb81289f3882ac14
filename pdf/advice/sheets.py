"""Sheets that stand alone: questions for the ICT supplier, first help for on the wall, and the private page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportlab.platypus import Flowable

from data.region import FirstHelp, LocalHelp
from pdf.charts import qr_code
from pdf.kit import Kit
from pdf.layout import LayoutError, Sheet, flow, single
from pdf.parts import Box, Columns, Panel, Space, Spring, fill_with_lines, share_out, writing_lines
from pdf.report_input import ReportInput
from pdf.styles import Page
from pdf.tagging import Run, TaggedTable
from pdf.tagging.table import Cell
from questionnaire.remembered import remembered
from scoring.advising.advice import SupplierQuestion
from scoring.advising.in_words import supplier_title

ANSWER_ROOM = (50.0, 42.0, 34.0, 28.0, 20.0)  # points per question: the most that needs no further page
PAD, CLOSE = 5.0, 3.0  # above and below a question; closer where that needs a page less
FEW_QUESTIONS, MOST_PROOFS = 6, 8  # a sheet of so few has room to ask for proof of what stands already
MANY_QUESTIONS = 20  # need a second page anyway, and leave room on it
WALL_SIZES = (
    25.0,
    23.5,
    22.0,
    21.0,
    20.0,
    19.0,
    18.0,
    17.0,
    16.0,
)  # points: the largest that fits; from 18 it is read at two metres
PRIVATE_CODE = 200.0  # points: a phone reads it from the table
WALL_PAGE = Page(left=48, right=48, top=44, bottom=46)


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
            _("Vraag het aan wie het weet, of kijk het zelf na. Vul het antwoord daarna in de scan in.")
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
        blocks += [_questions(kit, title, questions, ANSWER_ROOM[1]), Space(8)]
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
    fill_with_lines(kit, sheets[-1], _("Uw eigen vragen"))
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


def help_sheet(kit: Kit, report: ReportInput) -> Sheet:
    """First help when hit, to hang on the wall: legible at two metres."""
    fitted: list[float] = remembered(
        report.region, ("wall size", kit.language), list
    )  # the sheet is the same for everyone
    for size in (*fitted, *WALL_SIZES):
        try:
            sheet = single(_help_blocks(kit, report, size), WALL_PAGE)
        except LayoutError:
            if size == WALL_SIZES[-1]:
                raise
        else:
            fitted[:] = [size]
            break
    return sheet


def _help_blocks(kit: Kit, report: ReportInput, size: float) -> list[Flowable]:
    _ = kit._
    styles = kit.styles
    band = styles.like(
        styles.title, size=1.5 * size, leading=1.7 * size, after=0, colour="#ffffff", balanced=False
    )
    title = kit.text(_("Gaat het mis? Doe dit."), band, "H2", bookmark=1, anchor="help")
    blocks: list[Flowable] = [
        Panel([title], Box(pad=(9, 16, 11, 16), fill=kit.house.primary, radius=4), after=0.6 * size)
    ]
    step = styles.like(
        styles.item, size=size, leading=1.15 * size, indent=1.5 * size, after=0.32 * size, hyphenated=False
    )
    helps = {h.id: h for h in report.region.local_help}
    for item in kit.bullets([_step(first, helps) for first in report.region.first_help], step, numbered=True):
        blocks += [item, Spring()]
    label = styles.like(styles.cell_bold, size=size, leading=1.15 * size)
    content = report.content
    own = [_("Onze ICT-hulp")] if "ict" not in content.questionnaire.roles.left_out else []
    own += [_("Onze bank")] if content.threats is not None else []
    own.append(_("Onze verzekering"))
    width = 9.8 * size
    blocks.append(Space(0.5 * size))
    for words in own:
        blocks += [
            Spring(),
            Columns(
                [[kit.text(words, label)], [writing_lines(1, kit.house.ink, 1.3 * size)]],
                [width, None],
                gap=6,
            ),
        ]
    blocks.append(Spring(2))
    share_out(blocks, WALL_PAGE.room)
    return blocks


def _step(first: FirstHelp, helps: dict[str, LocalHelp]) -> list[str | Run]:
    """One step: what happened, what to do, and whom to call. A number that is not certain gives way to the
    website.
    """
    words: list[str | Run] = [Run(first.title + ("" if first.title[-1:] in "?!." else "."), bold=True), " "]
    desks = [helps[help_id] for help_id in first.help]
    told = next((desk.phone for desk in desks if desk.phone and desk.phone in first.text), "")
    if told:
        before, after = first.text.split(told, 1)
        words += [before, Run(told, bold=True), after]
    else:
        words.append(first.text)
    for desk in desks:
        if desk.phone and not desk.weak and desk.phone not in first.text:
            words += [f" {desk.title}: ", Run(desk.phone.replace(" ", "\u00a0"), bold=True), "."]
        elif desk.url:
            words += [" ", Run(desk.url.split("//")[-1].removeprefix("www.").rstrip("/"), bold=True), "."]
    return words


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
    sheet = single([heading, Panel(inside, Box(pad=(16, 18, 16, 14), border=kit.house.primary))], page)
    fill_with_lines(kit, sheet, _("Ruimte voor aantekeningen"))
    return sheet
