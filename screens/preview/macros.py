"""The macros in `templates/sheets.html`."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from questionnaire.language.templates import Templates

_TEMPLATES = Templates(__file__)


def macro(name: str, language: str, *values: Any) -> Markup:
    """The macro of this name, filled in."""
    drawn: Markup = getattr(_TEMPLATES.macros("sheets.html", language), name)(*values)
    return drawn
