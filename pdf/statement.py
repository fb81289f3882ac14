"""The statement for a customer, bank or insurer: one or two pages with a code that proves it unchanged."""

from __future__ import annotations

from reportlab.platypus import Flowable

from data.region import Region
from pdf.charts import qr_code
from pdf.kit import Kit, kit_for
from pdf.layout import About, flow_even, write
from pdf.logo import logo
from pdf.parts import Box, Columns, Panel, Space
from pdf.styles import Page
from pdf.tagging import Run, Text, TextStyle
from pdf.typography import can_be_read, typed
from scoring.advising.statement import (
    ARTICLE,
    DUTIES,
    WHAT_IT_IS_NOT,
    Line,
    Statement,
    origin_told,
)
from scoring.content import Content

CODE = 230.0  # points: a code of a whole scan has 150 modules, of half a millimetre then


def render_statement(
    statement: Statement, link: str, content: Content, region: Region, *, reproducible: bool = False
) -> bytes:
    """The statement as tagged PDF (PDF/UA-2 and PDF/A-4), A4, in the language of the content. `link` is where it
    can be checked, with the code behind `#`.
    """
    kit = kit_for(content, region)
    _ = kit._
    title = _("Verklaring over digitale veiligheid")
    about = About(
        title=title,
        author=region.programme.name,
        subject=_("Wat een bedrijf zelf verklaart na: {scan}").format(scan=statement.scan),
    )
    blocks = [*_head(kit, statement, region, title), *_lines(kit, statement), *_plan(kit, statement)]
    blocks += [*_what_it_is_not(kit), _check(kit, statement, link)]
    return write(flow_even(blocks, Page()), kit, about, reproducible=reproducible)


def _head(kit: Kit, statement: Statement, region: Region, title: str) -> list[Flowable]:
    _, styles = kit._, kit.styles
    mark = logo(kit.house, region.programme.name, 30)
    sender = kit.text(region.programme.name, styles.like(styles.h3, before=0, after=0, keep_with_next=False))
    blocks: list[Flowable] = [Columns([[mark], [sender]], [mark.width, None], gap=10, middle=True), Space(8)]
    blocks.append(kit.title(title))
    if name := typed(statement.name):
        shown = name if can_be_read(name) else _("uw bedrijf (naam in een ander schrift)")
        blocks.append(kit.text(_("Van {name}").format(name=shown), styles.lead))
    facts = _("Opgemaakt op {day}. Geldig tot en met {until}. Scan: {scan}, uitgave {edition}.").format(
        day=kit.day(statement.day),
        until=kit.day(statement.until),
        scan=statement.scan,
        edition=statement.edition,
    )
    if statement.answered:
        facts += " " + _("De scan is gedaan op {day}.").format(day=kit.day(statement.answered))
    read = _("Met ‘u’ en ‘uw’ is het bedrijf bedoeld dat dit verklaart. De naam is niet gecontroleerd.")
    blocks += [kit.text(facts), kit.text(read, styles.small)]
    return blocks


def _lines(kit: Kit, statement: Statement) -> list[Flowable]:
    blocks: list[Flowable] = []
    for group in statement.groups:
        blocks.append(_heading(kit, group.title))
        blocks += kit.bullets([_told(kit, line) for line in group.lines], _close(kit))
    if any(line.duties for group in statement.groups for line in group.lines):
        blocks.append(kit.text(kit._(DUTIES), kit.styles.small))
    return blocks


def _heading(kit: Kit, title: str) -> Text:
    style = kit.styles.like(kit.styles.h2, size=14, leading=17, before=9, after=3)
    return kit.text(title, style, "H2", bookmark=1)


def _close(kit: Kit) -> TextStyle:
    """Of the lines: all that can stand, with a plan and the code, is two pages."""
    return kit.styles.like(kit.styles.item, size=9.5, leading=12, after=1)


def _told(kit: Kit, line: Line) -> list[str | Run]:
    return [Run(f"{line.title}.", bold=True), f" {how_known(line, kit)}"]


def _plan(kit: Kit, statement: Statement) -> list[Flowable]:
    _ = kit._
    if not statement.planned:
        return []
    told: list[list[str | Run]] = [
        [Run(f"{one.title}.", bold=True), f" {kit.day(one.by)}"] for one in statement.planned
    ]
    heading = _heading(kit, _("Nog niet klaar, wel gepland"))
    return [
        heading,
        kit.text(_("Met de dag waarvoor het bedrijf dit wil doen.")),
        *kit.bullets(told, _close(kit)),
    ]


def _what_it_is_not(kit: Kit) -> list[Flowable]:
    _ = kit._
    told = [_(sentence) for sentence in WHAT_IT_IS_NOT]
    return [_heading(kit, _("Wat dit niet is")), *kit.bullets(told, _close(kit))]


def _check(kit: Kit, statement: Statement, link: str) -> Flowable:
    """The code and how to check, kept together on one page."""
    _, styles = kit._, kit.styles
    page = link.partition("#")[0]
    words: list[Flowable] = [
        kit.text(_("Controleer deze verklaring"), styles.like(styles.h2, before=0), "H2", bookmark=1),
        kit.text(_("Scan de code met uw telefoon, of klik in het bestand op dit adres:")),
        kit.text([Run(page, link=link)], styles.lead),
        kit.text(
            _(
                "U ziet de hele tekst opnieuw. Vergelijk die met dit blad: alleen wat daar staat, is ondertekend."
            )
        ),
        kit.text(
            _("De tekst zit in de code zelf. Wij bewaren niets. Geldig tot en met {until}.").format(
                until=kit.day(statement.until)
            ),
            styles.small,
        ),
    ]
    code = qr_code(link, _("QR-code om deze verklaring te controleren."), CODE)
    inside = Columns([[code], words], [CODE, None], gap=16, middle=True)
    return Panel([inside], Box(pad=(10, 14, 10, 10), border=kit.house.primary), before=12)


def how_known(line: Line, kit: Kit) -> str:
    """By whom a line is told, and which letters of the directive it touches."""
    _ = kit._
    by = typed(line.by)
    name = by if can_be_read(by) else _("naam in een ander schrift")
    said = _(origin_told(line)).format(name=name, day=kit.day(line.on) if line.on else "")
    return f"{said} · {ARTICLE} {', '.join(line.duties)}" if line.duties else said
