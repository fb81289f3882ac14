"""Which plural form belongs to which number: what the header of a catalogue says of it must be so for its
language.

The scan itself takes the rule from the language; translators' tools and `make translations` go by the header.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from babel.messages.plurals import get_plural

from questionnaire.authoring.mistakes import Mistake, Phrase, shown
from questionnaire.language.po_lines import Catalogue, Entry
from questionnaire.language.translation import LANGUAGE_AS_WORD, N_

_HEADER = re.compile(r"^Plural-Forms:\s*(.*)$", re.MULTILINE | re.IGNORECASE)
_RULE = re.compile(r"nplurals\s*=\s*(\d{1,2})\s*;\s*plural\s*=\s*([^;]+?)\s*;?\s*")
_TRIED = range(1001)


def check_plural_rule(catalogue: Catalogue, path: Path, root: Path, language: str) -> Iterator[Mistake]:
    """A header that has no rule, one that cannot be read, or another one than the language has; and forms
    that are missing.
    """
    rule = get_plural(language)
    number = differs(
        catalogue.header.forms[0] if catalogue.header and catalogue.header.forms else "", language
    )
    if number is not None:
        line = _line(path, catalogue.header)
        values = {"language": Phrase(LANGUAGE_AS_WORD[language]), "count": number}
        message = N_(
            "de regel voor meervouden ('Plural-Forms') klopt niet voor {language}, bijvoorbeeld bij {count}."
        )
        remedy = Phrase(N_("schrijf in de kop: {rule}"), {"rule": f"Plural-Forms: {rule.plural_forms}"})
        yield Mistake(shown(path, root), line, Phrase(message, values), remedy, "plural")
    for entry in catalogue.entries:
        if (
            len(entry.texts) > 1
            and entry.forms
            and any(form.strip() for form in entry.forms)
            and len(entry.forms) != rule.num_plurals
        ):
            values = {"text": entry.texts[0][:40], "count": len(entry.forms), "needed": rule.num_plurals}
            message = N_(
                "de vertaling van '{text}' heeft {count} van de {needed} vormen: enkelvoud en meervoud."
            )
            remedy = Phrase(N_("vul msgstr[0] in voor het enkelvoud en msgstr[1] voor het meervoud."))
            yield Mistake(shown(path, root), entry.line, Phrase(message, values), remedy, "plural")


def differs(header: str, language: str) -> int | None:
    """The first number from 0 to 1000 that gets another form than the language has, by the rule in this
    header; None when none does.

    0 too for a header without a rule, and for a rule that cannot be worked out.
    """
    said = _HEADER.search(header)
    rule = _RULE.fullmatch(said[1].strip()) if said else None
    wanted = get_plural(language)
    if rule is None or int(rule[1]) != wanted.num_plurals:
        return 0
    form, right = _worked_out(rule[2]), _worked_out(wanted.plural_expr)
    if form is None or right is None:
        return 0
    for number in _TRIED:
        try:
            if form(number) != right(number):
                return number
        except (ArithmeticError, ValueError):
            return number
    return None


def _worked_out(expression: str) -> Callable[[int], int] | None:
    try:
        return gettext.c2py(expression)
    except (ValueError, RecursionError):
        return None


def _line(path: Path, header: Entry | None) -> int:
    """Where the rule stands, else where the header begins; 0 without a header."""
    if header is None:
        return 0
    rows = path.read_bytes().split(b"\n")
    return next(
        (i for i, row in enumerate(rows, 1) if i > header.line and b"plural-forms:" in row.lower()),
        header.line,
    )
