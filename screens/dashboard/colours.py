"""The colours of the house, for charts and whatever else is drawn from Python. The same stand in design.css
and config.toml.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """Colours of one look, as #rrggbb. Text in `ink` or `soft` on `paper` or `card` has a contrast of at
    least 4.5.
    """

    ink: str
    soft: str
    paper: str
    card: str
    line: str
    hair: str
    main: str
    tile: str  # the fullest tile of a map: text in `ink` has a contrast of at least 4.5 on it
    accent: str
    good: str
    series: tuple[str, ...]  # categories in charts, apart from each other also for the colour-blind


LIGHT = Palette(
    ink="#16282d",
    soft="#4b5c61",
    paper="#fbfaf7",
    card="#ffffff",
    line="#76868a",
    hair="#dfe3e1",
    main="#0b5563",
    tile="#5ea9b5",
    accent="#b8431d",
    good="#2f6b2f",
    series=("#0b5563", "#b8431d", "#5b7f2b", "#7a3e8f", "#2b7bb9"),
)
DARK = Palette(
    ink="#eef4f4",
    soft="#b4c4c7",
    paper="#0e1b1f",
    card="#172a30",
    line="#7f979d",
    hair="#2b4047",
    main="#7cd0dc",
    tile="#2a6d7a",
    accent="#ffb08f",
    good="#a4d79a",
    series=("#7cd0dc", "#ffb08f", "#b4d884", "#d6a8e6", "#8ec8f2"),
)
LETTER = "Source Sans 3"
