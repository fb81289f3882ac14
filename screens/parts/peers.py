"""Bedrijven zoals u: what comparable businesses have in place, from released figures, said so that it helps
and never shames.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from data.region import load_region
from questionnaire.language.numbers import whole
from scoring.advising.advice import Advice
from scoring.results import Score
from screens.downloads.benchmark import Peers, how_many, peers_of
from screens.markup import fold, paragraph, shown, table
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text

MOST_SENTENCES = 3


def businesses_like_yours(score: Score, advice: Advice) -> None:
    """Draws up to three sentences and the figures per theme; nothing when too little has been released."""
    _ = text()
    peers = peers_of(this_scan.content(), score.counting, load_region(language=chosen_language()))
    if peers is None:
        return
    told = _("Dit komt uit {n} ingevulde scans: {label}.").format(n=peers.n, label=peers.label)
    lines = "".join(f"<li>{escape(line)}</li>" for line in sentences(score, advice, peers))
    with st.container(key="card-peers"):
        st.html(
            f"<h2>{escape(_('Bedrijven zoals u'))}</h2>{paragraph(told)}<ul class=dw-peers>{lines}</ul>{_figures(score, peers)}"
        )


def sentences(score: Score, advice: Advice, peers: Peers) -> list[str]:
    """What most others already have and this business could do next, in the order of the advice."""
    _ = text()
    found: list[str] = []
    for recommendation in advice.recommendations:
        figures = [peers.items[i] for i in recommendation.item_ids if i in peers.items]
        count = how_many(max(f.shown_pct or 0.0 for f in figures), chosen_language()) if figures else None
        if count and len(found) < MOST_SENTENCES:
            told = _("{title}: {count} hebben dit al (deels) geregeld.")
            found.append(told.format(title=recommendation.measure.title, count=count))
    return found


def _figures(score: Score, peers: Peers) -> str:
    _ = text()
    rows = [
        (
            theme.title,
            shown(theme.score_pct),
            _("{score}, marge {margin}").format(
                score=whole(figure.shown_pct or 0), margin=whole(figure.margin or 0)
            ),
        )
        for theme in score.themes
        if (figure := peers.themes.get(theme.id)) and theme.score_pct is not None
    ]
    if not rows:
        return ""
    head = (_("Thema"), _("U"), _("Bedrijven zoals u"))
    note = paragraph(
        _(
            "De marge komt van het toeval dat wij toevoegen, zodat niemand antwoorden van één bedrijf kan herleiden, en van wie er toevallig meedeed."
        ),
        "dw-soft",
    )
    return fold(
        _("Cijfers per thema"), table(head, rows, _("Score per thema naast bedrijven zoals u")) + note
    )
