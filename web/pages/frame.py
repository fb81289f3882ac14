"""The frame of pages that need no app, in the same house style as the screens."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from data.addresses import public_url
from data.region import load_region
from evidence.settings import may_look
from questionnaire.language.templates import Templates
from questionnaire.language.translation import LANGUAGE_NAMES, LANGUAGES
from scoring.editions.current import live_content
from screens.navigation import scan_name
from screens.parts.demo_notice import demo_notice
from screens.session.request_language import with_language
from screens.stylesheets import STYLES
from web.assets import Assets

TEMPLATES = Templates(__file__, own=with_language)


def render_page(
    assets: Assets, template: str, language: str, title: str, path: str = "", script: str = "", **values: Any
) -> Markup:
    """A whole HTML page, from a template that extends `page.html`; it reads `title` and `values` too.

    With `path` it gets a language switch; `script` is a file of ours, `styles` the names of others than every page has.
    """
    switch = [(other, f"{path}?lang={other}", LANGUAGE_NAMES[other]) for other in LANGUAGES if path]
    demo = demo_notice(language)
    return render(assets, template, language, title=title, script=script, switch=switch, demo=demo, **values)


def render(assets: Assets, template: str, language: str, **values: Any) -> Markup:
    """A template of this folder, given what every <head> needs."""
    return TEMPLATES.render(
        template,
        language,
        product=scan_name(language),
        **{
            "about": live_content(language).questionnaire.said("about"),
            "root": assets.own_root,
            "styles": STYLES,
            "site": public_url(),
            "looks": may_look(),
            "events": load_region(language=language).events,
            **values,
        },
    )
