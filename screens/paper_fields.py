"""The fields of one question on screen "Papier invoeren": the same codes in front of the answers as on paper."""

from __future__ import annotations

import streamlit as st

from questionnaire.answer_codes import answer_codes
from questionnaire.models import Item
from questionnaire.responses import RESERVED_ANSWERS, Answer
from questionnaire.routing import RESERVED_TEXTS
from screens.language import text


def typed_answer(item: Item, saved: Answer | None, turn: int) -> Answer | None:
    """Draws the fields inside a form and returns what they hold; None when nothing was chosen.

    What cannot go together is returned as it was chosen: a tuple that the item does not accept.
    """
    codes = answer_codes(item)
    labels = {code: f"`{code}` {_label(item, answer)}" for code, answer in codes.items()}
    kept = saved if isinstance(saved, tuple) else (saved,)
    with st.container(key=f"typed_fields_{turn}"):
        if item.kind == "single":
            index = next((n for n, answer in enumerate(codes.values()) if answer in kept), None)
            key = f"typed_answer_{turn}"
            code = st.radio(item.question, list(codes), index=index, format_func=labels.__getitem__, label_visibility="collapsed", key=key)
            return codes[code] if code else None
        number = _number(item, saved, turn) if item.number else None
        ticked = [a for c, a in codes.items() if st.checkbox(labels[c], value=a in kept, key=f"typed_answer_{turn}_{c}")]
    if number is not None:
        return (str(number), *ticked) if ticked else number
    if len(ticked) == 1 and ticked[0] in RESERVED_ANSWERS:
        return ticked[0]
    return tuple(ticked) or None


def _label(item: Item, answer: str) -> str:
    _ = text()
    return _(RESERVED_TEXTS[answer]) if answer in RESERVED_ANSWERS else item.options_by_id[answer].label


def _number(item: Item, saved: Answer | None, turn: int) -> float | None:
    asked = item.number
    assert asked is not None
    whole = asked.decimals == 0
    number = st.number_input(
        text()("Aantal {unit}").format(unit=asked.unit),
        min_value=int(asked.least) if whole else asked.least,
        max_value=int(asked.most) if whole else asked.most,
        value=(int(saved) if whole else float(saved)) if isinstance(saved, float | int) else None,
        step=1 if whole else 10.0**-asked.decimals,
        key=f"typed_answer_{turn}_number",
    )
    return None if number is None else float(number)
