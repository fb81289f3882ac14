"""Keeps the catalogues in locale/ up to date with the texts in content and code: `python -m
questionnaire.catalogues.update`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from difflib import get_close_matches
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from questionnaire.authoring.command_line import Parser, run
from questionnaire.catalogues.blocks import as_it_stood, width_of
from questionnaire.content_folder import PRODUCT, ROOT
from questionnaire.language.changed import is_small
from questionnaire.language.translation import TRANSLATED, catalogue_path
from questionnaire.whole_files import write_whole

# Functions whose first argument is a text to translate: `say` is `_` by another name, for where `_` would be
# unclear.
_KEYWORDS = {**DEFAULT_KEYWORDS, "say": None, "nN_": (1, 2)}

# Fixed, so that a catalogue changes only when a text does.
_BORN = datetime.fromisoformat("2026-11-01T12:00:00+01:00")
_HOW_ALIKE = 0.6
_OF_CONTENT = "questionnaire.catalogues.extraction:extract_content"  # as babel.cfg names it


def template_path(root: Path = PRODUCT) -> Path:
    """Every text, without translations."""
    return root / "locale" / "messages.pot"


def extract(root: Path = PRODUCT) -> Catalog:
    """Every text that people read, in the order of the files, each with the files it stands in.

    Of a folder with content alone: the texts of that content.
    """
    template = _empty(None)
    template.header_comment = (
        "# Elke tekst van de scan. Gemaakt door `make translations`; niet met de hand wijzigen."
    )
    with (PRODUCT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    if root != PRODUCT:
        methods = [(pattern, method) for pattern, method in methods if method == _OF_CONTENT]
    for name, line, text, comments, context in extract_from_dir(root, methods, options, _KEYWORDS):
        template.add(text, None, [(name, line)], auto_comments=comments, context=context)
    for message in template:
        if message.id:
            message.flags.discard("python-format")  # "100 % zeker" is no placeholder; ours are {like_this}
            message.locations = sorted({(name, 0) for name, _ in message.locations})
    return template


def read_catalogue(path: Path, language: str) -> Catalog:
    """The catalogue in `path`, or an empty one."""
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _empty(language: str | None) -> Catalog:
    return Catalog(
        locale=language,
        project="weerbaarheidsscan",
        version="1.0",
        creation_date=_BORN,
        revision_date=_BORN,
        charset="utf-8",
        last_translator="Weerbaar Twente",
        language_team="Weerbaar Twente",
        msgid_bugs_address="docs/handleiding",
        fuzzy=False,
    )


def updated(old: Catalog, template: Catalog) -> Catalog:
    """`old` with exactly the messages of `template`, in its order.

    A new text that looks like one that vanished takes over its translation, marked fuzzy, with the old text
    beside it. Where the old text said about the same, the translation stays in use until somebody looked at it;
    else it waits.
    """
    old.update(template, no_fuzzy_matching=True, update_creation_date=False)
    gone = {m.id: m for m in old.obsolete.values() if isinstance(m.id, str) and m.string}
    for message in list(old):
        if not message.id or not isinstance(message.id, str) or message.string:
            continue
        close = get_close_matches(message.id, gone, 1, _HOW_ALIKE)
        if close:
            before = gone.pop(close[0])
            message.string = before.string
            message.flags.add("fuzzy")
            message.previous_id = [str(before.id)]
    for message in old:
        if message.id:
            message.flags.discard("python-format")
    return old


def save(catalogue: Catalog, path: Path) -> None:
    """Writes a catalogue without line numbers or dates that change by themselves.

    What did not change stands as it stood, whoever wrapped its lines: an update after Poedit or Weblate rewrites
    only what changed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text("utf-8") if path.exists() else ""
    made = BytesIO()
    width = width_of(before)
    write_po(made, catalogue, width=width, include_lineno=False, ignore_obsolete=True, include_previous=True)
    write_whole(path, as_it_stood(made.getvalue().decode("utf-8"), before).encode("utf-8"))


def pass_on(catalogue: Catalog) -> list[tuple[str, str]]:
    """Takes the mark off translations of texts in which only punctuation, capitals, spaces or the spelling of a word
    changed; returns each as it was and is now.
    """
    found = []
    for message in catalogue:
        before = message.previous_id[0] if message.previous_id else ""
        if message.fuzzy and isinstance(message.id, str) and before and is_small(before, message.id):
            message.flags.discard("fuzzy")
            message.previous_id = []
            found.append((before, message.id))
    return found


def update_all(root: Path = ROOT, small: bool = False) -> Iterator[tuple[str, int, int, int]]:
    """Renews template and catalogues; per language the number of texts, still without translation, and to be
    looked at. With `small` what hardly changed is not to be looked at: see pass_on.

    A folder with content alone has no template, and begins with what the product's catalogue has.
    """
    template = extract(root)
    if root == PRODUCT:
        save(template, template_path(root))
    for language in TRANSLATED:
        path = catalogue_path(language, root)
        # A copy: Babel keeps the template's own messages, and one language's translations would end up in the
        # next.
        before = read_catalogue(path, language)
        if root != PRODUCT:
            _take_over(read_catalogue(catalogue_path(language, PRODUCT), language), before, template)
        catalogue = updated(before, deepcopy(template))
        catalogue.header_comment = (
            f"# Vertaling van de scan ({language}). Uitleg: docs/handleiding/vragen-en-regels.md"
        )
        for was, now in pass_on(catalogue) if small else ():
            sys.stdout.write(f"{language}: {was!r} -> {now!r}\n")
        save(catalogue, path)
        messages = [m for m in catalogue if m.id]
        yield (
            language,
            len(messages),
            sum(not is_translated(m) for m in messages),
            sum(m.fuzzy for m in messages),
        )


def _take_over(known: Catalog, catalogue: Catalog, template: Catalog) -> None:
    """Gives the texts of `template` that `catalogue` does not have yet the translation that `known` has."""
    for message in template:
        found = known.get(message.id) if message.id else None
        if found is not None and found.string and not found.fuzzy and catalogue.get(message.id) is None:
            catalogue.add(message.id, found.string)


def is_translated(message: Message) -> bool:
    """Whether every form of a message has a translation, looked at or not."""
    forms = message.string if isinstance(message.string, list | tuple) else [message.string]
    return all(forms)


def main(arguments: list[str] | None = None) -> int:
    """Renews everything, tells what is left to translate and what is wrong; returns 0, or 1 when a catalogue
    cannot be read.

    Then nothing is written: what the reader makes of a damaged file would replace the work of a translator.
    """
    from questionnaire.catalogues.translation_checks import check_translations  # reads these catalogues

    parser = Parser(
        prog="python -m questionnaire.catalogues.update", description="Zet nieuwe teksten in de vertalingen."
    )
    parser.add_argument(
        "--pass-on",
        action="store_true",
        help="neem vertalingen over waar alleen een leesteken, hoofdletter of typefout veranderde",
    )
    options = parser.parse_args(arguments)
    unreadable = [m for m in check_translations() if m.code in ("catalogue", "plural")]
    if unreadable:
        sys.stdout.write("\n\n".join(mistake.say() for mistake in unreadable) + "\n")
        return 1
    for language, texts, missing, fuzzy in update_all(small=options.pass_on):
        sys.stdout.write(
            f"{language}: {texts} teksten, {missing} zonder vertaling, {fuzzy} gewijzigd en na te kijken\n"
        )
    for mistake in check_translations():
        if mistake.severity == "error":
            sys.stdout.write(mistake.say() + "\n")
    return 0


if __name__ == "__main__":
    run(main)
