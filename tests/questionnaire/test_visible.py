"""What a reader can and cannot see in a text."""

from __future__ import annotations

import pytest

from questionnaire.language.visible import (
    LEFTOVER,
    UNSEEN,
    bare,
    is_visible,
    without_accents,
    without_letters,
)


@pytest.mark.parametrize(
    "other",
    [
        "Één  deel",
        " één deel ",
        "E\u0301e\u0301n\u00a0deel",
        "Één\u200b deel",
        "één\u2009deel.",
        "Éé\u00adn deel",
        "ÉÉN DEEL",
    ],
)
def test_texts_that_look_the_same_are_the_same(other: str) -> None:
    assert bare(other) == bare("Één deel")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ja", "Nee"), ("1 dag", "11 dagen"), ("minder dan 5", "meer dan 5"), ("a b", "ab"), ("+", "-")],
)
def test_texts_that_differ_to_a_reader_differ(one: str, other: str) -> None:
    assert bare(one) != bare(other) and without_accents(one) != without_accents(other)


def test_an_accent_alone_makes_texts_alike_and_not_the_same() -> None:
    assert without_accents("Eén deel") == without_accents("Een deel") and bare("Eén deel") != bare("Een deel")


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\u00a0\u2060", "\n\t", "\ufeff"])
def test_nothing_to_see_is_nothing(text: str) -> None:
    assert not is_visible(text)


@pytest.mark.parametrize("text", ["Bedrijfs\u00adnaam", "€ 1.000 – 'zo' ≥ 3", "Łódź, Σ, Дa, ş", "n\u0303"])
def test_what_european_languages_write_is_seen_and_drawn(text: str) -> None:
    assert not UNSEEN.search(text) and not without_letters(text)


def test_ordinary_words_are_no_leftovers() -> None:
    assert not any(
        LEFTOVER.search(text)
        for text in ("Alles in één: methode", "CÃO", "todo", "Maat XXXL", "ÂGE", "10 << 20")
    )
    assert all(
        LEFTOVER.search(text)
        for text in ("TODO: af", "EÃ©n", "â€˜zo", "Â© 2026", ">>>>>>> tak", "lorem ipsum")
    )
