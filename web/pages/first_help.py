"""First help when hit: what to do now, by type of crime, and whom to call. Plain HTML, so that it never waits
for the app.
"""

from __future__ import annotations

from html import escape

from data.region import LocalHelp, Region, load_region
from questionnaire.language.translation import translator
from scoring.editions.current import live_content, while_live
from scoring.models import Threat


def first_help_html(language: str) -> str:
    """The inside of the page, with one h1: first steps for everybody, then a fold per type of crime. Always
    the live one.
    """
    return while_live(("first help", language), lambda: _first_help(language))


def _first_help(language: str) -> str:
    _ = translator(language).gettext
    region = load_region(language=language)
    threats = live_content(language).threats
    desks = {desk.id: desk for desk in region.local_help}
    steps = "".join(
        f"<li><strong>{escape(step.title)}</strong> {escape(step.text)}{_desks([desks[name] for name in step.help])}</li>"
        for step in region.first_help
    )
    crimes = "".join(_crime(threat) for threat in (threats.threats if threats else ()))
    return (
        f"<h1>{escape(_('Eerste hulp bij een incident'))}</h1>"
        f'<p class="dw-lead">{escape(_("Blijf rustig. Doe eerst dit, in deze volgorde."))}</p>'
        f'<ol class="dw-steps">{steps}</ol>'
        + (f"<h2>{escape(_('Wat is er gebeurd?'))}</h2>{crimes}" if crimes else "")
        + f"<h2>{escape(_('Wie helpt u?'))}</h2>{_all_help(region)}"
    )


def _crime(threat: Threat) -> str:
    steps = "".join(f"<li>{escape(step)}</li>" for step in threat.first_help)
    return f'<details class="dw-fold" id="{threat.id}"><summary>{escape(threat.title)}</summary><ol>{steps}</ol></details>'


def _desks(desks: list[LocalHelp]) -> str:
    """Telephone and site of each desk. A number that is not certain is left out: the site has the right one."""
    links = []
    for desk in desks:
        if desk.phone and not desk.weak:
            number = escape(desk.phone)
            links.append(f'<a href="tel:{number.replace(" ", "")}">{escape(desk.title)}: {number}</a>')
        elif desk.url:
            links.append(f'<a href="{escape(desk.url)}" rel="noreferrer">{escape(desk.title)}</a>')
    return f'<span class="dw-desks">{"".join(links)}</span>' if links else ""


def _all_help(region: Region) -> str:
    """Every desk with its own line, those of single municipalities left out."""
    places = [set(place.local_help) for place in region.municipalities]
    local = {desk for place in places for desk in place if not all(desk in other for other in places)}
    everywhere = [desk for desk in region.local_help if desk.id not in local]
    rows = "".join(
        f"<li><strong>{escape(desk.title)}</strong> {escape(desk.text)}{_desks([desk])}</li>"
        for desk in everywhere
    )
    return f'<ul class="dw-help">{rows}</ul>'
