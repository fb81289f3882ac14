"""A page that says one thing, and which ways lead on: what went wrong, what is done, what must be done elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from web.assets import Assets
from web.pages.frame import render_page

BUTTON, ALONE = "dw-button", "dw-alone"  # how a way looks: as what to do now, or as a link on its own line


@dataclass(frozen=True)
class Way:
    """A link that leads on; `rel` and `target` as in HTML."""

    label: str
    address: str
    kind: str = BUTTON
    rel: str = ""
    target: str = ""


@dataclass(frozen=True)
class InLanguage:
    """The same in another language, with a link when it has a label."""

    language: str
    told: str
    label: str = ""
    address: str = ""


def notice(
    assets: Assets,
    language: str,
    title: str,
    told: str,
    ways: Iterable[Way] = (),
    others: Iterable[InLanguage] = (),
) -> Markup:
    """The whole page."""
    return render_page(assets, "notice.html", language, title, told=told, ways=ways, others=others)
