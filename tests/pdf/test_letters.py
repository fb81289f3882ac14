"""What check.py lets through as letters can be drawn: every font of the PDF has them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from questionnaire.content_folder import ROOT
from questionnaire.language.visible import UNSEEN, without_letters

FONTS = sorted((ROOT / "pdf" / "fonts").glob("*.ttf"))


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.stem)
def test_every_letter_that_the_check_lets_through_is_in_the_font(font: Path) -> None:
    drawn = TTFont(font).getBestCmap()
    let_through = [
        chr(code)
        for code in range(0x21, 0x11_0000)
        if not 0xD800 <= code < 0xE000 and not without_letters(chr(code))
    ]
    let_through = [
        sign
        for sign in let_through
        if not UNSEEN.search(sign) and not sign.isspace() and unicodedata.category(sign) != "Cn"
    ]
    assert [
        sign for sign in let_through if ord(sign) not in drawn and unicodedata.normalize("NFC", sign) == sign
    ] == []
    assert len(let_through) > 500
