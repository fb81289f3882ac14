"""What the law and customers may ask of this business, as HTML for screen and text result."""

from __future__ import annotations

from html import escape

from questionnaire.language.translation import translator
from scoring.advising.obligations import verdicts
from scoring.content import Content
from scoring.results import Score
from screens.markup import paragraph


def obligations_html(content: Content, score: Score) -> str:
    """A heading of level 2 and a paragraph per obligation; empty when the rule names none."""
    found = verdicts(content, score)
    if not found:
        return ""
    _ = translator(content.language).gettext
    parts = [f"<h2>{escape(_('Wat de wet en uw klanten vragen'))}</h2>"]
    for obligation, verdict in found:
        link = f'<a href="{escape(obligation.link)}" target="_blank" rel="noopener">{escape(obligation.link_title)}</a>'
        parts.append(f"<h3>{escape(obligation.title)}: {escape(verdict.title)}</h3>")
        parts.append(paragraph(verdict.text) + f"<p>{link}</p>")
    return "".join(parts)
