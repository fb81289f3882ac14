"""How everything on paper looks: page sizes, fonts, and the text styles that follow from a region's house
style.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from data.house_style import HouseStyle
from pdf.tagging import TableStyle, TextStyle
from questionnaire.content_folder import ROOT

FONTS = Path(__file__).parent / "fonts"
OWN_FONTS = "brand/fonts"  # of the content
REGULAR, BOLD = "SourceSans3", "SourceSans3-SemiBold"
MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
SLIDE = (960.0, 540.0)  # 16:9


@lru_cache(None)
def register_fonts() -> None:
    """Make the fonts known to reportlab, once per process: those of the content, where it brings both."""
    rl_config.useA85 = 0  # no text armour around compressed streams
    for name, file in zip((REGULAR, BOLD), font_files()):
        pdfmetrics.registerFont(TTFont(name, str(file), asciiReadable=False))


def font_files(root: Path = ROOT) -> tuple[Path, Path]:
    """The regular and the bold font on paper: Regular.ttf and SemiBold.ttf below brand/fonts/ of the content, or
    else the product's own.
    """
    own = root / OWN_FONTS / "Regular.ttf", root / OWN_FONTS / "SemiBold.ttf"
    if all(file.is_file() for file in own):
        return own
    return FONTS / "SourceSans3-Regular.ttf", FONTS / "SourceSans3-SemiBold.ttf"


@dataclass(frozen=True)
class Page:
    """A page's size and margins, in points."""

    width: float = A4[0]
    height: float = A4[1]
    left: float = 20 * MM
    right: float = 20 * MM
    top: float = 17 * MM
    bottom: float = 19 * MM

    @property
    def room(self) -> tuple[float, float]:
        """Width and height inside the margins."""
        return self.width - self.left - self.right, self.height - self.top - self.bottom


@dataclass(frozen=True)
class Styles:
    """The text styles of one house style. Names say what a text is, not how it looks."""

    house: HouseStyle

    def _text(self, size: float, leading: float, **look: object) -> TextStyle:
        plain = TextStyle(
            font=REGULAR,
            bold=BOLD,
            size=size,
            leading=leading,
            colour=self.house.ink,
            link_colour=self.house.primary,
        )
        return replace(plain, **look)  # type: ignore[arg-type]

    def _heading(self, size: float, leading: float, **look: object) -> TextStyle:
        options: dict[str, object] = {
            "colour": self.house.primary,
            "balanced": True,
            "keep_with_next": True,
            **look,
        }
        return self._text(size, leading, **{"font": BOLD, **options})

    @cached_property
    def title(self) -> TextStyle:
        return self._heading(30, 34, after=4, keep_with_next=False)

    @cached_property
    def h2(self) -> TextStyle:
        return self._heading(21, 25, before=20, after=6)

    @cached_property
    def h3(self) -> TextStyle:
        return self._heading(13, 16.5, before=10, after=3, colour=self.house.ink)

    @cached_property
    def body(self) -> TextStyle:
        return self._text(10.5, 14.5, after=6, hyphenated=True)

    @cached_property
    def lead(self) -> TextStyle:
        """The sentences under a heading."""
        return self._text(11.5, 16, after=8)

    @cached_property
    def item(self) -> TextStyle:
        """An item of a list."""
        return self._text(10.5, 14.5, indent=15, after=2, hyphenated=True)

    @cached_property
    def cell(self) -> TextStyle:
        return self._text(10, 13)

    @cached_property
    def cell_bold(self) -> TextStyle:
        return self._text(10, 13, font=BOLD)

    @cached_property
    def number(self) -> TextStyle:
        """A figure in a table."""
        return self._text(10, 13, align="right")

    @cached_property
    def column_head(self) -> TextStyle:
        return self._text(9, 11.5, font=BOLD, colour=self.house.muted)

    @cached_property
    def small(self) -> TextStyle:
        return self._text(9, 12, colour=self.house.muted)

    def like(self, style: TextStyle, **changes: object) -> TextStyle:
        """A style with some properties changed; made once per combination."""
        return _changed(style, tuple(sorted(changes.items())))

    @cached_property
    def table(self) -> TableStyle:
        return TableStyle(rule=self.house.rule, head_rule=self.house.primary)


@lru_cache(maxsize=256)
def _changed(style: TextStyle, changes: tuple[tuple[str, object], ...]) -> TextStyle:
    return replace(style, **dict(changes))  # type: ignore[arg-type]


@lru_cache(maxsize=8)
def styles_for(house: HouseStyle) -> Styles:
    """The styles of a house style, made once."""
    register_fonts()
    return Styles(house)
