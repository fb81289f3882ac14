"""The page around the wall: head, buttons, and the words that its script needs."""

from __future__ import annotations

from markupsafe import Markup

from data.organisers.events import Event
from screens.session.request_language import texts, with_language
from web.assets import Assets
from web.pages.frame import render

EVERY_MS = 5000


def wall_page(assets: Assets, event: Event, language: str, rehearsal: bool = False) -> Markup:
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
    return render(assets, "wall.html", language, event=event, data=words)
