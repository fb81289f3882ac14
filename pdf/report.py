"""The advice PDF: one function from the outcome of a scan to the bytes of a tagged, archivable file."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable

from pdf.advice.actions import actions
from pdf.advice.cover import cover
from pdf.advice.crimes import crimes
from pdf.advice.explained import explained
from pdf.advice.obligations import obligations
from pdf.advice.sheets import builder_sheets, help_sheet, inside_list, private_sheet, supplier_sheets
from pdf.advice.themes import plan, strengths, themes
from pdf.kit import Kit, kit_for
from pdf.layout import About, Sheet, flow, flow_even, flow_open, single, write
from pdf.parts import fill_with_lines
from pdf.report_input import ReportInput
from pdf.styles import Page
from pdf.tagging import Stack, Text

EMPTY_END = 0.5  # of a page: more than this free on the last page of the body is not worth a page
STRENGTHS, MORE_STRENGTHS = 6, (40, 24, 18, 12)
MUCH_FREE = 0.2  # of a page
PLAN_LOOKS = (
    (10.5, 16),
    (10.0, 16),
    (9.5, 16),
    (9.5, 12),
    (9.5, 9),
    (9.5, 6),
)  # size and lines per term; the first that fits


def render_report(report: ReportInput, language: str = "nl", *, reproducible: bool = False) -> bytes:
    """The advice as PDF (PDF/UA-1 and PDF/A-2a), A4.

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
    return write(sheets(kit, report), kit, about, reproducible=reproducible)


def sheets(kit: Kit, report: ReportInput) -> list[Sheet]:
    """All pages in order; the cover last, when it is known where everything stands."""
    _ = kit._
    page = Page()
    behind = [
        *supplier_sheets(kit, report, page),
        *builder_sheets(kit, report, page),
        help_sheet(kit, report),
    ]
    body = _body(kit, report, page)
    fill_with_lines(kit, body[-1], _("Ruimte voor aantekeningen"))
    body += behind
    if report.resume_link:
        body.append(private_sheet(kit, report, page))
    contents = {
        text.anchor: (text.plain, number)
        for number, sheet in enumerate(body, 2)
        for text in _anchored(sheet.stack.children)
    }
    return [single(cover(kit, report, contents, page), page, bare=True), *body]


def _body(kit: Kit, report: ReportInput, page: Page) -> list[Sheet]:
    """Standing, crimes, actions, questions inside, explanation.

    Where that leaves the last page nearly empty, actions stand closer together, parts follow one another
    without beginning a page, or the explanation goes to an earlier page with room for it.
    """
    tried: list[tuple[list[Sheet], list[Sheet], list[Flowable]]] = []
    for parts, last in _ways(kit, report, page):
        before, waiting = flow_open(parts, page)
        rest = [*waiting, *last]
        tried.append(([*before, *flow(rest, page)], before, rest))
        if tried[-1][0][-1].free < EMPTY_END * page.room[1]:
            return tried[-1][0]
    _, before, rest = min(tried, key=lambda way: _waste(way[0]))
    return [*before, *flow_even(rest, page)]


Way = tuple[list[list[Flowable]], list[Flowable]]  # parts that begin a page of their own, and what follows


def _ways(kit: Kit, report: ReportInput, page: Page) -> Iterator[Way]:
    """How the body can be laid out, the best to read first; each is made only when it is asked for."""
    standing, threats = _standing(kit, report, page), crimes(kit, report)
    told = [*obligations(kit, report), *explained(kit, report)]
    inside = inside_list(kit, report)
    yield [standing, threats], [*actions(kit, report), *inside, *told]
    close = [*actions(kit, report, close=True), *inside]
    yield [standing, threats], [*close, *told]
    short = _standing(kit, report, page, more=False)
    yield [], [*short, *threats, *close, *told]
    if _fits_behind(threats, told, page):
        yield [standing, [*threats, *told]], close
    if _fits_behind(standing, told, page):
        yield [[*standing, *told], threats], close


def _fits_behind(blocks: list[Flowable], more: list[Flowable], page: Page) -> bool:
    """Whether `more` needs no page further than these blocks alone."""
    return bool(blocks) and len(flow([*blocks, *more], page)) == len(flow(blocks, page))


def _waste(sheets: list[Sheet]) -> tuple[int, float]:
    """How many pages, and what is empty on the last."""
    return len(sheets), sheets[-1].free


def _standing(kit: Kit, report: ReportInput, page: Page, more: bool = True) -> list[Flowable]:
    """Themes, strengths and plan on one page: the plan as large as fits, and `more` strengths where a good
    part would stay empty.
    """
    width, height = page.room
    bars, usual = themes(kit, report), strengths(kit, report, STRENGTHS)
    for size, most in PLAN_LOOKS:
        terms = plan(kit, report, most, size)
        free = height - Stack([*bars, *usual, *terms]).wrap(width)[1]
        if free >= 0:
            break
    for count in MORE_STRENGTHS if more and free > MUCH_FREE * height else ():
        longer = [*bars, *strengths(kit, report, count), *terms]
        if Stack(longer).wrap(width)[1] <= height:
            return longer
    return [*bars, *usual, *terms]


def _anchored(blocks: list[Flowable]) -> list[Text]:
    found: list[Text] = []
    for block in blocks:
        if isinstance(block, Text) and block.anchor:
            found.append(block)
        elif hasattr(block, "stack"):
            found += _anchored(block.stack.children)
    return found
