"""The logo of a region's house style: an SVG of filled paths, or a PNG or JPEG."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader

from data.house_style import HouseStyle
from data.region import FILE, read_region
from pdf.tagging import Figure
from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import read_source
from questionnaire.content_folder import ROOT
from questionnaire.language.translation import N_

_NO_PATH = re.compile(r"[^MmZzLlHhVvCcSsQqTtAa0-9eE+\-.,\s]")
_OPERATORS = {"moveTo": "M", "lineTo": "L", "curveTo": "C", "qCurveTo": "C", "closePath": "Z"}


class LogoError(ValueError):
    """The logo file cannot be drawn; the message is for the programme team."""


@dataclass(frozen=True)
class Shape:
    """A filled outline: (operator, numbers) with operators M, L, C and Z in absolute coordinates, y
    downwards.
    """

    fill: str
    outline: tuple[tuple[str, tuple[float, ...]], ...]


@dataclass(frozen=True)
class Drawing:
    """The shapes of an SVG and its size."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def check_logo(root: Path = ROOT) -> list[Mistake]:
    """A mistake when the logo of the region below `root` cannot be drawn; otherwise the first advice would
    tell. None for a region that cannot be read, which is told by itself.
    """
    region, mistakes = read_region(root)
    if region is None or mistakes:
        return []
    try:
        logo(region.house_style, region.title, 30, root)
    except (LogoError, OSError) as error:
        source = read_source(root / FILE, root)
        return [
            source.mistake(
                ("house_style", "logo"),
                "logo",
                Phrase(N_("het logo kan niet getekend worden: {why}."), {"why": error}),
                Phrase(
                    N_(
                        "zet in deze map een .svg met alleen paden, een .png of een .jpg, en noem die bij 'logo'."
                    )
                ),
            )
        ]
    return []


def logo(house: HouseStyle, name: str, height: float, root: Path | None = None) -> Figure:
    """The logo at `height` points, with `name` as its alternative text; its file stands below `root`. Raises
    LogoError when it cannot be drawn.
    """
    root = root or ROOT
    path = (root / house.logo).resolve()
    if root.resolve() not in path.parents or not path.is_file():
        raise LogoError(f"{house.logo} staat niet in {root}")
    if path.suffix == ".svg":
        drawing = read_svg(path, path.stat().st_mtime)
        scale = height / drawing.height
        return Figure(
            drawing.width * scale, height, name, lambda canvas: _draw_svg(canvas, drawing, scale, height)
        )
    if path.suffix not in (".png", ".jpg"):
        raise LogoError(f"{house.logo}: een logo is een .svg, .png of .jpg")
    image = ImageReader(str(path))
    wide, tall = image.getSize()
    width = wide * height / tall
    return Figure(
        width, height, name, lambda canvas: canvas.drawImage(image, 0, 0, width, height, mask="auto")
    )


def _draw_svg(canvas: Any, drawing: Drawing, scale: float, height: float) -> None:
    for shape in drawing.shapes:
        path = canvas.beginPath()
        for operator, numbers in shape.outline:
            points = [height - n * scale if index % 2 else n * scale for index, n in enumerate(numbers)]
            if operator == "M":
                path.moveTo(*points)
            elif operator == "L":
                path.lineTo(*points)
            elif operator == "C":
                path.curveTo(*points)
            else:
                path.close()
        canvas.setFillColor(HexColor(shape.fill))
        canvas.drawPath(path, stroke=0, fill=1)


@lru_cache(maxsize=8)
def read_svg(path: Path, changed: float = 0) -> Drawing:
    """The shapes of a simple SVG: paths with a fill, no transforms. `changed` makes an edited file be read
    again.
    """
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError as error:
        raise LogoError(f"{path.name}: dit is geen svg ({error})") from error
    box = [float(part) for part in root.get("viewBox", "").split()]
    if len(box) != 4 or not box[3]:
        raise LogoError(f"{path.name}: geef de svg een viewBox")
    shapes = []
    for element in root.iter():
        kind = element.tag.rpartition("}")[2]
        if kind in ("svg", "g", "title", "desc") and not element.get("transform"):
            continue
        if kind != "path" or element.get("transform"):
            raise LogoError(
                f"{path.name}: alleen paden zonder transform; zet '{kind}' in uw tekenprogramma om naar een pad"
            )
        shapes.append(
            Shape(
                _colour(element.get("fill", "#000000"), path),
                tuple(_outline(element.get("d", ""), box[0], box[1], path)),
            )
        )
    return Drawing(box[2], box[3], tuple(shapes))


def _colour(text: str, path: Path) -> str:
    if re.fullmatch(r"#[0-9a-fA-F]{3}", text):
        return "#" + "".join(2 * digit for digit in text[1:])
    if re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        return text
    raise LogoError(f"{path.name}: schrijf de kleur '{text}' als #rrggbb")


def _outline(data: str, left: float, top: float, path: Path) -> list[tuple[str, tuple[float, ...]]]:
    """An SVG path in absolute M, L, C and Z."""
    if odd := _NO_PATH.search(data):  # fontTools would pass over it
        raise LogoError(f"{path.name}: het teken '{odd[0]}' in een pad kan niet getekend worden")
    pen = RecordingPen()
    try:
        parse_path(data, pen)
    except (ValueError, IndexError, AssertionError, NotImplementedError) as error:
        raise LogoError(f"{path.name}: een pad kan niet getekend worden ({error})") from error
    found: list[tuple[str, tuple[float, ...]]] = []
    x = y = 0.0
    start: list[float] = []
    for name, points in pen.value:
        if name == "endPath":  # an outline that is left open is filled as if it were closed
            continue
        numbers = [n - shift for point in points for n, shift in zip(point, (left, top), strict=True)]
        if name == "qCurveTo":  # one control point instead of two
            (cx, cy), (to_x, to_y) = numbers[:2], numbers[2:]
            numbers = [x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3]
            numbers += [to_x + (cx - to_x) * 2 / 3, to_y + (cy - to_y) * 2 / 3, to_x, to_y]
        if not all(math.isfinite(n) for n in numbers):
            raise LogoError(f"{path.name}: een getal in een pad klopt niet")
        if name == "closePath" and found and found[-1] == ("L", tuple(start)):
            found.pop()  # the line back, which closing draws
        if name == "moveTo":
            start = numbers
        x, y = numbers[-2:] or start
        found.append((_OPERATORS[name], tuple(numbers)))
    return found
