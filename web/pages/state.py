"""The page on which the programme team reads how each part of the server is doing."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from data import clock
from data.operation.state import LEVELS, Part
from questionnaire.language.dates import day_in_words
from screens.session.request_language import texts
from web.assets import Assets
from web.pages.frame import render_page


def state_page(assets: Assets, language: str, parts: Iterable[Part], in_doubt: bool) -> Markup:
    """What is wrong first. With a clock `in_doubt` the date of now can be confirmed here."""
    _ = texts(language)
    order = list(reversed(LEVELS))
    told = [
        {
            "name": part.name,
            "title": part.title.say(language),
            "level": part.level,
            "state": LEVELS[part.level].say(language),
            "told": part.told.say(language),
            "todo": part.todo.say(language) if part.todo else "",
        }
        for part in sorted(parts, key=lambda part: order.index(part.level))
    ]
    return render_page(
        assets,
        "state.html",
        language,
        _("Toestand van de server"),
        path="/team/toestand",
        parts=told,
        troubles=sum(part["level"] != "good" for part in told),
        in_doubt=in_doubt,
        today=day_in_words(clock.today(), language),
    )
