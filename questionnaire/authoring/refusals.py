"""What argparse says of itself, in our languages: its sentences are looked up by what they are, never changed
word by word.

argparse asks a function `_` in its own module for every sentence, with the English one as its name. That
function is ours from here on; see `speak`. A sentence that is not in the table is for whoever writes a
command, and stays English.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from questionnaire.language.translation import LANGUAGES, N_, SOURCE_LANGUAGE, nN_, translator

_VALUE = "invalid %(type)s value: %(value)r"

SENTENCES = {
    "usage: ": N_("gebruik: "),
    "positional arguments": N_("gegevens"),
    "options": N_("opties"),
    "optional arguments": N_("opties"),
    "show this help message and exit": N_("toon deze uitleg"),
    "argument %(argument_name)s: %(message)s": N_("bij {argument_name}: {message}"),
    "unknown parser %(parser_name)r (choices: %(choices)s)": N_(
        "dit bestaat niet: '{parser_name}' (kies uit {choices})"
    ),
    "can't open '%(filename)s': %(error)s": N_("'{filename}' gaat niet open: {error}"),
    "unrecognized arguments: %s": N_("dit is niet bekend: {}"),
    "not allowed with argument %s": N_("gaat niet samen met {}"),
    "ignored explicit argument %r": N_("hier hoort geen waarde achter: '{}'"),
    "the following arguments are required: %s": N_("er ontbreekt {}"),
    "one of the arguments %s is required": N_("kies een van: {}"),
    "expected one argument": N_("hier hoort een waarde achter"),
    "expected at most one argument": N_("hier hoort hooguit één waarde achter"),
    "expected at least one argument": N_("hier hoort minstens één waarde achter"),
    "ambiguous option: %(option)s could match %(matches)s": N_(
        "'{option}' kan meer dan één optie zijn: {matches}"
    ),
    "unexpected option string: %s": N_("deze optie is niet bekend: {}"),
    _VALUE: N_("'{value}' klopt niet"),
    "invalid choice: %(value)r (choose from %(choices)s)": N_(
        "dit bestaat niet: '{value}' (kies uit {choices})"
    ),
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)": N_(
        "dit bestaat niet: '{value}', bedoelde u '{suggestion}'? (kies uit {choices})"
    ),
    "option '%(option)s' is deprecated": N_("de optie '{option}' vervalt"),
    "argument '%(argument_name)s' is deprecated": N_("'{argument_name}' vervalt"),
    "command '%(parser_name)s' is deprecated": N_("de opdracht '{parser_name}' vervalt"),
}
COUNTED = {"expected %s argument": nN_("hier hoort {} waarde achter", "hier horen {} waarden achter")}
# What belongs in a place, by the name of the function that reads it.
KINDS = {
    "int": N_("een heel getal"),
    "float": N_("een getal"),
    "datum (jjjj-mm-dd)": N_("een datum (jjjj-mm-dd)"),
    "Path": N_("een bestand of map"),
}

_language = SOURCE_LANGUAGE


class _Sentence(str):
    """A sentence of ours that argparse fills in its own way, with `%`."""

    kinds: Mapping[str, str] = {}

    def __mod__(self, values: object) -> str:
        if not isinstance(values, Mapping):
            return self.format(values)
        kind = self.kinds.get(str(values.get("type")), "")
        said = self.format(**values)
        return f"{said}: {kind}" if kind else said


def speak(language: str) -> None:
    """Lets argparse speak this language from now on."""
    global _language
    _language = language


def spoken() -> str:
    """The language that argparse speaks."""
    return _language


def language_asked(arguments: list[str]) -> str:
    """The value of `--language` as it was typed, shortened or not; Dutch when it is absent or not one of
    ours.
    """
    asked = SOURCE_LANGUAGE
    for here, behind in zip(arguments, [*arguments[1:], ""]):
        option, equals, value = here.partition("=")
        if len(option) > len("--") and "--language".startswith(option):
            asked = value if equals else behind
    return asked if asked in LANGUAGES else SOURCE_LANGUAGE


def said(english: str) -> str:
    """A sentence of argparse in the language that is spoken; itself when it is not for whoever types a
    command.
    """
    dutch = SENTENCES.get(english)
    if dutch is None:
        return english
    _ = translator(_language).gettext
    sentence = _Sentence(_(dutch))
    if english == _VALUE:
        sentence.kinds = {name: _("hier hoort {kind}").format(kind=_(kind)) for name, kind in KINDS.items()}
    return sentence


def _said_of_many(one: str, many: str, count: int) -> str:
    dutch = COUNTED.get(one)
    return (
        _Sentence(translator(_language).ngettext(*dutch, count)) if dutch else (one if count == 1 else many)
    )


setattr(argparse, "_", said)  # noqa: B010 - the module's own name for it
setattr(argparse, "ngettext", _said_of_many)  # noqa: B010
