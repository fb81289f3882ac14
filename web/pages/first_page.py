"""The first page: Streamlit's own, with language, title and description right in the first byte, and
something to see.
"""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from questionnaire.language.translation import SOURCE_LANGUAGE
from scoring.editions.current import live_id
from scoring.loading import load_content
from screens.navigation import offered
from screens.parts import offer
from screens.session.request_language import texts
from screens.streamlit_patches import front_end_files
from screens.streamlit_patches.front_end_words import words_json
from screens.streamlit_patches.pieces import is_used
from web.assets import Assets
from web.pages.frame import TEMPLATES, render


def screen_addresses() -> dict[str, str]:
    """Path of each screen that this scan has, with its title in Dutch."""
    return {f"/{screen.address}": screen.title for screen in offered()}


SCRIPTS = ("unreached", "shell", "fields", "kiosk", "share", "questions/onward")
MORE_SCRIPTS = {"/invoeren": ("typing",)}  # for screens that are always opened by their address


class FirstPages:
    """Makes each first page once and keeps it while the content is live: one per screen and language."""

    def __init__(self, assets: Assets) -> None:
        self.assets = assets
        self.template = front_end_files.first_page_template()
        self._made: tuple[str, dict[tuple[str, str, bool], bytes]] = ("", {})

    def render(self, path: str, language: str, is_new: bool = False) -> bytes:
        """The page of one of our paths in one language. `is_new`: nobody was here before with this browser, so
        that the start may be there in plain HTML.
        """
        if self._made[0] != (live := live_id()):
            self._made = (live, {})
        pages, key = self._made[1], (path, language, is_new and path == "/")
        if key not in pages:
            pages[key] = self._render(*key)
        return pages[key]

    def _render(self, path: str, language: str, is_new: bool) -> bytes:
        def part(name: str, **values: object) -> Markup:
            return render(self.assets, name, language, **values)

        title = texts(language)(screen_addresses()[path])
        page = self.template.format(
            lang=language,
            head=part("first_head.html", title=title, base=path != "/", start=is_new),
            body=part("waiting.html", start=_start(language) if is_new else ""),
        )
        # Safe: `words_json` writes no "<", and JSON inside a script is not read as HTML.
        words = Markup(words_json())
        scripts = (*SCRIPTS, *MORE_SCRIPTS.get(path, ()))
        # Behind what can be read: on a slow line every byte in front of it is waited for.
        later = part("first_scripts.html", preloads=preloads(), words=words, scripts=scripts)
        return page.replace("</body>", f"{part('unreached.html')}{later}</body>").encode()


def _start(language: str) -> Markup:
    """The start as the screen draws it, to read and to choose from before any script has come."""
    return TEMPLATES.render(
        "first_start.html",
        language,
        kinds=[
            (kind.html(), kind.name, kind.button)
            for kind in offer.kinds(load_content(language=language).questionnaire, language)
        ],
        opening=offer.title(language),
        lead=offer.lead(language),
        sender=offer.sender(language),
        promises=offer.promises(language),
        own_pace=offer.own_pace(language),
    )


@cache
def preloads() -> Markup:
    """The parts that Streamlit itself would only ask for once it needs them, one after the other. Found by
    reading its scripts, once.
    """
    if not is_used("preloads"):
        return Markup()
    first = front_end_files.element_files(front_end_files.FIRST_ELEMENTS)
    later = [
        path for path in front_end_files.element_files(front_end_files.LATER_ELEMENTS) if path not in first
    ]
    return TEMPLATES.render("preloads.html", SOURCE_LANGUAGE, first=first, later=later)
