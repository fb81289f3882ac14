"""The macros in `templates/parts.html`, in the language that was chosen."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from questionnaire.language.templates import Templates
from screens.session.language import chosen_language

_TEMPLATES = Templates(__file__)


def macro(name: str, *values: Any) -> Markup:
    """The macro of this name, filled in. For templates and for Streamlit; as text that is added to, `str` of it."""
    drawn: Markup = getattr(_TEMPLATES.macros("parts.html", chosen_language()), name)(*values)
    return drawn
