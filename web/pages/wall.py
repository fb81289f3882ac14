"""The page around the wall: head, buttons, and the words that its script needs."""

from __future__ import annotations

from markupsafe import Markup

from data.organisers.events import Event
from screens.session.request_language import with_language
from web.assets import Assets
from web.pages.frame import render

EVERY_MS = 5000


def wall_page(assets: Assets, event: Event, language: str, rehearsal: bool = False) -> Markup:
    """The whole HTML page; what it shows comes from `/wand/<id>/nu`."""
    source = with_language(f"/wand/{event.id}/nu", language, **({"oefenen": "1"} if rehearsal else {}))
    return render(assets, "wall.html", language, event=event, source=source, every=EVERY_MS)
