"""Who gets which words: those who outsource, the unsure, forerunners. Small real differences, never a
judgement.
"""

from __future__ import annotations

from questionnaire.language.translation import translator
from questionnaire.walk import ItemState
from scoring.advising.advice import Advice
from scoring.advising.in_words import total_effort
from scoring.content import Content
from scoring.results import Score
from screens.parts.kiosk import is_kiosk

MANY_UNKNOWN = 0.25  # share of the items answered with "I don't know"
FORERUNNER_FROM = 80.0  # percent of the total


def tone(content: Content, score: Score, advice: Advice) -> str:
    """One sentence that fits this business."""
    _ = translator(content.language).gettext
    asked = [i for i in score.items.values() if i.state in (ItemState.ANSWERED, ItemState.DONT_KNOW)]
    unknown = sum(i.state is ItemState.DONT_KNOW for i in asked)
    if asked and advice.to_ask and unknown / len(asked) >= MANY_UNKNOWN:
        if is_kiosk():  # the list is on the phone that takes the result along
            return _(
                "U wist nog niet alles. Dat geeft niet: met de vragenlijst op uw telefoon zoekt u het in een middag uit."
            )
        return _(
            "U wist nog niet alles. Dat geeft niet: met de vragenlijst bij ‘Plan’ zoekt u het in een middag uit."
        )
    if advice.supplier_questions and content.questionnaire.outsources(score.counting):
        if is_kiosk():
            return _(
                "Een ander doet uw ICT. Op uw telefoon vindt u straks vragen die u zo naar uw leverancier stuurt."
            )
        return _("Een ander doet uw ICT. Bij ‘Plan’ staan vragen die u zo naar uw leverancier stuurt.")
    if (score.score_pct or 0) >= FORERUNNER_FROM:
        return _("U loopt voorop. Test of het echt werkt, en help een collega-ondernemer op weg.")
    if content.questionnaire.works_alone(score.counting) and advice.week:
        told = _("U doet alles zelf. Begin met de eerste; samen kosten deze acties ongeveer {hours}.")
        return told.format(hours=total_effort(advice.week, content.language))
    if len(advice.week) == 3:
        return _("Begin met deze drie. De rest komt later.")
    return _("Begin met de eerste. De rest komt later.")
