"""Forms that reach a route: only from a page of ours, and not longer than they can be."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from web.gate.origin import own_name

MOST_SENT = 10_000  # bytes


async def own_form(request: Request, most: int = MOST_SENT) -> dict[str, str]:
    """Fields of a form that one of our own pages sent.

    Raises HTTPException 403 for a form of another site, which could put its own token in a visitor's browser
    or act in an organiser's name; 413 for one of more than `most` bytes.
    """
    if own_name(request.headers.get("origin", ""), request.headers.get("host", "")) is None:
        raise HTTPException(403)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise HTTPException(413)
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
