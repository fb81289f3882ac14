"""What does harm when it is misread says the same in every language: which cable, on or off, calling or mailing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from questionnaire.content_folder import ROOT
from questionnaire.language.po_lines import read_lines
from questionnaire.language.translation import catalogue_path

# What the Dutch text says, and what its translations must then say, each as a regular expression; `None` may not be
# said. Twice: texts in which a slip costs evidence, money or time, wherever they stand in the product.
PAIRS = {
    "the network cable, never the power": (
        r"netwerkkabel",
        {"en": r"network cable", "de": r"Netzwerkkabel"},
        {"en": r"power|plug out", "de": r"Strom|Stecker|Netzkabel"},
    ),
    "leave it on": (
        r"\b[Ll]aat\b[^.]*\baan( staan)?(?=[.,;]|$)",
        {"en": r"\b[Ll]eave\b[^.]*\bon\b", "de": r"\b[Ll]assen Sie\b[^.]*\b(an|eingeschaltet)\b"},
        {
            "en": r"shut down|switch the (computer|device)s? off",
            "de": r"herunterfahren|schalten Sie den Computer aus",
        },
    ),
    "do not switch it off": (
        r"computer niet uit\b",
        {"en": r"[Dd]o not (switch|turn)[^.]*off", "de": r"[Ss]chalten Sie[^.]*nicht aus"},
        {},
    ),
    "do not start it anew": (r"start hem niet opnieuw", {"en": r"do not restart", "de": r"nicht neu"}, {}),
    "delete nothing": (
        r"\b[Ww]is (zelf )?(nog )?niets\b",
        {
            "en": r"[Dd]elete nothing|[Dd]o not delete anything",
            "de": r"[Ll]öschen Sie (selbst )?(noch )?nichts",
        },
        {},
    ),
    "call, and do not mail": (
        r"[Mm]ail (ons )?niet\b|\bmail niet\b",
        {"en": r"[Dd]o not (e-?mail|use email)", "de": r"([Kk]eine E-Mail|nicht per E-Mail|nicht mailen)"},
        {},
    ),
    "pay nothing": (
        r"[Bb]etaal (vandaag )?(niets|niet)\b",
        {
            "en": r"[Pp]ay nothing|[Dd]o not (just )?pay|[Dd]on't (just )?pay",
            "de": r"[Zz]ahlen Sie[^.]*nicht|[Bb]ezahlen Sie[^.]*nicht|Zahlen Sie[^.]*nichts",
        },
        {},
    ),
    "the bank first": (
        r"eerst uw bank",
        {"en": r"bank first", "de": r"zuerst (Ihre )?Bank|zuerst Ihre Bank"},
        {},
    ),
    "within hours": (r"\b72 uur", {"en": r"72 hours", "de": r"72 Stunden"}, {}),
}
TRANSLATED = ("en", "de")


def wrong(dutch: str, other: str, language: str) -> list[str]:
    """The pairs of which a translation says something else than the Dutch text."""
    return [
        name
        for name, (said, must, never) in PAIRS.items()
        if re.search(said, dutch)
        and (
            not re.search(must[language], other)
            or (language in never and re.search(never[language], other) is not None)
        )
    ]


def texts(language: str) -> list[tuple[str, str]]:
    """Every Dutch text with its translation."""
    path: Path = catalogue_path(language, ROOT)
    return [(entry.texts[0], form) for entry in read_lines(path).entries for form in entry.forms[:1]]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_dangerous_step_says_the_same_in_every_language(language: str) -> None:
    found = [
        (name, dutch, other) for dutch, other in texts(language) for name in wrong(dutch, other, language)
    ]
    assert found == []


def test_every_pair_is_about_a_text_that_is_there() -> None:
    dutch = [text for text, _ in texts("en")]
    assert [
        name for name, (said, _, _) in PAIRS.items() if not any(re.search(said, text) for text in dutch)
    ] == []


@pytest.mark.parametrize(
    ("dutch", "language", "other"),
    [
        ("Trek de netwerkkabel los.", "de", "Ziehen Sie das Kabel."),
        ("Trek de netwerkkabel los.", "en", "Pull out the power cable and the network cable."),
        ("Laat de computer aan staan.", "en", "Shut down the computer."),
        ("Laat de computers zelf aan staan.", "de", "Lassen Sie die Computer in Ruhe."),
        ("Zet de computer niet uit.", "en", "Switch the computer off."),
        ("Wis zelf niets.", "de", "Löschen Sie alles."),
        ("Mail niet, want de dief leest mee.", "en", "Email them."),
        ("Meld dit binnen 72 uur.", "de", "Melden Sie dies binnen 24 Stunden."),
    ],
)
def test_a_slip_in_a_dangerous_step_is_found(dutch: str, language: str, other: str) -> None:
    assert wrong(dutch, other, language)
