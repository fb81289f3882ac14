"""The icon font cut down to the icons that are really shown: 375 kB becomes 10."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

NAME = re.compile(r":material/(\w+):")


def icons_in(files: Iterable[Path]) -> set[str]:
    """Names of the icons that the files mention as `:material/…:`."""
    return {name for file in files for name in NAME.findall(file.read_text("utf-8", errors="replace"))}


def cut_font(font: bytes, icons: set[str]) -> bytes:
    """The font (woff2) with only these icons, in one weight. Icons are ligatures: a name typed in full shows
    its glyph.

    Raises ValueError for an icon that the font does not have.
    """
    # Here and not above: half a second at each start, for what is done once.
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    cut = TTFont(io.BytesIO(font))
    glyphs = _ligatures(cut, icons)
    if "fvar" in cut:
        plain = {axis.axisTag: axis.defaultValue for axis in cut["fvar"].axes}
        cut = instancer.instantiateVariableFont(cut, plain)
    options = subset.Options(flavor="woff2", layout_features=["*"], name_IDs=[0, 13, 14], notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(icons)), glyphs=glyphs)
    subsetter.subset(cut)
    cut.flavor = "woff2"
    out = io.BytesIO()
    cut.save(out)
    return out.getvalue()


def _ligatures(font: TTFont, icons: set[str]) -> set[str]:
    """Glyphs of the icons; the font's other ligatures are taken out, or the letters would keep them all."""
    letter = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    glyphs: dict[str, str] = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            if table.LookupType != 4:
                continue
            for first, ligatures in list(table.ligatures.items()):
                kept = []
                for ligature in ligatures:
                    name = "".join(letter.get(glyph, "?") for glyph in [first, *ligature.Component])
                    if name in icons:
                        kept.append(ligature)
                        glyphs[name] = ligature.LigGlyph
                table.ligatures[first] = kept
            table.ligatures = {first: kept for first, kept in table.ligatures.items() if kept}
    if unknown := icons - glyphs.keys():
        raise ValueError(f"icons that the font does not have: {', '.join(sorted(unknown))}")
    return set(glyphs.values())
