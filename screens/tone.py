"""Who gets which words: those who outsource, the unsure, forerunners. Small real differences, never a judgement."""

from __future__ import annotations

from html import escape

from questionnaire.respondent import for_respondent
from questionnaire.translation import translator
from questionnaire.walk import ItemState
from scoring.advice import advise
from scoring.content import Content
from scoring.models import Score
from screens.kiosk import is_kiosk

MANY_UNKNOWN = 0.25  # share of the items answered with "I don't know"
FORERUNNER_FROM = 80.0  # percent of the total
OPTIMIST_FROM = 0.9  # share of the items at their best answer
MOST_CHECKS = 3


def tone(content: Content, score: Score) -> str:
    """One sentence that fits this business."""
    _ = translator(content.language).gettext
    asked = [i for i in score.items.values() if i.state in (ItemState.ANSWERED, ItemState.DONT_KNOW)]
    unknown = sum(i.state is ItemState.DONT_KNOW for i in asked)
    advice = advise(content, score)
    if asked and advice.supplier_questions and unknown / len(asked) >= MANY_UNKNOWN:
        if is_kiosk():  # the list is on the phone that takes the result along
            return _("U wist nog niet alles. Dat geeft niet: met de vragenlijst op uw telefoon zoekt u het in een middag uit.")
        return _("U wist nog niet alles. Dat geeft niet: met de vragenlijst hieronder zoekt u het in een middag uit.")
    if advice.supplier_questions and content.questionnaire.outsources(score.counting):
        if is_kiosk():
            return _("U laat uw ICT doen. Op uw telefoon vindt u straks vragen die u zo naar uw leverancier stuurt.")
        return _("U laat uw ICT doen. Hieronder staan vragen die u zo naar uw leverancier stuurt.")
    if (score.score_pct or 0) >= FORERUNNER_FROM:
        return _("U loopt voorop. Test of het echt werkt, en help een collega-ondernemer op weg.")
    if content.questionnaire.works_alone(score.counting):
        return _("U doet alles zelf. Daarom kiezen we wat u in een uurtje regelt.")
    if len(advice.week) == 3:
        return _("Kleine stappen werken het best. Begin met deze drie, de rest komt later.")
    return _("Kleine stappen werken het best. Begin met de eerste, de rest komt later.")


def checks_for_optimists(content: Content, score: Score) -> str:
    """For whoever has nearly everything at its best: how to see with one's own eyes that it works. Else empty."""
    _ = translator(content.language).gettext
    asked = [i for i in score.items.values() if i.share is not None]
    best = [i for i in asked if (i.share or 0) >= 1]
    if not asked or len(best) / len(asked) < OPTIMIST_FROM:
        return ""
    items = [for_respondent(content.questionnaire.items[i.id], score.counting) for i in sorted(best, key=lambda i: (not i.key, -i.weight))]
    lines = "".join(
        f"<li><strong>{escape(item.question)}</strong> {escape(item.how_to_find)}</li>" for item in items[:MOST_CHECKS] if item.how_to_find
    )
    told = _("Bijna overal gaf u het beste antwoord. Wanneer is dit voor het laatst getest? Kijk deze drie zelf na.")
    return f'<section class="dw-checks"><h2>{escape(_("Even nakijken"))}</h2><p>{escape(told)}</p><ol>{lines}</ol></section>'
