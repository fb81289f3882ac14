"""The fields of one question on screen "Papier invoeren": the same codes in front of the answers as on paper."""

from __future__ import annotations

import streamlit as st

from questionnaire.answer_codes import answer_codes
from questionnaire.models import Item
from questionnaire.number_input import NumberRefused, number_text, read_number
from questionnaire.responses import RESERVED_ANSWERS, Answer
from questionnaire.routing import RESERVED_TEXTS
from screens.markup import plain
from screens.session.language import chosen_language, text


def typed_text(turn: int) -> str:
    """What stands in the field of a number."""
    return str(st.session_state.get(f"typed_answer_{turn}_number") or "")


def typed_answer(
    item: Item, saved: Answer | None, turn: int, wrong: str = ""
) -> Answer | NumberRefused | None:
    """Draws the fields inside a form and returns what they hold; None when nothing was chosen.

    A text that is no number comes back as the reason; `wrong` is one that was refused before, to be mended.

    What cannot go together is returned as it was chosen: a tuple that the item does not accept.
    """
    codes = answer_codes(item)
    kept = saved if isinstance(saved, tuple) else (saved,)
    with st.container(key=f"typed_fields_{turn}"):
        if item.kind == "single":
            index = next((n for n, answer in enumerate(codes.values()) if answer in kept), None)
            key = f"typed_answer_{turn}"
            code = st.radio(
                plain(item.question),
                list(codes),
                index=index,
                format_func=lambda code: _coded(item, code),
                label_visibility="collapsed",
                key=key,
            )
            return codes[code] if code else None
        number, refused = None, None
        if item.number:
            try:
                number = _number(item, saved, turn, wrong)
            except NumberRefused as error:
                refused = error
        ticked = [
            a
            for c, a in codes.items()
            if st.checkbox(_coded(item, c), value=a in kept, key=f"typed_answer_{turn}_{c}")
        ]
    if refused is not None:
        return refused
    if number is not None:
        return (str(number), *ticked) if ticked else number
    if len(ticked) == 1 and ticked[0] in RESERVED_ANSWERS:
        return ticked[0]
    return tuple(ticked) or None


def _coded(item: Item, code: str) -> str:
    """An answer behind its code, as Markdown."""
    answer = answer_codes(item)[code]
    return f"`{code}` {plain(_label(item, answer))}"


def _label(item: Item, answer: str) -> str:
    _ = text()
    return _(RESERVED_TEXTS[answer]) if answer in RESERVED_ANSWERS else item.options_by_id[answer].label


def _number(item: Item, saved: Answer | None, turn: int, wrong: str) -> float | None:
    asked = item.number
    assert asked is not None
    language = chosen_language()
    shown = number_text(saved, language) if isinstance(saved, float | int) else ""
    key = f"typed_answer_{turn}_number"
    typed = st.text_input(
        plain(text()("Aantal {unit}").format(unit=asked.unit)),
        value=wrong or shown,
        key=key,
        autocomplete="off",
    )
    return read_number(typed, asked, language) if typed.strip() else None
