"""What the law and customers may ask of this business, as HTML for screen and text result."""

from __future__ import annotations

from questionnaire.language.templates import Templates
from scoring.advising.obligations import verdicts
from scoring.content import Content
from scoring.results import Score

_TEMPLATES = Templates(__file__)


def obligations_html(content: Content, score: Score) -> str:
    """A heading of level 2 and a paragraph per obligation; empty when the rule names none."""
    found = verdicts(content, score)
    # Plain text, as that of screens/markup.py: screens add it to HTML of their own.
    return str(_TEMPLATES.render("obligations.html", content.language, found=found)) if found else ""
