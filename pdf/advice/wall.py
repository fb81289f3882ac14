"""First help when hit, to hang on the wall: four steps and the numbers to call, legible at two metres."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from data.region import FirstHelp, Region
from data.region_help import LocalHelp
from pdf.kit import Kit
from pdf.layout import LayoutError, Sheet, single
from pdf.parts import Box, Columns, Panel, Space, Spring, rule, share_out, writing_lines
from pdf.report_input import ReportInput
from pdf.styles import Page
from pdf.tagging import Run
from questionnaire.remembered import remembered

MOST_STEPS, MOST_NUMBERS = 4, 3
WALL_SIZES = (
    27.0,
    25.0,
    23.5,
    22.0,
    21.0,
    20.0,
    19.0,
    18.0,
)  # points: the largest that fits; 18 is read at two metres
NUMBER_SIZE = 40.0  # points, of the telephone numbers
WALL_PAGE = Page(left=48, right=48, top=44, bottom=46)


def help_sheet(kit: Kit, report: ReportInput) -> Sheet:
    """The sheet for on the wall."""
    fitted: list[float] = remembered(
        report.region, ("wall size", kit.language), list
    )  # the sheet is the same for everyone
    for size in (*fitted, *WALL_SIZES):
        try:
            sheet = single(_blocks(kit, report, size), WALL_PAGE)
        except LayoutError:
            if size == WALL_SIZES[-1]:
                raise
        else:
            fitted[:] = [size]
            break
    return sheet


def numbers(region: Region) -> list[LocalHelp]:
    """The desks to call, in the order of the first steps: those with a number that is certain."""
    helps = {h.id: h for h in region.local_help}
    desks = [helps[help_id] for first in region.first_help for help_id in first.help]
    return [desk for desk in dict.fromkeys(desks) if desk.phone and not desk.weak][:MOST_NUMBERS]


def on_the_wall(region: Region) -> list[FirstHelp]:
    """The first steps on the wall: those that are more than a call to one of its numbers."""
    called = {desk.id for desk in numbers(region)}
    return [first for first in region.first_help if not called & set(first.help)][:MOST_STEPS]


def after_the_first_steps(kit: Kit, region: Region, size: float) -> list[Flowable]:
    """The steps that are not on the wall, in full, for the annex; nothing when all are."""
    _ = kit._
    helps = {h.id: h for h in region.local_help}
    wall = on_the_wall(region)
    rest = [first for first in region.first_help if first not in wall]
    if not rest:
        return []
    style = kit.styles.like(kit.styles.item, size=size, leading=1.3 * size)
    return [
        kit.h2(_("Gaat het mis? Dit hoort er ook bij"), "more-help"),
        *kit.bullets([step_words(first, helps) for first in rest], style),
    ]


def _blocks(kit: Kit, report: ReportInput, size: float) -> list[Flowable]:
    _ = kit._
    styles, region = kit.styles, report.region
    band = styles.like(styles.title, size=44, leading=50, after=0, colour="#ffffff", balanced=False)
    title = kit.text(_("Gaat het mis? Doe dit."), band, "H2", bookmark=1, anchor="help")
    blocks: list[Flowable] = [
        Panel([title], Box(pad=(8, 16, 12, 16), fill=kit.house.primary, radius=4), after=0.5 * size),
        Spring(),
    ]
    step = styles.like(
        styles.item, size=size, leading=1.15 * size, indent=1.5 * size, after=0.3 * size, hyphenated=False
    )
    helps = {h.id: h for h in region.local_help}
    wall = [step_words(first, helps) for first in on_the_wall(region)]
    for item in kit.bullets(wall, step, numbered=True):
        blocks += [item, Spring()]
    blocks += [Space(4), *_numbers(kit, numbers(region))]
    blocks += _own(kit, report)
    share_out(blocks, WALL_PAGE.room)
    return blocks


def _numbers(kit: Kit, desks: Sequence[LocalHelp]) -> list[Flowable]:
    """Whom to call: the name at the left, the number large at the right."""
    styles = kit.styles
    name = styles.like(styles.cell_bold, size=22, leading=26)
    large = styles.like(styles.cell_bold, size=NUMBER_SIZE, leading=46, colour=kit.house.primary)
    blocks: list[Flowable] = []
    for desk in desks:
        phone = (desk.phone or "").replace(" ", "\u00a0").replace("-", "\u2011")
        blocks += [
            rule(kit.house.primary, 1.2, after=2),
            Columns(
                [[kit.text(desk.title, name)], [kit.text(phone, large)]], [None, 300], gap=10, middle=True
            ),
            Space(2),
        ]
    return blocks


def _own(kit: Kit, report: ReportInput) -> list[Flowable]:
    """Lines for the numbers that only this business knows."""
    _ = kit._
    content, styles = report.content, kit.styles
    label = styles.like(styles.cell_bold, size=18, leading=21)
    own = [_("Onze ICT-hulp")] if "ict" not in content.questionnaire.roles.left_out else []
    own += [_("Onze bank")] if content.threats is not None else []
    own.append(_("Onze verzekering"))
    blocks: list[Flowable] = [rule(kit.house.primary, 1.2, after=2)]
    for words in own:
        blocks += [
            Spring(0.5, 2),
            Columns([[kit.text(words, label)], [writing_lines(1, kit.house.ink, 24)]], [190, None], gap=6),
        ]
    return blocks


def step_words(first: FirstHelp, helps: dict[str, LocalHelp]) -> list[str | Run]:
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
