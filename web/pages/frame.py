"""The frame of pages that need no app, in the same house style as the screens."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template

from questionnaire.language.translation import LANGUAGE_NAMES, LANGUAGES
from screens.navigation import scan_name
from screens.parts.demo_notice import demo_notice
from screens.session.request_language import texts, with_language
from web.assets import Assets
from web.pages.first_page import head

PAGE = Path(__file__).with_name("page.html")


@lru_cache(maxsize=1)
def _template() -> Template:
    return Template(PAGE.read_text("utf-8"))


def render_page(
    assets: Assets, title: str, body: str, language: str, path: str = "", script: str = ""
) -> str:
    """A whole HTML page. `body` is HTML; with `path` it gets a language switch; `script` is a file of ours."""
    _ = texts(language)
    links = (
        ("/", _("Naar de scan")),
        ("/hulp", _("Eerste hulp bij een incident")),
        ("/over", _("Over deze scan")),
        ("/privacy", _("Privacy")),
    )
    return _template().substitute(
        lang=language,
        head=head(assets, f"{title} – {scan_name(language)}", language)
        + (_script(assets, script) if script else ""),
        skip=escape(_("Direct naar de inhoud")),
        start=with_language("/", language),
        product=escape(scan_name(language)),
        languages=_language_switch(path, language) if path else "",
        demo=demo_notice(language),
        body=body,
        links="".join(
            f'<a href="{with_language(link, language)}">{escape(label)}</a>' for link, label in links
        ),
    )


def _language_switch(path: str, language: str) -> str:
    _ = texts(language)
    links = "".join(
        f'<a href="{path}?lang={other}" lang="{other}" hreflang="{other}" aria-label="{other.upper()} '
        f'{LANGUAGE_NAMES[other]}"{" aria-current=page" if other == language else ""}>{other.upper()}</a>'
        for other in LANGUAGES
    )
    return f'<nav class="dw-languages" aria-label="{escape(_("Taal"))}">{links}</nav>'


def _script(assets: Assets, name: str) -> str:
    return f'<script src="{assets.own_root}{name}" defer></script>'
