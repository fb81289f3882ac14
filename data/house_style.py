"""The house style of a region: the colours and the logo on everything that is printed."""

from __future__ import annotations

import base64
import mimetypes
from typing import Annotated

from pydantic import Field, StringConstraints, field_validator

from questionnaire.conditions import ContentModel
from questionnaire.content_folder import ROOT

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
READABLE = 4.5  # contrast ratio that WCAG 2.2 asks for text


class HouseStyle(ContentModel):
    """Colours as '#0b5563'. Each keeps enough contrast to be read, on white paper and printed in grey."""

    primary: Colour = Field(
        "#0b5563",
        description="Headings, filled bars, the block with the first action; white text stands on it.",
    )
    accent: Colour = Field(
        "#b8431d", description="Small marks that ask attention; never the only sign of a meaning."
    )
    ink: Colour = Field("#16282d", description="Text.")
    muted: Colour = Field("#4b5c61", description="Small text beside the main thing.")
    tint: Colour = Field("#eef4f4", description="Light background of a block.")
    rule: Colour = Field("#b9c7c9", description="Thin lines.")
    logo: str = Field(
        "data/logo.svg", description="File from the root of the project: .svg (paths only), .png or .jpg."
    )

    @field_validator("primary", "accent", "ink", "muted")
    @classmethod
    def _readable_on_white(cls, colour: str) -> str:
        if contrast(colour, "#ffffff") < READABLE:
            raise ValueError(
                f"{colour} is te licht: het contrast met wit is {contrast(colour, '#ffffff'):.1f}, nodig is {READABLE}"
            )
        return colour

    @field_validator("tint")
    @classmethod
    def _light(cls, colour: str) -> str:
        if contrast(colour, "#4b5c61") < READABLE:
            raise ValueError(f"{colour} is te donker voor een achtergrond waar tekst op staat")
        return colour


def logo_data_uri(house: HouseStyle) -> str:
    """The logo as an address that holds the picture itself; empty when the file is not there."""
    file = ROOT / house.logo
    if not house.logo or not file.is_file():
        return ""
    kind = mimetypes.guess_type(file.name)[0] or "image/svg+xml"
    return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"


def luminance(colour: str) -> float:
    """Relative luminance of a colour, 0 (black) to 1 (white), as WCAG defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
