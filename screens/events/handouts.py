"""What an organiser can download about an event. Each function gets the event, the sites that links lead to,
and a language.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2

from data.content.promises import takes_minutes
from data.figures.cell_reading import Estimate
from data.figures.ranking import Ranked
from data.figures.room import Room, barrier_title, load_room
from data.organisers.events import Event
from data.region import load_region
from pdf import qr
from pdf.event_report import EventReport, render_event_report
from pdf.event_sheets import Invitation, render_poster, render_slide
from questionnaire.language.numbers import whole
from questionnaire.language.translation import translator
from scoring.content import Content
from scoring.loading import load_content
from screens.downloads.links import join_link
from screens.downloads.requests import Download
from screens.events.figures_csv import figures_csv_text
from screens.session.addresses import Sites
from screens.session.request_language import with_language

PNG_WIDTH = 1920  # pixels of the slide
MOST_TOLD = 3  # things that lack, in the newsletter


def poster(event: Event, sites: Sites, language: str) -> Download:
    """The A4 poster."""
    return Download(
        render_poster(
            load_content(language=language), _region(language), _invitation(event, sites, language)
        ),
        "application/pdf",
        f"poster-{event.day}.pdf",
    )


def slide(event: Event, sites: Sites, language: str) -> Download:
    """The 16:9 slide as PDF."""
    return Download(_slide(event, sites, language), "application/pdf", f"dia-{event.day}.pdf")


def slide_png(event: Event, sites: Sites, language: str) -> Download:
    """The same slide as a picture, 1920 by 1080 pixels."""
    page = pypdfium2.PdfDocument(_slide(event, sites, language))[0]
    picture = page.render(scale=PNG_WIDTH / page.get_width()).to_pil()
    file = io.BytesIO()
    picture.save(file, "PNG")
    return Download(file.getvalue(), "image/png", f"dia-{event.day}.png")


def qr_png(event: Event, sites: Sites, language: str) -> Download:
    """The bare QR code, for an own slide or newsletter."""
    return Download(qr.png(join_link(sites, event), scale=16), "image/png", f"qr-{event.day}.png")


def report(event: Event, sites: Sites, language: str) -> Download:
    """The report for the association."""
    content = load_content(language=language)
    body = render_event_report(EventReport(content, _region(language), load_room(content, event)))
    return Download(body, "application/pdf", f"verslag-{event.day}.pdf")


def figures_csv(event: Event, sites: Sites, language: str) -> Download:
    """Every figure that may be shown of the room, for a spreadsheet."""
    content = load_content(language=language)
    text = figures_csv_text(content, load_room(content, event))
    return Download(("\ufeff" + text).encode(), "text/csv; charset=utf-8", f"cijfers-{event.day}.csv")


def newsletter(event: Event, sites: Sites, language: str) -> Download:
    """A text for the association's newsletter, with the link for who missed it and for a scan half a year
    later.
    """
    return Download(
        newsletter_text(event, sites, language).encode(),
        "text/plain; charset=utf-8",
        f"nieuwsbrief-{event.day}.txt",
    )


def newsletter_text(event: Event, sites: Sites, language: str) -> str:
    """The text itself. A finding is told only when it is released; without one the text invites."""
    words = translator(language)
    _ = words.gettext
    content = load_content(language=language)
    room = load_room(content, event)
    # An event laptop is gone when the newsletter is read.
    start, first_help = (with_language(sites.home + path, language) for path in ("/", "/hulp"))
    ready = _(
        "Op hetzelfde apparaat staan uw antwoorden klaar. Heeft u een ander apparaat? Gebruik dan uw eigen bewaarde link."
    )
    if sites.is_for_a_while:
        ready = _("Gebruik daarvoor de link, de QR-code of het bestand dat u meenam.")
    lines = [_("Terugblik: {name}").format(name=event.name)]
    if room.done:
        took_part = words.ngettext(
            "{count} ondernemer deed mee: {scan}.",
            "{count} ondernemers deden mee: {scan}.",
            room.done,
        )
        lines += ["", took_part.format(count=room.done, scan=content.questionnaire.title)]
    lines += _finding(content, room, _)
    lines += [
        "",
        _("Was u erbij? Doe de scan over een half jaar opnieuw en zie wat er beter werd: {address}").format(
            address=start
        ),
        ready,
        "",
        _("Was u er niet bij? Doe de scan in {minutes} minuten, zonder account: {address}").format(
            minutes=takes_minutes(content.questionnaire, False), address=start
        ),
        "",
        _("Hulp nodig na een incident? Kijk op {address}").format(address=first_help),
    ]
    return "\n".join(lines) + "\n"


def _finding(content: Content, room: Room, _: Callable[[str], str]) -> list[str]:
    """How far the room is, with its margin, and what lacks most; when the margins cannot choose, a few things
    without an order.
    """
    return _how_far(room.total, _) + _most_lacking(content, room, _)


def _how_far(total: Estimate, _: Callable[[str], str]) -> list[str]:
    if not total.shown:
        return []
    told = _(
        "Van alles wat de scan vraagt, had de zaal ongeveer {pct} procent geregeld (de marge loopt van {low} tot {high})."
    )
    low, high = total.bounds
    return ["", told.format(pct=whole(total.shown_pct or 0), low=whole(low), high=whole(high))]


def _most_lacking(content: Content, room: Room, _: Callable[[str], str]) -> list[str]:
    if not room.lacking:
        return []
    first = room.lacking[0]
    if first.tied:
        row = _("{barrier}: {pct} procent heeft dit geregeld (de marge loopt van {low} tot {high})")
        barriers = ["- " + _with_figure(row, content, ranked) for ranked in room.lacking[:MOST_TOLD]]
        return ["", _("Dit mist in de zaal het vaakst. De volgorde staat niet vast:"), *barriers]
    told = _(
        "Wat in de zaal het vaakst nog mist: {barrier}. Ongeveer {pct} procent heeft dit geregeld (de marge loopt van {low} tot {high})."
    )
    return [_with_figure(told, content, first)]


def _with_figure(told: str, content: Content, ranked: Ranked) -> str:
    pct, low, high = (whole(value) for value in (ranked.figure.shown_pct or 0, *ranked.figure.bounds))
    return told.format(barrier=barrier_title(content, ranked.item_id), pct=pct, low=low, high=high)


def _invitation(event: Event, sites: Sites, language: str) -> Invitation:
    questions = load_content(language=language).questionnaire
    minutes = takes_minutes(questions, event.scan == "quick")
    return Invitation(event.name, event.day, join_link(sites, event), sites.shown, event.shown_code, minutes)


def _slide(event: Event, sites: Sites, language: str) -> bytes:
    return render_slide(
        load_content(language=language), _region(language), _invitation(event, sites, language)
    )


def _region(language: str):
    return load_region(language=language)


HANDOUTS: dict[str, Callable[[Event, Sites, str], Download]] = {
    "poster.pdf": poster,
    "dia.pdf": slide,
    "dia.png": slide_png,
    "qr.png": qr_png,
    "verslag.pdf": report,
    "cijfers.csv": figures_csv,
    "nieuwsbrief.txt": newsletter,
}
