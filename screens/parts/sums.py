"""In which sums somebody's answers count: that follows from what the questionnaire asks and whether there are
events.
"""

from __future__ import annotations

from collections.abc import Callable

from data.region import Region
from scoring.content import Content


def sums_told(content: Content, region: Region, _: Callable[[str], str]) -> str:
    """The sums, one behind the other, in the language of `_`."""
    asked = content.questionnaire.roles
    told = [_("uw gemeente") if asked.place is not None else _("alle bedrijven samen")]
    if asked.sector is not None and asked.size is not None:
        told.append(_("uw soort bedrijf met de grootte"))
    if region.events:
        told.append(_("uw bijeenkomst als die er is"))
    return ", ".join(told)
