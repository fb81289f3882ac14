"""Then and now, after a second scan: themes, barriers gained, and what was done of the plan."""

from __future__ import annotations

from html import escape

import streamlit as st

from scoring.advising.compare import Comparison
from scoring.advising.outcome import barriers_since, compared_of, only_shared, plan_since
from scoring.models import Barrier
from screens.markup import fold, listed, paragraph, shown, table
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text


def then_and_now() -> Comparison | None:
    """Draws the comparison with the scan before, and returns it; None, and nothing drawn, without one."""
    scan = this_scan.current()
    found = compared_of(this_scan.content(), scan)
    if found is None:
        return None
    _ = text()
    with st.container(key="card-compared"):  # the reward of all that was done
        st.html(f"<h2>{escape(_('Toen en nu'))}</h2>" + _told(found) + _lists(found) + _table(found))
    return found


def _told(found: Comparison) -> str:
    _ = text()
    then, now = found.then.score_pct, found.now.score_pct
    figure = (
        f'<p class="dw-plan-score"><span class="dw-plan-part"><small>{escape(_("Toen"))} </small><span>{shown(then)}</span></span>'
        f'<span class="dw-arrow" aria-hidden="true">→</span>'
        f'<span class="dw-plan-part"><small>{escape(_("Nu"))} </small><strong>{shown(now)}</strong></span></p>'
    )
    note = only_shared(found, chosen_language())
    return figure + (paragraph(note, "dw-soft") if note else "")


def _lists(found: Comparison) -> str:
    _ = text()
    parts = []
    if found.gained:
        parts.append(fold(barriers_since(found, chosen_language()), listed(_once_each(found.gained))))
    if found.lost:
        parts.append(fold(_("Wat nu aandacht vraagt"), listed(_once_each(found.lost))))
    if told := plan_since(found, chosen_language()):
        done = listed(_("{title} (gedaan)").format(title=m.title) for m in found.done)
        parts.append(fold(told, done + listed(m.title for m in found.open)))
    return "".join(parts)


def _once_each(barriers: tuple[Barrier, ...]) -> list[str]:
    """Each barrier once, with the types of crime that it stands in the way of."""
    threats = this_scan.content().threats
    crimes = {b.id: threat.title for threat in (threats.threats if threats else ()) for b in threat.barriers}
    found: dict[str, list[str]] = {}
    for barrier in barriers:
        found.setdefault(barrier.title, []).append(crimes[barrier.id])
    return [f"{title} ({', '.join(where)})" for title, where in found.items()]


def _table(found: Comparison) -> str:
    _ = text()
    rows = [
        (now.title, shown(then.score_pct), shown(now.score_pct))
        for then, now in zip(found.then.themes, found.now.themes)
    ]
    return fold(
        _("Per thema"), table((_("Thema"), _("Toen"), _("Nu")), rows, _("Score per thema, toen en nu"))
    )
