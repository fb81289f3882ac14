"""Then and now, after a second scan: themes, barriers gained, and what was done of the plan."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from scoring.advising.compare import Comparison
from scoring.advising.outcome import barriers_since, compared_of, only_shared, plan_since
from scoring.models import Barrier
from screens.markup import shown
from screens.parts.macros import macro
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text


def then_and_now() -> Comparison | None:
    """Draws the comparison with the scan before, and returns it; None, and nothing drawn, without one."""
    scan = this_scan.current()
    found = compared_of(this_scan.content(), scan)
    if found is None:
        return None
    with st.container(key="card-compared"):  # the reward of all that was done
        st.html(compared_html(found))
    return found


def compared_html(found: Comparison) -> Markup:
    """The score then and now, what opens below it, and both scores of each theme."""
    rows = [
        (now.title, shown(then.score_pct), shown(now.score_pct))
        for then, now in zip(found.then.themes, found.now.themes)
    ]
    before, after = shown(found.then.score_pct), shown(found.now.score_pct)
    note = only_shared(found, chosen_language())
    return macro("compared", before, after, note, _folds(found), rows)


def _folds(found: Comparison) -> list[tuple[str, list[list[str]]]]:
    """What opens: its line, and the lists inside."""
    _ = text()
    folds = []
    if found.gained:
        folds.append((barriers_since(found, chosen_language()), [_once_each(found.gained)]))
    if found.lost:
        folds.append((_("Wat nu aandacht vraagt"), [_once_each(found.lost)]))
    if told := plan_since(found, chosen_language()):
        done = [_("{title} (gedaan)").format(title=m.title) for m in found.done]
        folds.append((told, [done, [m.title for m in found.open]]))
    return folds


def _once_each(barriers: tuple[Barrier, ...]) -> list[str]:
    """Each barrier once, with the types of crime that it stands in the way of."""
    threats = this_scan.content().threats
    crimes = {b.id: threat.title for threat in (threats.threats if threats else ()) for b in threat.barriers}
    found: dict[str, list[str]] = {}
    for barrier in barriers:
        found.setdefault(barrier.title, []).append(crimes[barrier.id])
    return [f"{title} ({', '.join(where)})" for title, where in found.items()]
