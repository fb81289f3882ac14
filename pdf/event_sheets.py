"""What hangs on the wall at an event: the A4 poster and the 16:9 slide, each with the code to join."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from reportlab.platypus import Flowable

from data.region import Region
from pdf.charts import qr_code
from pdf.kit import Kit, kit_for
from pdf.layout import About, LayoutError, single, write
from pdf.parts import Box, Columns, Panel, Space, Spring, share_out
from pdf.styles import MM, SLIDE, Page
from pdf.typography import typed
from questionnaire.models import Questionnaire
from scoring.content import Content

TITLE_SIZES = (50.0, 44.0, 38.0, 32.0, 26.0)  # points


@dataclass(frozen=True)
class Invitation:
    """What a poster or slide tells: the event's name and day, the link behind the code, and the code to type."""

    name: str
    day: date
    link: str
    address: str
    code: str
    minutes: int


def render_poster(content: Content, region: Region, invitation: Invitation) -> bytes:
    """The poster as tagged PDF, A4."""
    kit = kit_for(content, region)
    page = Page(left=18 * MM, right=18 * MM, top=18 * MM, bottom=14 * MM)
    return _write(kit, region, invitation, page, partial(_poster, questionnaire=content.questionnaire))


def render_slide(content: Content, region: Region, invitation: Invitation) -> bytes:
    """The slide as tagged PDF, 16:9."""
    kit = kit_for(content, region)
    page = Page(SLIDE[0], SLIDE[1], left=60, right=60, top=54, bottom=40)
    return _write(kit, region, invitation, page, partial(_slide, questionnaire=content.questionnaire))


def _write(
    kit: Kit,
    region: Region,
    invitation: Invitation,
    page: Page,
    draw: Callable[..., list[Flowable]],
) -> bytes:
    """One page with the largest title and code that fit: German needs more letters, and so does a long name."""
    about = About(
        title=kit._("Doe mee met de scan"), author=region.programme.name, subject=typed(invitation.name)
    )
    for size in TITLE_SIZES:
        try:
            blocks = draw(kit, region, invitation, size)
            share_out(blocks, page.room)
            return write([single(blocks, page, bare=True)], kit, about)
        except LayoutError:
            if size == TITLE_SIZES[-1]:
                raise
    raise AssertionError("unreachable")


def _promises(kit: Kit, invitation: Invitation) -> list[str]:
    _ = kit._
    return [
        _("In {minutes} minuten klaar, op uw eigen telefoon").format(minutes=invitation.minutes),
        _("Geen account en geen naam nodig"),
        _("Niemand ziet uw antwoorden"),
        _("U krijgt direct uw eigen advies"),
    ]


def _poster(
    kit: Kit, region: Region, invitation: Invitation, size: float, questionnaire: Questionnaire
) -> list[Flowable]:
    _ = kit._
    styles = kit.styles
    white = "#ffffff"
    sender = styles.like(styles.column_head, size=15.0, leading=20.0, colour=white)
    title = styles.like(styles.title, size=size, leading=1.06 * size, after=4, colour=white)
    lead = styles.like(styles.lead, size=20.0, leading=26.0, after=0, colour=white)
    item = styles.like(styles.item, size=17.0, leading=22.0, indent=20.0, after=7, hyphenated=False)
    step = styles.like(styles.h3, size=22.0, leading=26.0, before=0, after=12, colour=styles.house.primary)
    code_size = 112 + 3 * size
    code = styles.like(
        styles.title, size=46.0, leading=52.0, after=0, colour=styles.house.ink, balanced=False
    )
    plain = styles.like(styles.body, size=17.0, leading=22.0, after=0, hyphenated=False)
    head = Panel(
        [
            kit.text(region.programme.name, sender),
            kit.text(questionnaire.said("invitation"), title, "H1", 0),
            kit.text(_("Doe mee: {scan}.").format(scan=questionnaire.title), lead),
        ],
        Box(pad=(22, 26, 26, 26), fill=styles.house.primary, radius=10),
        after=20,
    )
    picture = qr_code(
        invitation.link, _("QR-code om mee te doen. Adres: {link}").format(link=invitation.link), code_size
    )
    right: list[Flowable] = [
        kit.text(_("Scan de code met uw camera"), step),
        *kit.bullets(_promises(kit, invitation), item),
    ]
    return [
        head,
        Spring(),
        Columns([[picture], right], [code_size, None], gap=18, middle=True, after=14),
        Spring(),
        Panel(
            [
                kit.text(
                    _("Of ga naar {address} en vul deze code in:").format(address=invitation.address), plain
                ),
                kit.text(invitation.code, code),
            ],
            Box(pad=(14, 22, 14, 22), border=styles.house.primary, radius=10),
            after=22,
        ),
        Spring(),
        kit.text(
            typed(invitation.name), styles.like(styles.cell_bold, size=20.0, leading=25.0, hyphenated=False)
        ),
        kit.text(kit.day(invitation.day), plain),
    ]


def _slide(
    kit: Kit, region: Region, invitation: Invitation, size: float, questionnaire: Questionnaire
) -> list[Flowable]:
    _ = kit._
    styles = kit.styles
    title = styles.like(styles.title, size=size, leading=1.06 * size, after=10)
    item = styles.like(styles.item, size=25.0, leading=32.0, indent=28.0, after=6, hyphenated=False)
    code_size = 120 + 4 * size
    code = styles.like(
        styles.title, size=44.0, leading=50.0, after=0, colour=styles.house.ink, balanced=False
    )
    plain = styles.like(styles.body, size=20.0, leading=25.0, after=0, hyphenated=False)
    words: list[Flowable] = [
        kit.text(typed(invitation.name), styles.like(styles.column_head, size=20.0, leading=25.0)),
        kit.text(questionnaire.said("invitation"), title, "H1", 0),
        Space(6),
        *kit.bullets(_promises(kit, invitation), item),
    ]
    picture = qr_code(
        invitation.link, _("QR-code om mee te doen. Adres: {link}").format(link=invitation.link), code_size
    )
    join: list[Flowable] = [
        kit.text(
            _("Scan de code met uw camera"),
            styles.like(styles.h3, size=20.0, leading=24.0, before=0, after=0, colour=styles.house.primary),
        ),
        picture,
        kit.text(_("Of ga naar {address} en vul deze code in:").format(address=invitation.address), plain),
        kit.text(invitation.code, code),
    ]
    return [Columns([words, join], [None, 320], gap=50, middle=True)]
