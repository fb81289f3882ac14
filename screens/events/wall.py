"""The wall: a page for the beamer that fetches its own contents anew, so that it lives for hours and through
lost connections.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from data.content.promises import takes_minutes
from data.figures.cell_reading import Estimate
from data.figures.room import Room, ThemeInRoom, ThreatInRoom, barrier_title
from pdf import qr
from questionnaire.language.numbers import whole
from questionnaire.language.translation import N_, translator
from scoring.content import Content
from screens.downloads.links import join_link, start_link
from screens.session.addresses import Sites
from screens.session.settings import is_demo

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
RING = 339.292  # circumference of the progress ring, radius 54
THREATS_AT_ONCE = 5  # on one picture, so that the last row can read them


def wall_html(content: Content, room: Room, sites: Sites, rehearsal: bool = False) -> str:
    """Everything inside the wall's page, as HTML."""
    words = translator(content.language)
    _ = words.gettext
    made_up = (
        _("Oefening: verzonnen gegevens")
        if rehearsal
        else _("Voorbeeldgegevens: dit zijn geen echte bedrijven.")
        if is_demo()
        else ""
    )
    notice = f'<p class="wand-oefening">{escape(made_up)}</p>' if made_up else ""
    message = f'<p class="wand-boodschap">{escape(room.event.message)}</p>' if room.event.message else ""
    return (
        f'{notice}<section class="wand-links">{_join(room, sites, _)}{_counts(room, words)}</section>'
        f'<section class="wand-rechts"><div class="wand-panelen">{"".join(_panels(content, room, _))}</div>{message}</section>'
    )


def _join(room: Room, sites: Sites, _) -> str:
    if room.event.closed:
        home, link = sites.home.partition("://")[2], start_link(sites, room.event.language)
        return (
            f'<h1>{escape(room.event.name)}</h1><p class="wand-dicht">{escape(_("Deze bijeenkomst is gesloten."))}</p>'
            f'<div class="wand-qr" role="img" aria-label="{escape(_("QR-code van de scan"))}">{qr.svg(link)}</div>'
            f'<p class="wand-link">{escape(_("Doe de scan thuis:"))}<br>{escape(home)}</p>'
        )
    return (
        f"<h1>{escape(room.event.name)}</h1>"
        f'<div class="wand-qr" role="img" aria-label="{escape(_("QR-code om mee te doen"))}">{qr.svg(join_link(sites, room.event))}</div>'
        f'<p class="wand-link">{escape(_("Of ga naar {address} en vul deze code in:").format(address=sites.shown))}'
        f"<br><strong>{escape(room.event.shown_code)}</strong></p>"
    )


def _counts(room: Room, words) -> str:
    _ = words.gettext
    if room.event.closed:
        told = escape(words.ngettext("{count} deed mee", "{count} deden mee", room.done)).format(
            count=f"<strong>{room.done}</strong>"
        )
        return f'<div class="wand-tellers wand-klaar"><p>{told}</p></div>'
    left = room.waits.until_next_block
    part = min(1.0, room.waits.waiting / max(1, room.waits.needed))
    waits = (
        _("Nog {count} tot nieuwe cijfers").format(count=left) if left else _("Nieuwe cijfers komen eraan")
    )
    told = f"<strong>{room.done}</strong> {escape(_('klaar'))}<br><strong>{room.busy}</strong> {escape(_('bezig'))}<br><span>{escape(waits)}</span>"
    ring = (
        f'<circle cx="60" cy="60" r="54" class="vol" stroke-dasharray="{RING * part:.1f} {RING}"/>'
        if part
        else ""
    )
    return (
        '<div class="wand-tellers">'
        f'<svg viewBox="0 0 120 120" class="wand-ring" aria-hidden="true"><circle cx="60" cy="60" r="54"/>'
        f"{ring}"
        f'<text x="60" y="60" dominant-baseline="central" text-anchor="middle">{left or "✓"}</text></svg>'
        f"<p>{told}</p></div>"
    )


def _panels(content: Content, room: Room, _) -> list[str]:
    """What is shown in turn: before there are figures how to take part, then the figures."""
    if room.has_figures:
        lacking = [_lacking(content, room, _)] if room.lacking else []
        # Rather how to take part, for who comes in late, than a picture with nothing on it.
        late = [] if room.lacking or room.event.closed else [_welcome(content, room, _)]
        return [_themes(room, _), *lacking, *_threats(room, _), *late]
    if room.event.closed:
        told = _(
            "Het waren er te weinig voor cijfers over deze zaal. De antwoorden tellen wel mee voor de gemeente en de branche."
        )
        return [_panel(_("Bedankt voor het meedoen"), f'<p class="wand-leeg">{escape(told)}</p>')]
    return [_welcome(content, room, _), _themes(room, _) if room.responses else _topics(room, _)]


def _welcome(content: Content, room: Room, _) -> str:
    questions = content.questionnaire
    minutes = takes_minutes(questions, room.event.scan == "quick")
    steps = (
        _("Scan de code met uw camera"),
        _("In {minutes} minuten klaar, op uw eigen telefoon").format(minutes=minutes),
        _("Niemand ziet uw antwoorden"),
        _("U krijgt direct uw eigen advies"),
    )
    rows = "".join(f"<li>{escape(step)}</li>" for step in steps)
    after = (
        _("Wat het vaakst mist, ziet u hier zodra meer mensen klaar zijn.")
        if room.has_figures
        else _("Hier ziet u straks wat deze zaal gemeen heeft.")
    )
    return _panel(
        _("Doe mee met de scan"),
        f'<ul class="wand-stappen">{rows}</ul><p class="wand-legenda">{escape(after)}</p>',
    )


def _panel(title: str, body: str, aside: str = "") -> str:
    """One picture; `aside` stands small at the end of its heading."""
    small = f" <small>{escape(aside)}</small>" if aside else ""
    return f'<article class="wand-paneel"><h2>{escape(title)}{small}</h2>{body}</article>'


def _legend(text: str) -> str:
    return f'<p class="wand-legenda">{escape(text)}</p>'


def _topics(room: Room, _) -> str:
    """What the scan asks about, as long as there is nothing to say of the room; and what that waits for."""
    rows = "".join(f"<li>{escape(theme.section.title)}</li>" for theme in room.themes)
    waits = _("De eerste cijfers komen als {count} mensen klaar zijn.").format(count=room.waits.needed)
    return _panel(_("Hierover gaat de scan"), f'<ul class="wand-stappen">{rows}</ul>{_legend(waits)}')


def _themes(room: Room, _) -> str:
    rows = "".join(_theme_row(theme, room, _) for theme in room.themes)
    if room.total.shown:
        rows = _row(_("Alles samen"), room.total, (("regio", room.region_total),), _) + rows
    drawn = [
        theme for theme in room.themes if theme.room.shown
    ]  # the legend names no mark that is nowhere to be seen
    shown = bool(drawn) or room.total.shown
    marks = [("zaal", _("deze zaal")), ("marge", _("marge"))] if shown else []
    if any(t.region.shown for t in drawn) or (room.total.shown and room.region_total.shown):
        marks.append(("regio", _("de regio")))
    if any(t.sector is not None and t.sector.shown for t in drawn):
        marks.append(("branche", _("uw branche")))
    legend = "".join(f'<span><i class="{name}"></i>{escape(label)}</span> ' for name, label in marks)
    said = f'<p class="wand-legenda">{escape(in_words(room.total, _))}</p>' if room.total.shown else ""
    return _panel(
        _("Wat staat er al in deze zaal?"),
        f'<div class="wand-rijen">{rows}</div>{said}'
        + (f'<p class="wand-legenda">{legend}</p>' if legend else ""),
        _("100 % = alles geregeld") if shown else "",
    )


def _theme_row(theme: ThemeInRoom, room: Room, _) -> str:
    figure = theme.room
    if figure.shown_pct is None:
        waits = (
            _("te weinig antwoorden voor een cijfer")
            if room.event.closed
            else waits_for(figure, room.quick.needed, _)
        )
        return f'<div class="wand-rij wacht"><b>{escape(theme.section.title)}</b><span class="wand-balk">{escape(waits)}</span></div>'
    others = (("regio", theme.region), ("branche", theme.sector))
    return _row(theme.section.title, figure, others, _)


def _row(title: str, figure: Estimate, others: Iterable[tuple[str, Estimate | None]], _) -> str:
    """A bar with its margin, and marks of the region and the sector where they are known."""
    pct = figure.shown_pct or 0.0
    low, high = (
        max(0.0, pct - (figure.margin or 0)),
        min(100.0, pct + (figure.margin or 0)),
    )
    marks = "".join(
        f'<i class="{name}" style="left:{other.shown_pct:.1f}%"></i>'
        for name, other in others
        if other is not None and other.shown_pct is not None
    )
    margin = _("±{margin}").format(margin=whole(figure.margin or 0))
    return (
        f'<div class="wand-rij"><b>{escape(title)}</b>'
        f'<span class="wand-balk"><i class="zaal" style="width:{pct:.1f}%"></i>'
        f'<i class="marge" style="left:{low:.1f}%;width:{high - low:.1f}%"></i>{marks}</span>'
        f"<em>{whole(pct)}&nbsp;% <small>{escape(margin)}</small></em></div>"
    )


def in_words(figure: Estimate, _) -> str:
    """Between which parts of everything a room stands, for who does not read margins."""
    pct, margin = figure.shown_pct or 0.0, figure.margin or 0.0
    low = max((part for part in PARTS_IN_WORDS if part <= max(0.0, pct - margin)), default=0)
    high = min((part for part in PARTS_IN_WORDS if part >= min(100.0, pct + margin)), default=100)
    return _("Van alles wat deze zaal kan regelen, staat tussen {low} en {high}.").format(
        low=_(PARTS_IN_WORDS[low]), high=_(PARTS_IN_WORDS[high])
    )


def waits_for(figure: Estimate, needed: int, _) -> str:
    """Why a figure is not there yet, in a few words; `needed` is how many the first block takes."""
    if figure.why == "margin_too_wide":
        return _("wacht op meer antwoorden: nu nog ±{margin}").format(margin=whole(figure.margin or 0))
    return _("wacht op de eerste {count} mensen").format(count=needed)


def _lacking(content: Content, room: Room, _) -> str:
    rows = "".join(
        f'<li><span class="plaats">{places_text(r.first, r.last, _)}</span><b>{escape(barrier_title(content, r.item_id))}</b>'
        f"<em>{whole(r.figure.shown_pct or 0)}&nbsp;% <small>{escape(_('heeft dit'))}</small></em></li>"
        for r in room.lacking
    )
    told = [_widest((r.figure for r in room.lacking), _)]
    if tied := next((r for r in room.lacking if r.tied), None):
        place = places_text(tied.first, tied.last, _)
        told.insert(0, _("{place}: de verschillen zijn te klein voor een volgorde.").format(place=place))
    return _panel(_("Wat mist het vaakst?"), f'<ol class="wand-lijst">{rows}</ol>{_legend(" ".join(told))}')


def _widest(figures: Iterable[Estimate], _) -> str:
    """The margin of figures that stand together, where one beside each would leave no room for words."""
    margin = max((figure.margin or 0 for figure in figures if figure.shown), default=0)
    return _("Marge: hooguit ±{margin}.").format(margin=whole(margin))


def places_text(first: int, last: int, _) -> str:
    """A place in a ranking, or the places among which the margins cannot choose."""
    return f"{first}" if first == last else _("{first}–{last}").format(first=first, last=last)


def _threats(room: Room, _) -> list[str]:
    """The types of crime over as many pictures as they need; none before there is a figure."""
    if not any(threat.weakest for threat in room.threats):
        return []
    parts = [room.threats[i : i + THREATS_AT_ONCE] for i in range(0, len(room.threats), THREATS_AT_ONCE)]
    told = _("Per soort misdaad: wat hier het minst geregeld is.") + " "
    legend = _legend(told + _widest((threat.weakest[1] for threat in room.threats if threat.weakest), _))
    return [
        _panel(
            _("De zwakste barrière per soort misdaad"),
            f'<div class="wand-misdaad">{"".join(_threat_row(threat, room.event.closed is not None, _) for threat in part)}</div>{legend}',
            f"{number}/{len(parts)}" if len(parts) > 1 else "",
        )
        for number, part in enumerate(parts, 1)
    ]


def _threat_row(threat: ThreatInRoom, closed: bool, _) -> str:
    if threat.weakest is None:
        waits = _("te weinig antwoorden") if closed else _("wacht op cijfers")
        return f'<div class="wacht"><b>{escape(threat.threat.title)}</b><em>{escape(waits)}</em></div>'
    barrier, figure = threat.weakest
    return (
        f"<div><b>{escape(threat.threat.title)}</b><span>{escape(barrier.title)}</span>"
        f"<em>{whole(figure.shown_pct or 0)}&nbsp;% <small>{escape(_('heeft dit'))}</small></em></div>"
    )
