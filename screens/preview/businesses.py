"""Sheet "Voorbeeldbedrijven": the scores of the example businesses before and after the change, and who moves
level.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st
from babel.numbers import format_decimal
from markupsafe import Markup

from questionnaire.authoring.mistakes import ContentError
from questionnaire.language.translation import N_, translator
from scoring.authoring.cases import CaseAt
from scoring.authoring.level_changes import LevelChange, content_of, example_businesses, level_changes
from scoring.content import Content
from screens.preview.frame import folder, localised
from screens.preview.macros import macro
from screens.session.language import chosen_language, text

RESTS = {
    "dont_know": N_("weet ik niet"),
    "worst": N_("het laagste antwoord"),
    "best": N_("het hoogste antwoord"),
}
STILL = 0.05  # percent points: less is the same


def show() -> None:
    """Draws the sheet."""
    _ = text()
    st.title(_("Wie verandert van niveau?"), anchor=False)
    earlier = {
        name: content
        for name, content in (
            (_("de laatst vastgelegde versie"), _committed()),
            (_("het begin van deze sessie"), folder().first),
        )
        if content
    }
    left, right = st.columns(2)
    against = left.selectbox(_("Vergelijk met"), list(earlier))
    rest = right.selectbox(
        _("Wat de bedrijven antwoorden op een nieuwe vraag"), list(RESTS), format_func=lambda r: _(RESTS[r])
    )
    try:
        businesses = [_with_rest(business, rest) for business in example_businesses(folder().root)]
        found = level_changes(earlier[against], localised(), businesses)
    except (ContentError, ValueError) as error:
        st.html(macro("wrong", chosen_language(), str(error)))
        return
    st.html(moves_html(found, localised(), chosen_language()))


def _with_rest(business: CaseAt, rest: str) -> CaseAt:
    return (
        business
        if business.case.rest
        else replace(business, case=business.case.model_copy(update={"rest": rest}))
    )


def _committed() -> Content | None:
    """The content of the last commit; None without git."""
    root = folder().root
    try:
        head = subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, check=True, text=True
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None
    return _content_at(root, head)


@st.cache_resource(max_entries=4, show_spinner=False)
def _content_at(root: Path, revision: str) -> Content | None:
    with tempfile.TemporaryDirectory() as unpacked:
        try:
            return content_of(revision, root, Path(unpacked))
        except (ContentError, subprocess.CalledProcessError):
            return None


def moves_html(found: Iterable[LevelChange], content: Content, language: str) -> Markup:
    """What changes as a table, movers of level first; what stays the same folded away below it."""
    found = list(found)
    titles = {level.id: level.title for level in content.rule.levels}
    changed = [move for move in found if move.moves_level or abs(move.change) > STILL]
    movers = sum(move.moves_level for move in changed)
    told = translator(language).ngettext(
        "{movers} van {all} bedrijven verandert van niveau, bij {changed} verandert de score.",
        "{movers} van {all} bedrijven veranderen van niveau, bij {changed} verandert de score.",
        movers,
    )
    same = [move for move in found if move not in changed]
    return macro(
        "moves",
        language,
        told.format(movers=movers, all=len(found), changed=len(changed)),
        [_row(move, titles, language) for move in changed],
        [_row(move, titles, language) for move in same],
    )


def _row(move: LevelChange, titles: dict[str, str], language: str) -> dict[str, Any]:
    def figure(value: float | None, pattern: str = "0.0") -> str:
        return "–" if value is None else format_decimal(value, format=pattern, locale=language)

    def level(level_id: str | None) -> str:
        return titles.get(level_id or "", level_id or "–")

    before, after = level(move.before_level), level(move.after_level)
    return {
        "name": move.name,
        "moves": move.moves_level,
        "figures": (figure(move.before_pct), figure(move.after_pct), figure(move.change, "+0.0;-0.0")),
        "levels": f"{before} → {after}" if move.moves_level else after,
    }
