"""The page around the wall: head, buttons, and the words that its script needs."""

from __future__ import annotations

from html import escape

from data.organisers.events import Event
from screens.navigation import scan_name
from screens.session.request_language import texts, with_language
from web.assets import Assets
from web.pages.first_page import head

EVERY_MS = 5000


def wall_page(assets: Assets, event: Event, language: str, rehearsal: bool = False) -> str:
    """The whole HTML page; what it shows comes from `/wand/<id>/nu`."""
    _ = texts(language)
    source = with_language(f"/wand/{event.id}/nu", language, **({"oefenen": "1"} if rehearsal else {}))
    words = {
        "source": source,
        "every": str(EVERY_MS),
        "live": _("Verbonden"),
        "lost": _("Geen verbinding. Laatste stand van"),
        "gone": _("U bent niet meer ingelogd. Log opnieuw in en open de wand nog eens."),
        "stop": _("Pauze"),
        "go": _("Verder"),
    }
    data = " ".join(f'data-{name}="{escape(value, quote=True)}"' for name, value in words.items())
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" data-kleur="licht"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"{head(assets, f'{event.name} – {scan_name(language)}', language)}"
        f'<link rel="stylesheet" href="{assets.own_root}wall.css"></head><body class="wand">'
        f'<main id="wand" {data}><h1>{escape(event.name)}</h1><p>{escape(_("De wand wordt geladen…"))}</p></main>'
        f'<div id="wand-knoppen"><button id="wand-kleur" type="button">{escape(_("Licht of donker"))}</button>'
        f'<button id="wand-pauze" type="button">{escape(_("Pauze"))}</button>'
        f'<button id="wand-volgende" type="button">{escape(_("Volgende beeld"))}</button><span id="wand-stand" role="status">{escape(_("Verbinden…"))}</span></div>'
        f'<script src="{assets.own_root}wall.js" defer></script></body></html>'
    )
