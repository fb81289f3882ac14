"""HTML from Jinja2 templates: everything that goes in is escaped, every name must be given, and texts come in the
reader's language.

A template stands in a folder `templates/` beside the code that fills it in, and starts from `Templates(__file__)`.
Where one takes from another (`extends`, `from ... import`), it names it by its path from the root of the house.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import InternationalizationExtension
from markupsafe import Markup

from questionnaire.content_folder import PRODUCT
from questionnaire.language.translation import LANGUAGES, translator

FOLDER = "templates"
ROOMS = ("data", "screens", "web")  # which have templates


class Texts(InternationalizationExtension):
    """Gives templates `_` and `ngettext`, without the tag `trans`: that takes a translation for HTML, and what
    translators write is text.
    """

    tags: set[str] = set()  # noqa: RUF012 - as Jinja2 declares it


def _said(value: Any) -> Any:
    """What may be printed. Raises ValueError for None, which else would be read as the word "None"."""
    if value is None:
        raise ValueError("a template prints None: leave the piece out, or give a text")
    return value


@cache
def environment(language: str) -> Environment:
    """Compiles and keeps all templates in one language. Raises ValueError for a language that the product does
    not have.
    """
    translator(language)
    made = Environment(
        loader=FileSystemLoader(PRODUCT),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_said,
        extensions=[Texts],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # read and compiled once: no request waits for a disk
        cache_size=-1,
    )
    # The catalogues are asked each time: an edition that goes live brings others.
    made.install_gettext_callables(  # type: ignore[attr-defined]  # put there by the extension
        lambda text: translator(language).gettext(text),
        lambda one, many, count: translator(language).ngettext(one, many, count),
        newstyle=False,  # which would fill in %(names)s; ours are {names}, filled in by .format
    )
    return made


def compile_templates() -> None:
    """Compiles every template of the house in every language, so that no visitor waits for it."""
    names = [
        file.relative_to(PRODUCT).as_posix()
        for room in ROOMS
        for file in sorted((PRODUCT / room).rglob(f"{FOLDER}/*.html"))
    ]
    for language in LANGUAGES:
        for name in names:
            environment(language).get_template(name)


class Templates:
    """The templates beside one file of code.

    `helpers` are functions that take `language`: templates call them without it, as in `own("/hulp")`.
    """

    def __init__(self, file: str, **helpers: Callable[..., Any]) -> None:
        self._folder = (Path(file).resolve().parent / FOLDER).relative_to(PRODUCT).as_posix()
        self._helpers = helpers

    def render(self, name: str, language: str, **values: Any) -> Markup:
        """The template filled in, as HTML that other templates take as it is.

        Raises jinja2.UndefinedError for a name that was not given, ValueError for None where a text should
        stand.
        """
        template = environment(language).get_template(f"{self._folder}/{name}")
        helpers = {key: partial(helper, language=language) for key, helper in self._helpers.items()}
        # Safe: what came in is escaped by the template, and the template is ours.
        return Markup(template.render(language=language, **helpers, **values))

    def macros(self, name: str, language: str) -> Any:
        """The macros of a template by their names, to be called as functions that give Markup. They know no
        helpers.
        """
        return environment(language).get_template(f"{self._folder}/{name}").module
