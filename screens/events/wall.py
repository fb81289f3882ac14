"""The wall: a page for the beamer that fetches its own contents anew, so that it lives for hours and through
lost connections.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup

from data.content.promises import takes_minutes
from data.figures.cell_reading import Estimate
from data.figures.room import Room, ThemeInRoom, ThreatInRoom, barrier_title
from pdf import qr
from questionnaire.language.numbers import whole
from questionnaire.language.templates import Templates
from questionnaire.language.translation import N_, translator
from scoring.content import Content
from screens.downloads.links import join_link, start_link
from screens.session.addresses import Sites
from screens.session.settings import is_demo

RING = 339.292  # circumference of the progress ring, radius 54
PARTS_IN_WORDS = {
    0: N_("niets"),
    10: N_("een tiende"),
    25: N_("een kwart"),
    33: N_("een derde"),
    50: N_("de helft"),
    67: N_("twee derde"),
    75: N_("driekwart"),
    90: N_("negen tiende"),
    100: N_("alles"),
}
THREATS_AT_ONCE = 5  # on one picture, so that the last row can read them
Picture = dict[str, Any]  # its `kind` is the macro of wall.html that draws it, the rest what that macro reads

_TEMPLATES = Templates(__file__)


def wall_html(content: Content, room: Room, sites: Sites, rehearsal: bool = False) -> Markup:
    """Everything inside the wall's page."""
    _ = translator(content.language).gettext
    made_up = (
        _("Oefening: verzonnen gegevens")
        if rehearsal
        else _("Voorbeeldgegevens: dit zijn geen echte bedrijven.")
        if is_demo()
        else ""
    )
    event = room.event
    link = start_link(sites, event.language) if event.closed else join_link(sites, event)
    return _TEMPLATES.render(
        "wall.html",
        content.language,
        made_up=made_up,
        event=event,
        qr=Markup(qr.svg(link)),  # safe: a drawing of ours, in which the link is no text
        home=sites.home.partition("://")[2],
        address=sites.shown,
        done=room.done,
        busy=room.busy,
        left=room.waits.until_next_block,
        part=min(1.0, room.waits.waiting / max(1, room.waits.needed)),
        ring=RING,
        pictures=_pictures(content, room, _),
    )


def _pictures(content: Content, room: Room, _) -> list[Picture]:
    """What is shown in turn: before there are figures how to take part, then the figures."""
    if room.has_figures:
        lacking = [_lacking(content, room, _)] if room.lacking else []
        # Rather how to take part, for who comes in late, than a picture with nothing on it.
        late = [] if room.lacking or room.event.closed else [_welcome(content, room)]
        return [_themes(room, _), *lacking, *_threats(room, _), *late]
    if room.event.closed:
        return [{"kind": "thanks"}]
    return [_welcome(content, room), _themes(room, _) if room.responses else _topics(room)]


def _welcome(content: Content, room: Room) -> Picture:
    minutes = takes_minutes(content.questionnaire, room.event.scan == "quick")
    return {"kind": "welcome", "minutes": minutes, "has_figures": room.has_figures}


def _topics(room: Room) -> Picture:
    titles = [theme.section.title for theme in room.themes]
    return {"kind": "topics", "titles": titles, "needed": room.waits.needed}


def _themes(room: Room, _) -> Picture:
    drawn = [
        theme for theme in room.themes if theme.room.shown
    ]  # the legend names no mark that is nowhere to be seen
    marks = [("zaal", _("deze zaal")), ("marge", _("marge"))] if room.has_figures else []
    rows = [_theme_row(theme, room, _) for theme in room.themes]
    if room.total.shown:
        rows.insert(0, _row(_("Alles samen"), room.total, (("regio", room.region_total),), _))
    if any(t.region.shown for t in drawn) or (room.total.shown and room.region_total.shown):
        marks.append(("regio", _("de regio")))
    if any(t.sector is not None and t.sector.shown for t in drawn):
        marks.append(("branche", _("uw branche")))
    said = in_words(room.total, _) if room.total.shown else ""
    return {"kind": "themes", "rows": rows, "marks": marks, "said": said}


def _theme_row(theme: ThemeInRoom, room: Room, _) -> dict[str, Any]:
    figure, title = theme.room, theme.section.title
    if figure.shown_pct is None:
        waits = (
            _("te weinig antwoorden voor een cijfer")
            if room.event.closed
            else waits_for(figure, room.quick.needed, _)
        )
        return {"title": title, "waits": waits}
    return _row(title, figure, (("regio", theme.region), ("branche", theme.sector)), _)


def _row(
    title: str, figure: Estimate, others: Iterable[tuple[str, Estimate | None]], _: Callable[[str], str]
) -> dict[str, Any]:
    """A bar with its margin, and marks of the region and the sector where they are known."""
    pct, (low, high) = figure.shown_pct or 0.0, figure.bounds
    return {
        "title": title,
        "waits": "",
        "pct": pct,
        "low": low,
        "high": high,
        "others": [
            (name, other.shown_pct)
            for name, other in others
            if other is not None and other.shown_pct is not None
        ],
        "shown": whole(pct),
        "margin": _("±{margin}").format(margin=whole(figure.margin or 0)),
    }


def in_words(figure: Estimate, _: Callable[[str], str]) -> str:
    """Between which parts of everything a room stands, for who does not read margins."""
    low, high = figure.bounds
    least = max(part for part in PARTS_IN_WORDS if part <= low)
    most = min(part for part in PARTS_IN_WORDS if part >= high)
    told = _("Van {n} mensen: tussen {low} en {high} van wat de scan vraagt, is geregeld.")
    return told.format(n=figure.n, low=_(PARTS_IN_WORDS[least]), high=_(PARTS_IN_WORDS[most]))


def waits_for(figure: Estimate, needed: int, _) -> str:
    """Why a figure is not there yet, in a few words; `needed` is how many the first block takes."""
    if figure.why == "margin_too_wide":
        return _("wacht op meer antwoorden: nu nog ±{margin}").format(margin=whole(figure.margin or 0))
    return _("wacht op de eerste {count} mensen").format(count=needed)


def _lacking(content: Content, room: Room, _) -> Picture:
    rows = [
        {
            "place": places_text(ranked.first, ranked.last, _),
            "title": barrier_title(content, ranked.item_id),
            "pct": whole(ranked.figure.shown_pct or 0),
        }
        for ranked in room.lacking
    ]
    told = [_widest((ranked.figure for ranked in room.lacking), _)]
    if tied := next((ranked for ranked in room.lacking if ranked.tied), None):
        place = places_text(tied.first, tied.last, _)
        told.insert(0, _("{place}: de verschillen zijn te klein voor een volgorde.").format(place=place))
    return {"kind": "lacking", "rows": rows, "legend": " ".join(told)}


def _widest(figures: Iterable[Estimate], _) -> str:
    """The margin of figures that stand together, where one beside each would leave no room for words."""
    margin = max((figure.margin or 0 for figure in figures if figure.shown), default=0)
    return _("Marge: hooguit ±{margin}.").format(margin=whole(margin))


def places_text(first: int, last: int, _) -> str:
    """A place in a ranking, or the places among which the margins cannot choose."""
    return f"{first}" if first == last else _("{first}–{last}").format(first=first, last=last)


def _threats(room: Room, _) -> list[Picture]:
    """The types of crime over as many pictures as they need; none before there is a figure."""
    if not any(threat.weakest for threat in room.threats):
        return []
    parts = [room.threats[i : i + THREATS_AT_ONCE] for i in range(0, len(room.threats), THREATS_AT_ONCE)]
    told = _("Per soort misdaad: wat hier het minst geregeld is.") + " "
    legend = told + _widest((threat.weakest[1] for threat in room.threats if threat.weakest), _)
    closed = room.event.closed is not None
    return [
        {
            "kind": "threats",
            "rows": [_threat_row(threat, closed, _) for threat in part],
            "aside": f"{number}/{len(parts)}" if len(parts) > 1 else "",
            "legend": legend,
        }
        for number, part in enumerate(parts, 1)
    ]


def _threat_row(threat: ThreatInRoom, closed: bool, _) -> dict[str, Any]:
    title = threat.threat.title
    if threat.weakest is None:
        return {"title": title, "waits": _("te weinig antwoorden") if closed else _("wacht op cijfers")}
    barrier, figure = threat.weakest
    return {"title": title, "waits": "", "barrier": barrier.title, "pct": whole(figure.shown_pct or 0)}
