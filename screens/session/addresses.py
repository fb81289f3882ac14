"""Where respondents find this scan: the settings say so, and only without them the address of the request.

Every link and every code that leaves a screen or a paper begins with one of the two sites of `Sites`.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

import streamlit as st

from data.addresses import AddressError, centre_url, public_url, site_of


@dataclass(frozen=True)
class Sites:
    """`here`: this server, for who joins or goes on now. `home`: where what people take along opens later.

    Both are `https://host` without a path, and only differ on an event laptop (CENTRE_URL). Empty when
    nothing is known.
    """

    here: str = ""
    home: str = ""

    @property
    def shown(self) -> str:
        """This server as people read it aloud and type it."""
        return self.here.partition("://")[2]

    @property
    def is_for_a_while(self) -> bool:
        """Whether this server is gone when people are at home: an event laptop."""
        return self.here != self.home


def sites_for(requested: str) -> Sites:
    """The sites when somebody asked for the address `requested`. Raises AddressError for a setting that is
    none.
    """
    here = public_url() or _site(requested)
    return Sites(here, centre_url() or here)


def sites_here() -> Sites:
    """The sites for the respondent of this run of the app."""
    return sites_for(st.context.url or "")


def _site(address: str) -> str:
    try:
        parts = urlsplit(address)
        return site_of(f"{parts.scheme}://{parts.netloc}")
    except (AddressError, ValueError):  # what a visitor sent as Host is no reason to fail
        return ""
