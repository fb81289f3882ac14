"""Languages: Dutch is the source, the others come from the gettext catalogues in locale/."""

from __future__ import annotations

import gettext
import logging
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, TypeVar

from babel.messages.plurals import get_plural
from pydantic import BaseModel

from questionnaire.content_folder import PRODUCT, ROOT
from questionnaire.language.changed import letters
from questionnaire.language.placeholders import can_be_filled
from questionnaire.language.po_lines import Entry, read_lines
from questionnaire.language.visible import HALVES

LANGUAGES = ("nl", "en", "de")
SOURCE_LANGUAGE = "nl"
TRANSLATED = tuple(language for language in LANGUAGES if language != SOURCE_LANGUAGE)
LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English", "de": "Deutsch"}
LOCALE_DIR = ROOT / "locale"
WHOLE, OF_CONTENT = "messages.po", "content.po"
_IN_FOLDER = "locale/{}/LC_MESSAGES/{}"

log = logging.getLogger(__name__)


class Translatable:
    """Marks a model field whose text respondents read, so that Babel extracts it and `localise` translates
    it.
    """


Text = Annotated[str, Translatable]

Model = TypeVar("Model")


def N_(message: str) -> str:
    """The message itself: marks a text for Babel that is translated later, when the language is known."""
    return message


def nN_(one: str, many: str) -> tuple[str, str]:
    """Both forms of a text with a number in it, one and any other: as `N_`, for `ngettext`."""
    return one, many


def catalogue_path(language: str, root: Path = ROOT) -> Path:
    """Where translators work: at the texts of the product, or in another folder at those of its content."""
    whole = root == PRODUCT or any(root.glob(_IN_FOLDER.format("*", WHOLE)))
    return root / _IN_FOLDER.format(language, WHOLE if whole else OF_CONTENT)


def catalogue_paths(language: str, root: Path = ROOT) -> list[Path]:
    """The catalogues that `root` is read with; the first that knows a text is used.

    Its own come first. What lacks the texts of the screens gets them from the product.
    """
    own = [root / _IN_FOLDER.format(language, name) for name in (OF_CONTENT, WHOLE)]
    found = [path for path in own if path.exists()]
    return found if own[-1].exists() else [*found, PRODUCT / _IN_FOLDER.format(language, WHOLE)]


# In a sentence for authors.
LANGUAGE_AS_WORD = {"en": N_("het Engels"), "de": N_("het Duits")}


def translator(language: str) -> gettext.NullTranslations:
    """Translations into `language`, the live ones where editions are kept; a text without one that can be
    used stays Dutch.

    What cannot be used is logged: this never raises for what stands in a catalogue. Raises ValueError for a
    language that the product does not have.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
    return (_followed and _followed(language)) or _as_first_read(language)


def catalogue(locale_dir: Path, language: str) -> gettext.NullTranslations:
    """The translations into `language` as the folder has them now; without its file every text stays Dutch."""
    if language == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    entries: list[Entry] = []
    for path in catalogue_paths(language, locale_dir.parent):
        try:
            lines = read_lines(path)
        except OSError as error:
            log.error("no translations into %s, so it shows Dutch: %s", language, error)
            return gettext.NullTranslations()
        for line in lines.damaged:
            log.error("%s, line %d, cannot be read, so that text stays Dutch", path, line)
        entries += lines.entries
    return Translations(language, entries)


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


class Translations(gettext.NullTranslations):
    """The translations of one language. Which plural form belongs to a number is known of the language,
    whatever a file says.
    """

    def __init__(self, language: str, entries: Iterable[Entry]):
        super().__init__()
        rule = get_plural(language)
        self._form_of = gettext.c2py(rule.plural_expr)
        self._forms: dict[str, list[str]] = {}
        for entry in entries:
            if not entry.in_use or len(entry.forms) != (1 if len(entry.texts) == 1 else rule.num_plurals):
                continue
            if can_be_shown(entry):
                self._forms.setdefault(entry.texts[0], entry.forms)
            else:
                log.error(
                    "the translation into %s of %r cannot be shown, so it stays Dutch",
                    language,
                    entry.texts[0],
                )

    @cached_property
    def _by_letters(self) -> dict[str, list[str]]:
        single = {text: forms for text, forms in self._forms.items() if len(forms) == 1}
        return {letters(text): forms for text, forms in reversed(single.items())}

    def gettext(self, message: str) -> str:
        """The translation; that of a text which differs in punctuation, capitals or spaces alone; or the Dutch
        text itself.
        """
        forms = self._forms.get(message)
        if forms is None:
            forms = self._by_letters.get(letters(message))
            if forms is None or not can_be_filled([message], forms):
                return message
        return forms[0] if len(forms) == 1 else forms[self._form_of(1)]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The translation in the form that `n` asks for, or the Dutch one."""
        forms = self._forms.get(msgid1)
        if forms is None or len(forms) == 1:
            return super().ngettext(msgid1, msgid2, n)
        return forms[self._form_of(n)]


def can_be_shown(entry: Entry) -> bool:
    """Whether what fills in the Dutch text fills in the translation, and every sign of it can be sent to a
    browser.
    """
    return can_be_filled(entry.texts, entry.forms) and not any(HALVES.search(form) for form in entry.forms)


def localise(model: Model, language: str, translations: gettext.NullTranslations | None = None) -> Model:
    """A copy of `model`, or of a tuple or dict of models, with every `Text` in it, however deep, in
    `language`.

    Dutch gives the model itself. `translations` are those of `translator` unless others are given.
    """
    if language == SOURCE_LANGUAGE:
        return model
    translated: Model = _translated(model, (translations or translator(language)).gettext)
    return translated


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
