"""What every page is made with: one language, one house style, and short names for the parts of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

import pyphen
from pydantic import BaseModel

from data.house_style import HouseStyle
from data.region import Region
from pdf.styles import BOLD, REGULAR, Styles, register_fonts, styles_for
from pdf.tagging import Breaker, Run, Text, TextStyle, clean, list_items
from pdf.tagging import Content as Words
from pdf.typography import curl
from questionnaire.language import numbers
from questionnaire.language.dates import day_in_words
from questionnaire.language.translation import translator
from questionnaire.remembered import remembered
from scoring.content import Content

HYPHENATION = {"nl": "nl_NL", "en": "en_GB", "de": "de_DE"}


class Kit:
    """Makes texts in one language and one house style.

    `library` holds the texts that are the same for everyone (questions, measures, types of crime). Only their
    lines are remembered from one report to the next; see pdf/tagging/linebreak.py.
    """

    def __init__(self, language: str, house: HouseStyle, breaker: Breaker) -> None:
        self.language, self.house, self.breaker = language, house, breaker
        self.styles: Styles = styles_for(house)
        translations = translator(language)
        self._: Callable[[str], str] = translations.gettext
        self.ngettext: Callable[[str, str, int], str] = translations.ngettext

    def text(
        self,
        content: Words,
        style: TextStyle | None = None,
        tag: str = "P",
        bookmark: int | None = None,
        anchor: str = "",
    ) -> Text:
        """A paragraph, or what `tag` says. `anchor` is the goal of a link inside the document."""
        return Text(
            _curled(content),
            style or self.styles.body,
            tag,
            breaker=self.breaker,
            bookmark=bookmark,
            anchor=anchor,
        )

    def title(self, content: str) -> Text:
        """The title of the document."""
        return self.text(content, self.styles.title, "H1", bookmark=0)

    def h2(self, content: str, anchor: str = "") -> Text:
        """The heading of a part; it stands in the reader's outline."""
        return self.text(content, self.styles.h2, "H2", bookmark=1, anchor=anchor)

    def h3(self, content: str) -> Text:
        """A heading inside a part."""
        return self.text(content, self.styles.h3, "H3")

    def bullets(
        self,
        contents: Sequence[Words],
        style: TextStyle | None = None,
        numbered: bool = False,
        labels: Sequence[str] = (),
    ) -> list[Text]:
        """A list, one flowable per item; `labels` instead of bullets or numbers, "" for none."""
        said = [_curled(content) for content in contents]
        return list_items(
            said, style or self.styles.item, numbered=numbered, breaker=self.breaker, labels=labels
        )

    def figure(self, number: float, decimals: int = 0) -> str:
        """A number as this language writes it, rounded half up."""
        return numbers.written(number, self.language, decimals)

    def score(self, percent: float) -> str:
        """A score as on the screens: rounded down, so that 100 and the bound of a level show only when they
        are reached.
        """
        return numbers.score(percent)

    def day(self, day: date) -> str:
        """A date in words."""
        return day_in_words(day, self.language)


def _curled(content: Words) -> Words:
    if isinstance(content, str):
        return curl(content)
    if isinstance(content, Run):
        curled = curl(content.text)
        return content if curled is content.text else replace(content, text=curled)
    return [_curled(part) for part in content]  # type: ignore[misc]


@lru_cache(maxsize=8)
def _hyphenator(language: str) -> Callable[[str], Iterable[int]]:
    positions: Callable[[str], Iterable[int]] = pyphen.Pyphen(
        lang=HYPHENATION[language], left=3, right=3
    ).positions
    return positions


def kit_for(content: Content, region: Region) -> Kit:
    """A kit in the language of `content`. What is remembered from it, other reports on the same content
    share.
    """
    return Kit(content.language, region.house_style, _breaker_for(content))


def _breaker_for(content: Content) -> Breaker:
    return remembered(content, "breaker", lambda: _new_breaker(content))


def _new_breaker(content: Content) -> Breaker:
    register_fonts()
    models = (content.questionnaire, content.rule, *content.measures.values(), content.threats)
    texts = {clean(curl(text), REGULAR) for model in models for text in texts_in(model)}
    texts = {text for text in texts if clean(text, BOLD) == text}
    return Breaker(_hyphenator(content.language), texts)


def texts_in(value: object) -> set[str]:
    """Every text in a model, however deep."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, BaseModel):
        return set().union(*(texts_in(part) for _, part in value))
    if isinstance(value, dict):
        return set().union(*(texts_in(part) for part in value.values()))
    if isinstance(value, tuple | list):
        return set().union(*(texts_in(part) for part in value))
    return set()
