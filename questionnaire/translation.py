"""Languages: Dutch is the source, the others come from the gettext catalogues in locale/."""

from __future__ import annotations

import gettext
import os
import tempfile
from collections.abc import Callable
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

Model = TypeVar("Model")


def N_(message: str) -> str:
    """The message itself: marks a text for Babel that is translated later, when the language is known."""
    return message


def nN_(one: str, many: str) -> tuple[str, str]:
    """Both forms of a text with a number in it, one and any other: as `N_`, for `ngettext`."""
    return one, many


def translator(language: str) -> gettext.NullTranslations:
    """Translations into `language`, the live ones where editions are kept; texts without a translation stay Dutch.

    Raises ValueError for a language that the product does not have.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
    return (_followed and _followed(language)) or _as_first_read(language)


def catalogue(locale_dir: Path, language: str) -> gettext.NullTranslations:
    """The translations into `language` as the folder has them now; without its file every text stays Dutch."""
    source = locale_dir / language / "LC_MESSAGES" / "messages.po"
    if language == SOURCE_LANGUAGE or not source.exists():
        return gettext.NullTranslations()
    with _compiled(source).open("rb") as file:
        return gettext.GNUTranslations(file)


_followed: Callable[[str], gettext.NullTranslations | None] | None = None


def follow(source: Callable[[str], gettext.NullTranslations | None] | None) -> None:
    """Lets `translator` take the translations, by language, from a store of editions; None ends that.

    Where the store has none (yet) they come from the files, as they were first read.
    """
    global _followed
    _followed = source


@cache
def _as_first_read(language: str) -> gettext.NullTranslations:
    return catalogue(LOCALE_DIR, language)


def read_anew() -> None:
    """Someone who watches the files saw one change: `translator` reads them again."""
    _as_first_read.cache_clear()


def _compiled(source: Path) -> Path:
    """The .mo beside its .po, made anew when the .po is younger: nobody has to remember to compile."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return target
    with source.open("rb") as file:
        catalogue = read_po(file)
    # Several processes and threads may start at once: each writes apart, then replaces in one step.
    handle, partial = tempfile.mkstemp(suffix=".part", dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        write_mo(file, catalogue)
    os.chmod(partial, 0o644)
    os.replace(partial, target)
    return target


def localise(model: Model, language: str, translations: gettext.NullTranslations | None = None) -> Model:
    """A copy of `model`, or of a tuple or dict of models, with every `Text` in it, however deep, in `language`.

    Dutch gives the model itself. `translations` are those of `translator` unless others are given.
    """
    if language == SOURCE_LANGUAGE:
        return model
    return _translated(model, (translations or translator(language)).gettext)


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
