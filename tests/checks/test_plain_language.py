"""Plain Dutch: syllables, sentences, reading ease, and jargon with or without an explanation."""

from pathlib import Path

import pytest

from questionnaire.authoring.sources import Source
from questionnaire.checks.plain_language import check_plain_language, jargon, readability, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("back-up", 2),
        ("wachtwoord", 2),
        ("e-mail", 2),
        ("computer", 3),
        ("gemeente", 3),
        ("ICT-leverancier", 5),
        ("nieuw", 1),
        ("leeuw", 1),
        ("mooie", 2),
        ("zee", 1),
        ("coördinatie", 5),
        ("financiële", 5),
        ("router", 2),
        ("bedrijf", 2),
        ("één", 1),
        ("ICT", 3),
        ("112", 3),
        ("website", 3),
        ("uitleg", 2),
        ("boekhouding", 3),
    ],
)
def test_syllables_of_dutch_words(word, count):
    assert syllables(word) == count


def test_a_sentence_ends_at_a_full_stop_and_not_inside_an_address():
    found = readability("Kijk op www.ncsc.nl voor uitleg. Mail naar info@bedrijf.nl als u iets ziet!")
    assert (found.longest_sentence, found.words) == (7, 12)


def test_reading_ease_follows_the_formula_of_douma():
    text = "Wij gaan nu naar huis toe. " * 4  # 24 words of one syllable, six a sentence
    assert readability(text).ease == pytest.approx(206.84 - 0.93 * 6 - 77 * 1)


def test_a_few_words_have_no_reading_ease():
    assert readability("Verantwoordelijkheidsverdeling.").ease is None


def warnings_for(*texts: str) -> list[str]:
    source = Source(
        "a.yaml",
        Path("a.yaml"),
        data=({"id": "one", "texts": texts},),
        lines={(0, "texts", i): i + 1 for i in range(len(texts))},
    )
    return [
        f"{m.line} {m.code}"
        for m in check_plain_language((source, (0, "texts", i), text) for i, text in enumerate(texts))
    ]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Zet MFA aan."], ["1 jargon"]),
        (["Zet MFA aan.", "MFA is inloggen in twee stappen."], []),
        (["Zet inloggen in twee stappen (MFA) aan."], []),
        (["Let op phishing."], ["1 jargon"]),
        (["Let op phishing (valse mails)."], []),
        (["Valse mails noemen we phishing."], []),
        (["Zet een VPN aan.", "Dat is een beveiligde verbinding."], []),
        (["Koop een firewall, een VPN en een SIEM."], ["1 jargon"] * 3),
        (["Het domein spfabriek.nl is van u."], []),  # spf inside another word
    ],
)
def test_jargon_needs_an_explanation_in_the_same_question_or_measure(texts, expected):
    assert warnings_for(*texts) == expected


def test_a_sentence_of_21_words_is_told_and_one_of_20_is_not():
    assert warnings_for("een " * 20 + "eind.") == ["1 long_sentence"]
    assert warnings_for("een " * 19 + "eind.") == []


def test_the_list_of_jargon_has_no_word_twice_and_always_says_what_to_write():
    forms = [form for word in jargon() for form in (word.word, *word.also)]
    assert len(forms) == len(set(forms))
    assert all(word.write for word in jargon())
