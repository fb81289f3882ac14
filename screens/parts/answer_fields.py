"""The answers that an item offers, as cards to choose from or a number to fill in. What is chosen is kept at
once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from questionnaire.models import Item
from questionnaire.number_input import NumberRefused, number_text, read_number
from questionnaire.responses import DONT_KNOW, NOT_APPLICABLE, Answer
from screens.markup import plain
from screens.parts.macros import macro
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text

ERROR_ID = "dw-answer-error"


def answer_fields(item: Item, empty_places: int = 0) -> str:
    """Draws the field of this item, and keeps what is chosen in it. What is wrong with what was typed; empty
    when nothing is.

    `empty_places` are left behind the fields where they stand below one another: see `screens/questions.py`.
    """
    chosen = (
        _single(item)
        if item.kind == "single"
        else {"multiple": _multiple, "number": _number}[item.kind](item, empty_places)
    )
    # After a lost connection a click reaches a new session without its callback: what the field says counts.
    if chosen is not None and chosen != this_scan.current().responses.get(item.id):
        this_scan.answer(item.id, chosen)
    return _wrong(item)


def keep_chosen(item: Item) -> None:
    """For callbacks, which come before the fields are drawn: keeps what the field of this item holds now."""
    value = st.session_state.get(_key(item))
    if item.kind == "single" and value is not None and value != this_scan.current().responses.get(item.id):
        this_scan.answer(item.id, value)


def _reserved(item: Item) -> dict[str, str]:
    _ = text()
    offered = {DONT_KNOW: _("Weet ik niet")} if item.dont_know else {}
    return offered | ({NOT_APPLICABLE: _("Niet van toepassing")} if item.not_applicable else {})


def _labels(item: Item) -> dict[str, str]:
    """The answers by id, in the order shown."""
    return {option.id: option.label for option in item.options} | _reserved(item)


def answers_of(item: Item) -> tuple[str, ...]:
    """The ids of the answers that it offers, in the order shown."""
    return tuple(_labels(item))


def _key(item: Item, part: str = "", language: str = "") -> str:
    # The language is in the key: labels that change would otherwise take the choice along. Callbacks say in
    # which language the field was drawn: it may have changed by a click right after.
    return f"answer_{item.id}{'.' + part if part else ''}_{language or chosen_language()}"


def _single(item: Item) -> Answer | None:
    labels = _labels(item)
    known = list(labels)
    saved = this_scan.current().responses.get(item.id)
    captions = [plain(option.explanation or "") for option in item.options]
    return st.radio(
        plain(item.question),
        known,
        index=known.index(saved) if saved in known else None,
        format_func=lambda answer: plain(labels[answer]),
        captions=[*captions, *[""] * (len(known) - len(captions))] if any(captions) else None,
        key=_key(item),
        on_change=_chosen,
        args=(item, chosen_language()),
        label_visibility="collapsed",
    )


def _chosen(item: Item, language: str) -> None:
    if (value := st.session_state[_key(item, language=language)]) is not None:
        this_scan.answer(item.id, value)


def places(item: Item) -> int:
    """How many fields of this item stand below one another, each a place of its own; 0 for a list of radio
    buttons.
    """
    if item.kind == "single":
        return 0
    return item.dont_know + item.not_applicable + (len(item.options) if item.kind == "multiple" else 1)


def draw_anew(item: Item) -> None:
    """Lets the fields of this item begin from the saved answer, when the browser no longer holds them.

    The session still knows them: it forgets fields of a fragment only when that fragment itself draws others.
    """
    for part in ("number", *item.options_by_id, DONT_KNOW, NOT_APPLICABLE):
        st.session_state.pop(_key(item, part), None)


def let_go(item_id: str) -> None:
    """Forgets what the fields of this item hold, in any language, after its answer was changed elsewhere.

    Without this a field that stays on the screen puts its old answer back.
    """
    for key in [
        k for k in st.session_state if str(k).startswith((f"answer_{item_id}_", f"answer_{item_id}."))
    ]:
        del st.session_state[key]


def leave_empty(number: int) -> None:
    """So many elements without anything in them."""
    for _place in range(number):
        st.html(macro("nothing"))


def _multiple(item: Item, empty_places: int) -> Answer | None:
    answer = this_scan.current().responses.get(item.id)
    saved = answer if isinstance(answer, tuple) else (answer,)
    labels = _labels(item)
    with st.container(key=f"choices-{item.id}"):
        told = list(labels), chosen_language()
        ticked = [
            part
            for part, label in labels.items()
            if _box(item, part, label, part in saved, _ticked, (item, part, *told))
        ]
        leave_empty(empty_places)
    return _as_answer(item, ticked)


def _box(
    item: Item, part: str, label: str, ticked: bool, changed: Callable[..., None], args: tuple[Any, ...]
) -> bool:
    key = _key(item, part)
    # Where the session knows the tick already, it may not get a default besides.
    return st.checkbox(
        plain(label), value=ticked and key not in st.session_state, key=key, on_change=changed, args=args
    )


def _ticked(item: Item, part: str, parts: list[str], language: str) -> None:
    """One tick: what cannot go together with it goes out; without any tick there is no answer."""
    if st.session_state[_key(item, part, language)]:
        for other in parts:
            if other != part and (_alone(item, part) or _alone(item, other)):
                st.session_state[_key(item, other, language)] = False
    ticked = [p for p in parts if st.session_state.get(_key(item, p, language))]
    this_scan.answer(item.id, _as_answer(item, ticked))


def _alone(item: Item, part: str) -> bool:
    return part in (DONT_KNOW, NOT_APPLICABLE) or item.options_by_id[part].exclusive


def _as_answer(item: Item, ticked: list[str]) -> Answer | None:
    alone = [part for part in ticked if _alone(item, part)]
    if not alone:
        return tuple(ticked) or None
    return alone[0] if alone[0] in (DONT_KNOW, NOT_APPLICABLE) else (alone[0],)


def _number(item: Item, empty_places: int) -> Answer | None:
    _ = text()
    asked = item.number
    if asked is None:
        raise ValueError(f"number item {item.id} says nothing about its number")
    saved = this_scan.current().responses.get(item.id)
    key, language = _key(item, "number"), chosen_language()
    with st.container(key=f"choices-{item.id}"):
        # As text: a field for numbers leaves out the comma where the browser writes a point, and 10,5 becomes
        # 105.
        st.text_input(
            plain(_("Aantal {unit}").format(unit=asked.unit)),
            value=number_text(saved, language)
            if isinstance(saved, float | int) and key not in st.session_state
            else "",
            key=key,
            autocomplete="off",
            on_change=_number_typed,
            args=(item, language),
        )
        reserved = _reserved(item).items()
        ticked = [
            p
            for p, label in reserved
            if _box(item, p, label, saved == p, _reserved_ticked, (item, p, chosen_language()))
        ]
        leave_empty(empty_places)
    if ticked:
        return ticked[0]
    number = _typed(item, chosen_language())
    if number is None and _wrong(item) and isinstance(saved, float | int):
        this_scan.answer(item.id, None)  # what was there before is not what was typed
    return number


def _typed(item: Item, language: str) -> float | None:
    """The number in the field; None when it is empty, or holds something else."""
    try:
        return _read(item, language)
    except NumberRefused:
        return None


def _read(item: Item, language: str) -> float | None:
    text = st.session_state.get(_key(item, "number", language)) or ""
    return read_number(text, item.number, language) if item.number and text.strip() else None


def _wrong(item: Item) -> str:
    """What is wrong with the text in the field of a number, in the language of the screen."""
    try:
        _read(item, chosen_language())
    except NumberRefused as error:
        return error.say(text())
    return ""


def _number_typed(item: Item, language: str) -> None:
    if st.session_state[_key(item, "number", language)].strip():
        for part in _reserved(item):
            st.session_state[_key(item, part, language)] = False
    this_scan.answer(item.id, _typed(item, language))


def _reserved_ticked(item: Item, part: str, language: str) -> None:
    ticked = st.session_state[_key(item, part, language)]
    if ticked:
        st.session_state[_key(item, "number", language)] = ""
        for other in _reserved(item):
            st.session_state[_key(item, other, language)] = other == part
    this_scan.answer(item.id, part if ticked else None)
