"""How many connections there are, in all and from one address: known for as long as they last, and as salted
digests.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b

from starlette.types import Scope

# A hall with 500 phones and their second tabs comes from one address; so does all, behind a proxy that does
# not tell.
MOST_FROM_ONE, MOST = 3_000, 8_000


class Addresses:
    """Digests of addresses: to count by, until the server stops, and nothing can be read from them."""

    def __init__(self) -> None:
        self._salt = secrets.token_bytes(32)

    def digest(self, scope: Scope) -> bytes:
        """Stands for the address of a request."""
        client = scope.get("client")
        return blake2b(str(client[0] if client else "").encode(), key=self._salt, digest_size=16).digest()


class Crowd:
    """Counts who is connected."""

    def __init__(self, most_from_one: int = MOST_FROM_ONE, most: int = MOST) -> None:
        self._most_from_one, self._most = most_from_one, most
        self._addresses = Addresses()
        self._from: Counter[bytes] = Counter()

    @contextmanager
    def one_more(self, scope: Scope) -> Iterator[bool]:
        """Whether there is room for this one, who is counted for as long as the `with` lasts."""
        address = self._addresses.digest(scope)
        room = self._from[address] < self._most_from_one and self._from.total() < self._most
        self._from[address] += 1
        try:
            yield room
        finally:
            self._from[address] -= 1
            if not self._from[address]:
                del self._from[address]
