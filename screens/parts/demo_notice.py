"""On a demo: the line that says so, for screens and plain pages."""

from __future__ import annotations

from markupsafe import Markup

from questionnaire.language.templates import Templates
from screens.session.settings import is_demo

_TEMPLATES = Templates(__file__)


def demo_notice(language: str) -> Markup:
    """On a demo: a line saying so; nothing otherwise."""
    return _TEMPLATES.render("demo_notice.html", language) if is_demo() else Markup()
