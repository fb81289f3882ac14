"""What argparse says of itself, in the language of the command: every sentence of its own, never a word
replaced inside a value.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import re
from pathlib import Path

import pytest

import check
from data.__main__ import _parser as data_parser
from pdf.__main__ import _parser as pdf_parser
from questionnaire.authoring.command_line import Parser
from questionnaire.authoring.refusals import COUNTED, SENTENCES, language_asked, said, speak
from questionnaire.catalogues.update import main as catalogues
from scoring.__main__ import _parser as scoring_parser

# For whoever writes a command; nobody who types one sees them.
FOR_PROGRAMMERS = (
    "conflicting",
    "cannot merge",
    "'required' is an invalid",
    "invalid option string",
    "dest= is required",
    "invalid conflict_resolution",
    "mutually exclusive arguments must",
    "cannot have multiple subparser",
    "is not callable",
    ".__call__() not defined",
    'argument "-" with mode',
    "%(prog)s: error",
    "warning",
)
ENGLISH = re.compile(
    r"\b(argument|arguments|invalid|required|expected|choose|unrecognized|allowed|ignored|ambiguous|value|could|following|usage)\b"
)


@pytest.fixture
def a_command() -> Parser:
    """A command that can go wrong in every way."""
    parser = Parser(prog="proef", description="Een proef.")
    parser.add_argument("bestand", type=Path, metavar="BESTAND")
    parser.add_argument("--language", choices=("nl", "en", "de"), default="nl")
    parser.add_argument("--count", type=int)
    parser.add_argument("--pair", nargs=2)
    parser.add_argument("--some", nargs="+")
    parser.add_argument("--on", action="store_true")
    parser.add_argument("--format", choices=("text", "json"))
    parser.add_argument("--forced", action="store_true")
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--left", action="store_true")
    either.add_argument("--right", action="store_true")
    return parser


WRONG = {
    "nothing": ("", "er ontbreekt BESTAND", "BESTAND is missing", "es fehlt BESTAND"),
    "unknown": (
        "x --bogus",
        "dit is niet bekend: --bogus",
        "this is not known: --bogus",
        "das ist nicht bekannt: --bogus",
    ),
    "choice": (
        "x --format invalid",
        "'invalid' (kies uit",
        "'invalid' (choose from",
        "‘invalid’ (wählen Sie aus",
    ),
    "a value that is an English word": (
        "x --format argument",
        "dit bestaat niet: 'argument'",
        "this does not exist: 'argument'",
        "‘argument’",
    ),
    "no value": (
        "x --count",
        "hier hoort een waarde achter",
        "a value belongs behind it",
        "dahinter gehört ein Wert",
    ),
    "no number": (
        "x --count veel",
        "'veel' klopt niet: hier hoort een heel getal",
        "what belongs here is a whole number",
        "eine ganze Zahl",
    ),
    "one of two": (
        "x --pair a",
        "hier horen 2 waarden achter",
        "2 values belong behind it",
        "dahinter gehören 2 Werte",
    ),
    "none of some": (
        "x --some",
        "hier hoort minstens één waarde achter",
        "at least one value",
        "mindestens ein Wert",
    ),
    "value too many": (
        "x --on=3",
        "hier hoort geen waarde achter: '3'",
        "no value belongs behind it: '3'",
        "dahinter gehört kein Wert: ‘3’",
    ),
    "two that exclude": (
        "x --left --right",
        "gaat niet samen met --left",
        "does not go together with --left",
        "passt nicht zusammen mit --left",
    ),
    "half a name": (
        "x --for",
        "kan meer dan één optie zijn: --format, --forced",
        "more than one option: --format",
        "mehr als eine Option sein: --format",
    ),
}


@pytest.mark.parametrize("language", ["nl", "en", "de"])
@pytest.mark.parametrize("name", WRONG)
def test_every_refusal_reads_right_in_the_language_that_was_asked_for(a_command, name, language, capsys):
    typed, *sentences = WRONG[name]
    with pytest.raises(SystemExit) as ended:
        a_command.parse_args([*typed.split(), *([] if language == "nl" else ["--language", language])])
    told = capsys.readouterr().err
    assert (
        ended.value.code == 2
        and sentences[("nl", "en", "de").index(language)] in told
        and "proef --help" in told
    )
    bare = (
        told.replace("'invalid'", "")
        .replace("‘invalid’", "")
        .replace("'argument'", "")
        .replace("‘argument’", "")
    )
    assert language == "en" or not ENGLISH.search(bare)


def test_every_sentence_of_argparse_is_ours_or_for_programmers():
    source, known = ast.parse(inspect.getsource(argparse)), {*SENTENCES, *COUNTED}
    found = [
        ast.literal_eval(node.args[0])
        for node in ast.walk(source)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "ngettext")
        and isinstance(node.args[0], ast.Constant)
    ]
    assert len(found) > 20
    assert [
        text for text in found if text not in known and not any(part in text for part in FOR_PROGRAMMERS)
    ] == []


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("--language de", "de"),
        ("--lang=en", "en"),
        ("x --l de --json", "de"),
        ("--language fr", "nl"),
        ("--language", "nl"),
        ("de", "nl"),
        ("-- --x", "nl"),
    ],
)
def test_the_language_is_known_before_anything_is_parsed(typed, language):
    assert language_asked(typed.split()) == language


def test_a_sentence_for_programmers_stays_as_it_is():
    speak("nl")
    assert said("dest= is required for options like %r") == "dest= is required for options like %r"


@pytest.mark.parametrize(
    "refused",
    [
        lambda: check._parser().parse_args(["--format", "invalid"]),
        lambda: data_parser().parse_args(["close-event", "A", "--bogus"]),
        lambda: data_parser().parse_args(["invite"]),
        lambda: pdf_parser().parse_args(["x.yaml"]),
        lambda: scoring_parser().parse_args(["x.yaml", "--json=1"]),
        lambda: catalogues(["--bogus"]),
    ],
    ids=["check", "data", "data again", "pdf", "scoring", "questionnaire"],
)
def test_every_command_refuses_in_its_own_language(refused, capsys):
    with pytest.raises(SystemExit):
        refused()
    told = capsys.readouterr().err
    assert told.startswith("Deze opdracht klopt niet: ") and not ENGLISH.search(told.replace("'invalid'", ""))
