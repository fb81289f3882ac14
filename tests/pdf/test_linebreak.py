"""Breaking lines; and that nobody's text stays behind in memory."""

from __future__ import annotations

import gc
from pathlib import Path

import pyphen
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

import pdf.kit
from pdf.kit import kit_for
from pdf.report import render_report
from pdf.styles import BOLD, REGULAR, register_fonts
from pdf.tagging import Breaker, clean
from pdf.tagging.encoding import _shown_by
from pdf.tagging.linebreak import SOFT_HYPHEN
from scoring.content import Content
from tests.pdf import businesses

register_fonts()
LONG = "Verantwoordelijkheidsverdeling en tweestapsverificatie verdienen aandacht van iedereen die meewerkt."


def lines_of(text: str, width: float, breaker: Breaker | None = None, **options: bool) -> list[str]:
    found = (breaker or Breaker()).lines(((REGULAR, text),), 10, width, **options)
    return ["".join(piece for _, piece in line) for line in found]


@given(st.lists(st.text("abcdefghijk", min_size=1, max_size=40), max_size=40), st.integers(30, 300))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(words: list[str], width: int) -> None:
    text = " ".join(words)
    lines = lines_of(text, width)
    assert all(stringWidth(line.rstrip(), REGULAR, 10) <= width + 0.1 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_word_that_is_too_long_is_cut_where_the_line_ends() -> None:
    assert lines_of("X" * 100, 100)[0].strip("X") == ""


def test_library_text_is_hyphenated_in_its_language_and_typed_text_is_not() -> None:
    dutch = pyphen.Pyphen(lang="nl_NL").positions
    shared, typed = Breaker(dutch, [LONG]), Breaker(dutch)
    assert any(line.endswith(SOFT_HYPHEN) for line in lines_of(LONG, 120, shared, hyphenated=True))
    assert not any(SOFT_HYPHEN in line for line in lines_of(LONG, 120, typed, hyphenated=True))
    assert not any(SOFT_HYPHEN in line for line in lines_of(LONG, 120, shared, hyphenated=False))


def test_balanced_lines_differ_little_and_are_no_more() -> None:
    heading = "Hoe weerbaar u bent per soort misdaad in uw eigen bedrijf"
    plain, balanced = lines_of(heading, 240), lines_of(heading, 240, balanced=True)
    assert len(plain) == len(balanced) == 2
    lengths = [stringWidth(line, REGULAR, 10) for line in balanced]
    assert max(lengths) - min(lengths) < 60


def test_an_own_hyphen_is_a_place_to_break_and_a_bracket_is_not() -> None:
    assert lines_of("uw ICT-leverancier", 62) == ["uw ICT-", "leverancier"]
    assert all("-)" not in line[:2] for line in lines_of("Misbruik door een (oud-)medewerker", 100))


def test_an_address_gets_no_space_and_a_hanging_hyphen_keeps_its_own_at_any_width() -> None:
    text = "Wanneer en hoe u een datalek meldt: www.toezicht.example/themas/lekken/zo-meldt-u-een-datalek"
    hanging = "De mail- en telefoonlijst en in- of uitgaande facturen staan op papier"
    for width in range(60, 460):
        for said in (text, hanging):
            assert "".join(lines_of(said, width)) == said


def test_lines_of_bold_and_plain_text_keep_their_spaces() -> None:
    found = Breaker().lines(((REGULAR, "Bel "), (BOLD, "vandaag"), (REGULAR, " nog.")), 10, 400)
    assert "".join(text for _, text in found[0]) == "Bel vandaag nog."


def test_no_cache_holds_what_a_respondent_typed_or_scored(content: Content) -> None:
    name = "Geheimzinnigheidsbakkerij Verantwoordelijkheidsverdeling Xyzzy"
    report = businesses.shop(
        content, name=name, event="Xyzzy-bijeenkomst " * 9, resume_link="https://example.org/hervat#Xyzzy"
    )
    for made in (report, businesses.maximal(content), businesses.unknowing(content)):
        render_report(made)
    kit = kit_for(content, report.region)
    for text in (max(kit.breaker.library, key=len), name):  # in a column where words must be broken
        kit.breaker.lines(((REGULAR, text),), 10, 60, hyphenated=True)
    remembered = [text for key in kit.breaker.remembered for _, text in key[0]]
    assert len(remembered) > 50
    assert set(remembered) <= kit.breaker.library
    hyphenated = {word for hyphenator in pyphen.hdcache.values() for word in hyphenator.cache}
    kept = repr([remembered, hyphenated, kit.breaker.remembered]).lower()
    assert hyphenated
    assert "xyzzy" not in kept
    assert "geheimzinnigheidsbakkerij" not in kept


def test_nothing_of_a_respondent_is_alive_after_the_report(content: Content) -> None:
    mark = "Xyzzy" + "Q" * 40
    _make_and_forget(content, mark)
    gc.collect()
    held = [
        (type(holder).__name__, part[:80])
        for holder in gc.get_objects()
        for part in gc.get_referents(
            holder
        )  # whatever holds it: container, object, closure or cache of a function
        if isinstance(part, str) and mark in part and part != mark
    ]
    assert held == []


def _make_and_forget(content: Content, mark: str) -> None:
    for language in ("nl", "de"):
        report = businesses.shop(
            content,
            name=f"{mark} bakkerij 株",
            event=f"{mark} avond",
            resume_link=f"https://example.org/hervat#{mark}",
        )
        render_report(report, language)


def test_a_strange_character_is_not_remembered() -> None:
    known = _shown_by(REGULAR)
    before = len(known)
    assert clean("株 \u202e \U0001f382", REGULAR) == "□  □"
    assert len(known) == before


def test_the_font_files_are_the_licensed_ones() -> None:
    folder = Path(pdf.kit.__file__).parent / "fonts"
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text("utf-8")
    assert len(list(folder.glob("*.ttf"))) == 4
