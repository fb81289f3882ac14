"""Languages: Dutch is the source, the others come from the gettext catalogues in locale/."""

from __future__ import annotations

import gettext
import os
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from pydantic import BaseModel

LANGUAGES = ("nl", "en", "de")
SOURCE_LANGUAGE = "nl"
LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English", "de": "Deutsch"}
LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale"


class Translatable:
    """Marks a model field whose text respondents read, so that Babel extracts it and `localise` translates it."""


Text = Annotated[str, Translatable]

Model = TypeVar("Model", bound=BaseModel)


def N_(message: str) -> str:
    """The message itself: marks a text for Babel that is translated later, when the language is known."""
    return message


def same_to_the_eye(text: str) -> str:
    """A form that is equal for texts which a reader cannot tell apart: capitals and spaces do not count."""
    return " ".join(text.split()).casefold()


def nN_(one: str, many: str) -> tuple[str, str]:
    """Both forms of a text with a number in it, one and any other: as `N_`, for `ngettext`."""
    return one, many


@cache
def translator(language: str) -> gettext.NullTranslations:
    """Translations into `language`; texts without a translation stay Dutch.

    Raises ValueError for a language that the product does not have.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
    source = LOCALE_DIR / language / "LC_MESSAGES" / "messages.po"
    if language == SOURCE_LANGUAGE or not source.exists():
        return gettext.NullTranslations()
    with _compiled(source).open("rb") as file:
        return gettext.GNUTranslations(file)


def _compiled(source: Path) -> Path:
    """The .mo beside its .po, made anew when the .po is younger: nobody has to remember to compile."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return target
    with source.open("rb") as file:
        catalogue = read_po(file)
    # Several processes may start at once: write apart, then replace in one step.
    partial = target.with_suffix(f".{os.getpid()}.part")
    with partial.open("wb") as file:
        write_mo(file, catalogue)
    partial.replace(target)
    return target


def localise(model: Model, language: str) -> Model:
    """A copy of `model` with every `Text` in it, however deep, in `language`. Dutch gives the model itself."""
    if language == SOURCE_LANGUAGE:
        return model
    return _translated(model, translator(language).gettext)


def _translated(value: Any, translate: Any) -> Any:
    if isinstance(value, BaseModel):
        changes = {}
        for name, field in type(value).model_fields.items():
            old = getattr(value, name)
            new = _texts(old, translate) if is_text(field) else _translated(old, translate)
            if new is not old:
                changes[name] = new
        return _changed(value, changes) if changes else value
    if isinstance(value, tuple):
        return _same_or_new(value, tuple(_translated(part, translate) for part in value))
    if isinstance(value, dict):
        return {key: _translated(part, translate) for key, part in value.items()}
    return value


def _changed(model: BaseModel, changes: dict[str, Any]) -> BaseModel:
    # model_copy takes cached properties along, and those still hold the parts in the source language.
    copied = model.model_copy(update=changes)
    for name in set(copied.__dict__) - set(type(model).model_fields):
        del copied.__dict__[name]
    return copied


def _texts(value: Any, translate: Any) -> Any:
    if isinstance(value, str):
        return translate(value) if value else value
    if isinstance(value, tuple):
        return tuple(_texts(part, translate) for part in value)
    if isinstance(value, dict):
        return {key: _texts(part, translate) for key, part in value.items()}
    return value


def _same_or_new(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    return old if all(a is b for a, b in zip(old, new)) else new


def is_text(field: Any) -> bool:
    """Whether a pydantic field holds text for respondents, alone or in a tuple or mapping."""
    return Translatable in field.metadata or "Translatable" in str(field.annotation)
