"""The advice PDF: one function from the outcome of a scan to the bytes of a tagged, archivable file."""

from __future__ import annotations

from functools import partial

from reportlab.platypus import Flowable

from pdf.advice.actions import after_that, steps_of_next, this_week
from pdf.advice.cover import cover
from pdf.advice.crimes import DRAWN, crimes
from pdf.advice.explained import explained
from pdf.advice.go_on import go_on_with
from pdf.advice.obligations import obligations
from pdf.advice.sheets import builder_sheets, inside_list, private_sheet, supplier_sheets
from pdf.advice.themes import themes
from pdf.advice.wall import after_the_first_steps, help_sheet
from pdf.kit import Kit, kit_for
from pdf.layout import About, Sheet, fitted, fitting, flow, flow_even, single, write
from pdf.report_input import ReportInput
from pdf.styles import Page
from pdf.tagging import Standard, Text

# Of the letters on the page with the themes and the crimes.
STANDING_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.2, 8.0)
ANNEX_SIZES = (10.5, 10.0, 9.5, 9.0)  # of the small print of the annex
EMPTY_END = 0.5  # of a page: more than this free at the end of the annex is not worth a page
FAR = 22.0  # points that its blocks stand further apart at most


def render_report(
    report: ReportInput,
    language: str = "nl",
    *,
    reproducible: bool = False,
    standard: Standard = Standard.UA2_A4,
) -> bytes:
    """The advice as PDF, A4, for readers and for archives.

    `reproducible` leaves the time of making out, so that equal input gives equal bytes.
    Raises LayoutError rather than cut a text off.
    """
    report = report.in_language(language)
    kit = kit_for(report.content, report.region)
    _ = kit._
    title = report.content.questionnaire.wording.advice or _("Uw advies")
    about = About(
        title=title,
        author=report.region.programme.name,
        subject=_("Advies op grond van: {scan}").format(scan=report.content.questionnaire.title),
        footer=f"{report.region.programme.name} · {title}",
    )
    return write(sheets(kit, report), kit, about, reproducible=reproducible, standard=standard)


def sheets(kit: Kit, report: ReportInput) -> list[Sheet]:
    """All pages in order; the cover last, when it is known where everything stands."""
    page = Page()
    told = body(kit, report, page)
    contents = {
        text.anchor: (text.plain, number)
        for number, sheet in enumerate(told, 2)
        for text in _anchored(sheet.stack.children)
        if text.bookmark is not None
    }
    return [single(cover(kit, report, contents, page), page, bare=True), *told]


def body(kit: Kit, report: ReportInput, page: Page) -> list[Sheet]:
    """What follows the first page: this week, where one stands and what comes after, a page each; then the
    annex.
    """
    after, steps_told = after_that(kit, report, page)
    annex = _annex(kit, report, page, steps_told)
    # Only an annex of several pages can lose one.
    if len(annex) > 1 and (filled := _with_score_explained(kit, report, page, after)) is not None:
        shorter = _annex(kit, report, page, steps_told, score_told=True)
        if len(shorter) < len(annex):
            after, annex = filled, shorter
    laid = [*this_week(kit, report, page), *_standing(kit, report, page), *after]
    laid += [
        *supplier_sheets(kit, report, page),
        *builder_sheets(kit, report, page),
        help_sheet(kit, report),
        *annex,
    ]
    if report.resume_link:
        laid.append(private_sheet(kit, report, page))
    return laid


def _with_score_explained(
    kit: Kit, report: ReportInput, page: Page, after: list[Sheet]
) -> list[Sheet] | None:
    """The pages of the next actions with how the score was made in the room that they leave; None without that
    room.
    """
    if not after:
        return None
    ways = [
        partial(lambda size: [*after[-1].stack.children, *explained(kit, report, size)], size)
        for size in ANNEX_SIZES
    ]
    last = fitting(ways, page, FAR)
    return None if last is None else [*after[:-1], last]


def _annex(
    kit: Kit, report: ReportInput, page: Page, steps_told: bool, score_told: bool = False
) -> list[Sheet]:
    """Steps that had no room, questions inside, obligations, how the score was made and the rest of the first
    help; in letters that leave no last page with next to nothing on it.
    """

    def blocks(size: float) -> list[Flowable]:
        return [
            *([] if steps_told else steps_of_next(kit, report, size)),
            *go_on_with(kit, report, size),
            *inside_list(kit, report),
            *obligations(kit, report, size),
            *([] if score_told else explained(kit, report, size)),
            *after_the_first_steps(kit, report.region, size),
        ]

    tried = []
    for size in ANNEX_SIZES:
        told = blocks(size)
        tried.append((flow(told, page), told))
        if tried[-1][0][-1].free < EMPTY_END * page.room[1]:
            return tried[-1][0]
    return flow_even(min(tried, key=lambda way: len(way[0]))[1], page)


def _standing(kit: Kit, report: ReportInput, page: Page) -> list[Sheet]:
    """Themes and types of crime on one page, in letters as large as fit."""

    def blocks(size: float, drawn: int) -> list[Flowable]:
        return [*themes(kit, report), *crimes(kit, report, size, drawn)]

    ways = [partial(blocks, size, drawn) for drawn in range(DRAWN, 0, -1) for size in STANDING_SIZES]
    return fitted(ways, page, FAR)


def _anchored(blocks: list[Flowable]) -> list[Text]:
    found: list[Text] = []
    for block in blocks:
        if isinstance(block, Text) and block.anchor:
            found.append(block)
        elif hasattr(block, "stack"):
            found += _anchored(block.stack.children)
    return found
