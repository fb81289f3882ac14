"""Where a respondent is on the way: theme, place, time left, and what the themes behind them came to."""

from __future__ import annotations

from html import escape

import streamlit as st

from questionnaire.language.numbers import whole
from questionnaire.language.translation import translator
from questionnaire.minutes import minutes
from questionnaire.models import Item, Section
from screens.markup import paragraph
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text

_TOTAL = (
    "way_total"  # in the session: the question drawn last, how many there were then, and the word about that
)
_STANDS = 1 - 1e-9  # of a share


def above(item: Item) -> str:
    """What stands above a question: what is behind, the theme with what it stops, the place and time left."""
    asked = this_scan.asked()
    at = next((n for n, other in enumerate(asked) if other.id == item.id), None)
    section = this_scan.questionnaire().section_of(item.id)
    if at is None:
        return paragraph(section.title, "dw-theme") + _already()
    opens = at == 0 or section.id != this_scan.questionnaire().section_of(asked[at - 1].id).id
    behind = _behind(asked, at) if opens and at else ""
    description = paragraph(section.description, "dw-soft dw-opens") if opens and section.description else ""
    done = f'<div class="dw-progress"><i style="width: {100 * at / len(asked):.1f}%"></i></div>'
    return (
        behind
        + paragraph(section.title, "dw-theme")
        + description
        + paragraph(_place(item, at, asked), "dw-place")
        + done
    )


def _already() -> str:
    _ = text()
    return paragraph(_("Dit antwoord had u al gegeven. U kunt het hier wijzigen."), "dw-place")


def _place(item: Item, at: int, asked: tuple[Item, ...]) -> str:
    _ = text()
    told = [_("Vraag {number} van {total}").format(number=at + 1, total=len(asked))]
    left = whole(minutes(this_scan.as_asked(other.id) for other in asked[at:]))
    told.append(_("nog ongeveer {minutes} minuten").format(minutes=left) if left > 1 else _("nog een minuut"))
    if half_way(at, len(asked)):
        told.append(_("u bent halverwege"))
    if word := _changed(item, len(asked)):
        told.append(word)
    return " · ".join(told)


def half_way(at: int, total: int) -> bool:
    """Whether this question, the one behind `at` others, is the first of the second half."""
    return total > 1 and at == (total + 1) // 2


def _changed(item: Item, total: int) -> str:
    """The word about a number of questions that is another one than at the question before; it stays for
    that question.
    """
    before, known, word = st.session_state.get(_TOTAL, ("", total, ""))
    if before != item.id:
        word = _more_or_less(total - known)
        st.session_state[_TOTAL] = item.id, total, word
    return word


def _more_or_less(change: int) -> str:
    words = translator(chosen_language())
    if change > 0:
        return words.ngettext(
            "door uw antwoord {count} vraag erbij", "door uw antwoord {count} vragen erbij", change
        ).format(count=change)
    if change < 0:
        return words.ngettext(
            "door uw antwoord {count} vraag minder", "door uw antwoord {count} vragen minder", -change
        ).format(count=-change)
    return ""


def _behind(asked: tuple[Item, ...], at: int) -> str:
    questions = this_scan.questionnaire()
    section = questions.section_of(asked[at - 1].id)
    if section.profile:
        return f'<p class="dw-insight">{escape(_fits(len(asked) - at))}</p>'
    return insight(section)


def _fits(left: int) -> str:
    words = translator(chosen_language())
    return words.ngettext(
        "Genoeg over uw bedrijf. Er past nu nog {count} vraag bij u; de rest slaan we over.",
        "Genoeg over uw bedrijf. Er passen nu nog {count} vragen bij u; de rest slaan we over.",
        left,
    ).format(count=left)


def last_insight() -> str:
    """What the answers of the theme that was asked last come to; empty when it was the profile."""
    asked = this_scan.asked()
    section = this_scan.questionnaire().section_of(asked[-1].id) if asked else None
    return insight(section) if section and not section.profile else ""


def insight(section: Section) -> str:
    """What the answers of a theme come to, as a line: how many things are in place, and how many nobody
    knows. Empty when none were answered.
    """
    content, scan = this_scan.content(), this_scan.current()
    score = content.score(scan.responses, scan.quick)
    ids = {item.id for item in section.items}
    # Without points but not known either, like "does not apply", it is left out.
    counted = [s for s in score.items.values() if s.id in ids and s.share is not None]
    answered = [s for s in counted if s.id in score.counting]
    if not answered:
        return ""
    stand = sum((s.share or 0) >= _STANDS for s in answered)
    unknown = sum(content.is_unknown(s, score.counting.get(s.id)) for s in answered)
    words = translator(chosen_language())
    if stand == len(answered):
        told = words.ngettext(
            "{title}: dit staat helemaal. Mooi.", "{title}: alle {total} staan. Mooi.", stand
        )
    elif stand:
        told = words.ngettext(
            "{title}: {stand} van de {total} staat al.", "{title}: {stand} van de {total} staan al.", stand
        )
    else:
        told = words.gettext("{title}: hier valt nog veel te winnen. Straks ziet u waar u begint.")
    told = told.format(title=section.title, stand=stand, total=len(answered))
    if unknown:
        more = words.ngettext(
            "Van {count} weet u het nog niet.", "Van {count} weet u het nog niet.", unknown
        ).format(count=unknown)
        told = f"{told} {more}"
    return f'<p class="dw-insight{"" if stand else " dw-open"}">{escape(told)}</p>'
