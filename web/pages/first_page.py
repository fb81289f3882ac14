"""The first page: Streamlit's own, with language, title and description right in the first byte, and
something to see.
"""

from __future__ import annotations

from functools import cache
from html import escape

from data.addresses import public_url
from scoring.editions.current import live_content, live_id
from scoring.loading import load_content
from screens.navigation import offered, scan_name
from screens.parts import offer
from screens.session.request_language import texts, with_language
from screens.streamlit_patches import front_end_files
from screens.streamlit_patches.front_end_words import words_json
from screens.streamlit_patches.pieces import is_used
from screens.stylesheets import STYLES
from web.assets import Assets


def screen_addresses() -> dict[str, str]:
    """Path of each screen that this scan has, with its title in Dutch."""
    return {f"/{screen.address}": screen.title for screen in offered()}


SCRIPTS = ("unreached", "shell", "fields", "kiosk", "share")
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
        _ = texts(language)
        title = f"{_(screen_addresses()[path])} – {scan_name(language)}"
        base = (
            "" if path == "/" else f'<script src="{self.assets.own_root}base.js" defer></script>'
        )  # read before Streamlit's script
        page = self.template.format(
            lang=language,
            head=base + head(self.assets, title, language, first=True),
            body=self._waiting(language, is_new),
        )
        # Behind what can be read: on a slow line every byte in front of it is waited for.
        words = f'<script type="application/json" id="dw-words">{words_json()}</script>' + "".join(
            f'<script src="{self.assets.own_root}{name}.js" {"async" if name == "unreached" else "defer"}></script>'
            for name in (*SCRIPTS, *MORE_SCRIPTS.get(path, ()))
        )
        rest = later_styles(self.assets) + words + preloads()
        return page.replace("</body>", f"{_unreached(language)}{rest}</body>").encode()

    def _waiting(self, language: str, is_new: bool) -> str:
        _ = texts(language)
        help_link = f'<a class="dw-first-help" href="{with_language("/hulp", language)}">{escape(_("Eerste hulp"))}</a>'
        bar = f'<div class="dw-bar"><span class="dw-brand">{escape(scan_name(language))}</span>{help_link}</div>'
        waiting = f'<p class="dw-waiting" role="status">{escape(_("De scan wordt geladen…"))}</p>'
        without = (
            f'<noscript><p class="dw-waiting">{escape(_("Zet JavaScript aan om de scan te doen."))} '
            f'<a href="{with_language("/papier.pdf", language)}">{escape(_("De scan op papier (PDF)"))}</a> '
            f'<a href="{with_language("/hulp", language)}">{escape(_("Eerste hulp bij een incident"))}</a></p></noscript>'
        )
        # Where no script of ours runs at all, CSS lets this appear after a while; a scan that comes in takes
        # its place.
        late = (
            f'<div class="dw-late"><p>{escape(_("Komt de scan niet? Laad de pagina opnieuw, neem een nieuwere browser, of doe de scan op papier."))}</p>'
            f'<p><a class="dw-alone" href="{with_language("/papier.pdf", language)}">{escape(_("De scan op papier (PDF)"))}</a></p></div>'
        )
        return bar + (self._offer(language) if is_new else waiting) + late + without

    def _offer(self, language: str) -> str:
        """The start as the screen draws it, to read and to choose from before any script has come."""
        _ = texts(language)
        cards = "".join(
            f'<div class="dw-first-card">{kind.html()}<p><button type="button" class="dw-button{"" if kind.name == "full" else " dw-quiet"}" '
            f'data-start="{kind.name}" data-wait="{escape(_("Even geduld, de scan komt eraan…"))}">{escape(kind.button)}</button></p></div>'
            for kind in offer.kinds(load_content(language=language).questionnaire, language)
        )
        return (
            f'<div class="dw-first stHtml">{offer.sender(language)}<p class="dw-first-title">{escape(offer.title(language))}</p>'
            f'<p class="dw-lead">{escape(offer.lead(language))}</p>{cards}{offer.promises(language)}</div>'
        )


def _unreached(language: str) -> str:
    """What `unreached.js` shows when nothing was drawn for too long: plain HTML that needs no connection any
    more.
    """
    _ = texts(language)
    steps = (
        _("Laad de pagina opnieuw."),
        _(
            "Zit u op het netwerk van uw bedrijf? Dat houdt de verbinding soms tegen. Probeer het dan met mobiel internet of thuis."
        ),
        _("Lukt dat niet? Vul de scan in op papier."),
    )
    ways = (("/papier.pdf", _("De scan op papier (PDF)")), ("/hulp", _("Eerste hulp bij een incident")))
    return (
        f'<div id="dw-unreached" class="dw-error" role="alert" hidden><h2>{escape(_("De scan komt niet binnen"))}</h2>'
        f"<p>{escape(_('De pagina is er, maar de verbinding met de scan lukt nog niet. Uw eerdere antwoorden zijn niet weg. Dit kunt u doen:'))}</p>"
        f"<ol>{''.join(f'<li>{escape(step)}</li>' for step in steps)}</ol>"
        f'<p><button type="button" class="dw-button">{escape(_("Laad opnieuw"))}</button></p>'
        + "".join(
            f'<p><a class="dw-alone" href="{with_language(path, language)}">{escape(label)}</a></p>'
            for path, label in ways
        )
        + "</div>"
    )


@cache
def preloads() -> str:
    """The parts that Streamlit itself would only ask for once it needs them, one after the other. Found by
    reading its scripts, once.
    """
    if not is_used("preloads"):
        return ""
    first = front_end_files.element_files(front_end_files.FIRST_ELEMENTS)
    later = [
        path for path in front_end_files.element_files(front_end_files.LATER_ELEMENTS) if path not in first
    ]
    return "".join(
        [f'<link rel="modulepreload" crossorigin href="./{path}">' for path in first]
        + [f'<link rel="prefetch" crossorigin as="script" href="./{path}">' for path in later]
    )


def _when_shared(root: str, title: str, description: str) -> str:
    """What a message shows of a link to this page. A picture needs a whole address, which only the setting
    knows.
    """
    told = {"og:type": "website", "og:title": title, "og:description": description}
    if site := public_url():
        told |= {"og:image": f"{site}{root}share.png", "og:image:width": "1200", "og:image:height": "630"}
    return "".join(f'<meta property="{name}" content="{escape(value)}">' for name, value in told.items())


def head(assets: Assets, title: str, language: str, first: bool = False) -> str:
    """What stands in <head> of every page: title, description, icon, font and styles. Of the `first` page only
    the style that its plain HTML needs: the others follow behind it (`later_styles`).
    """
    description = live_content(language).questionnaire.said("about")
    root = assets.own_root
    return (
        f"<title>{escape(title)}</title>"
        f'<meta name="description" content="{escape(description)}">'
        '<meta name="color-scheme" content="light dark">'
        '<meta name="theme-color" content="#0b5563" media="(prefers-color-scheme: light)">'
        '<meta name="theme-color" content="#0e1b1f" media="(prefers-color-scheme: dark)">'
        f'<link rel="icon" href="{root}icon.svg" type="image/svg+xml">'
        f'<link rel="apple-touch-icon" href="{root}touch-icon.png">{_when_shared(root, title, description)}'
        f'<link rel="preload" href="{root}fonts/source-sans-3.woff2" as="font" type="font/woff2" crossorigin>'
        + _styles(assets, STYLES[:1] if first else STYLES)
    )


def later_styles(assets: Assets) -> str:
    """The styles that only the app needs, for the end of the first page."""
    return _styles(assets, STYLES[1:])


def _styles(assets: Assets, names: tuple[str, ...]) -> str:
    return "".join(f'<link rel="stylesheet" href="{assets.own_root}{name}.css">' for name in names)
