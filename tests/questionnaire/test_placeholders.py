"""Placeholders are read as `str.format` reads them: what is told as sound can be filled in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.language.placeholders import (
    BrokenPlaceholder,
    can_be_filled,
    lost_placeholders,
    placeholders,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("geen", set()),
        ("{number} van {total}", {"number", "total"}),
        ("{share:.0f} procent, {name!r}", {"share:.0f", "name!r"}),
        ("{} en {}", {"0", "1"}),
        ("{1} en {0}", {"0", "1"}),
        ("een {{ en een }}", set()),
    ],
)
def test_each_placeholder_is_found_as_it_is_written(text: str, found: set[str]) -> None:
    assert placeholders(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "}",
        "{n",
        "n}",
        "{n} {",
        "{file.x}",
        "{file[0]}",
        "{n:{width}}",
        "{} {0}",
        "{ n}",
        "{n!}",
        "{n!rr}",
        "{a b}",
        "{²}",
        "{{n}",
        "{-1}",
    ],
)
def test_what_cannot_or_may_not_be_filled_in_is_refused(text: str) -> None:
    with pytest.raises(BrokenPlaceholder):
        placeholders(text)


@pytest.mark.parametrize(
    "other",
    [
        "Frage {number} von {total} {",
        "{number.real}",
        "{number:.1f} {total}",
        "{number!r}",
        "{}",
        "{0}",
        "{anzahl}",
    ],
)
def test_a_translation_that_asks_for_something_else_cannot_be_filled(other: str) -> None:
    assert not can_be_filled(["Vraag {number} van {total}"], [other])
    assert not can_be_filled(
        ["{number} dag van {total}", "{number} dagen van {total}"], ["{number} Tag", other]
    )


def test_a_text_about_braces_needs_no_braces_that_match() -> None:
    assert can_be_filled(["Typ een { op de eerste regel"], ["Type a {{ on the first line"])


@given(
    st.lists(
        st.sampled_from(
            [
                "{",
                "}",
                "{{",
                "}}",
                "{n}",
                "{m:g}",
                "{n.real}",
                "{}",
                "{1}",
                "{n!r}",
                "{n:>{m}}",
                ":",
                "!",
                "[0]",
                "x",
            ]
        )
    ).map("".join)
)
def test_whatever_can_be_filled_in_by_this_check_never_raises(form: str) -> None:
    dutch = "{n} van {m:g}"
    if can_be_filled([dutch], [form]):
        form.format(n=3, m=2.5)


def test_a_plural_may_leave_out_the_number_in_its_singular_only() -> None:
    both = ["{n} dag", "{n} dagen"]
    assert lost_placeholders(both, ["one day", "{n} days"]) == []
    assert lost_placeholders(both, ["one day", "days"]) == ["n"]
    assert lost_placeholders(both, ["same", "same"]) == ["n"]
