"""The cookies of this app: read in one way, and set and dropped by the same lines.

Inside another site's frame a browser keeps nothing but a partitioned cookie, and drops it only when told so
in the same form. So a cookie is dropped in every form in which it can be put.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from starlette.responses import Response
from starlette.types import Scope

from data.organisers.accounts import SESSION_DAYS
from data.organisers.devices import DEVICE_DAYS
from data.tokens import is_token
from screens.streamlit_patches.internals import of_this_run

DAY_SECONDS = 24 * 3600
FRAMES = (
    b"iframe",
    b"frame",
    b"embed",
    b"object",
)  # of Sec-Fetch-Dest: the answer is shown inside another page


def is_framed(scope: Scope) -> bool:
    """Whether the answer to this request is shown inside another page. A browser that does not say so is in
    none.
    """
    return dict(scope["headers"]).get(b"sec-fetch-dest") in FRAMES


@dataclass(frozen=True)
class Cookie:
    """One cookie. `same_site` is its form outside frames; with `in_frames` it is also kept inside those of
    FRAME_HOSTS.
    """

    name: str
    keep_seconds: int
    same_site: str
    in_frames: bool
    accepts: Callable[[str], bool] = bool

    def read(self, header: str) -> str | None:
        """The first value under our name in a Cookie header that can be one of ours; None without one."""
        return next(iter(self._values(header)), None)

    def _values(self, header: str) -> list[str]:
        # Other sites on the same domain may add whatever they like to this header, also under our name.
        pairs = (pair.strip(" \t").partition("=") for pair in header.split(";"))
        return [value for name, _, value in pairs if name == self.name and self.accepts(value)]

    def of(self, scope: Scope) -> str | None:
        """The value that came with a request."""
        return self.read(_header(scope))

    def here(self) -> str | None:
        """The value that came with the connection of this run of the app."""
        return self.read("; ".join(st.context.headers.get_all("cookie")))

    def put(self, response: Response, value: str, scope: Scope) -> None:
        """Lets the browser keep the value: in the partition of the frame that it is in, or outside frames.

        Another value in another form goes first: of two under one name either could be read.
        """
        https = scope["scheme"] == "https"
        wanted = https and self.in_frames and is_framed(scope)
        if set(self._values(_header(scope))) - {value}:
            for partitioned in self._forms(https):
                if partitioned is not wanted:
                    self._say(response, None, https, partitioned)
        self._say(response, value, https, wanted)

    def drop(self, response: Response, scope: Scope) -> None:
        """Makes the browser forget the value, in each form in which it may have been put."""
        https = scope["scheme"] == "https"
        for partitioned in self._forms(https):
            self._say(response, None, https, partitioned)

    def _forms(self, https: bool) -> tuple[bool, ...]:
        """Whether partitioned, for each form in which it can be put; without https no browser keeps a
        partitioned one.
        """
        return (False, True) if self.in_frames and https else (False,)

    def _say(self, response: Response, value: str | None, https: bool, partitioned: bool) -> None:
        parts = [
            f"{self.name}={value or ''}",
            "Path=/",
            f"Max-Age={self.keep_seconds if value else 0}",
            "HttpOnly",
        ]
        if https:
            parts.append("Secure")
        parts += ["SameSite=None", "Partitioned"] if partitioned else [f"SameSite={self.same_site}"]
        response.headers.append("set-cookie", "; ".join(parts))


def _header(scope: Scope) -> str:
    return "; ".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie")


# The respondent's token, the only key to a saved scan; 400 days is the longest that browsers accept.
scan_cookie = Cookie("scan", 400 * DAY_SECONDS, "Lax", in_frames=True, accepts=is_token)
# Of who answers questions for somebody else: the key to those questions alone, for one working day.
enquiry_cookie = Cookie("vragen", DAY_SECONDS, "Lax", in_frames=False, accepts=is_token)
# An organiser's session. Strict, and in no frame: no other site acts in an organiser's name.
organiser_cookie = Cookie("organisator", SESSION_DAYS * DAY_SECONDS, "Strict", in_frames=False)

# Of a device on which somebody signed in before: it opens nothing, and keeps others from locking its owner out.
device_cookie = Cookie("toestel", DEVICE_DAYS * DAY_SECONDS, "Strict", in_frames=False)


def respondent_token() -> str | None:
    """The token of the respondent of this run. None when the browser keeps no cookies: then only a file can
    save.
    """
    known = of_this_run()
    if "token" not in known:
        known["token"] = scan_cookie.here()
    return known["token"]
