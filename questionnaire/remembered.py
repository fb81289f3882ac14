"""What was worked out of content once, kept with that content: it lives as long as the edition, and goes with
it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

_Value = TypeVar("_Value")
_KEPT = "_remembered"


def remembered(owner: Any, key: Hashable, make: Callable[[], _Value]) -> _Value:
    """What `make` gives, worked out once per key for this very `owner`: a model or another object with a
    `__dict__`.

    What is kept may refer to its owner. A copy of the owner starts anew, also one that took the `__dict__`
    along.
    """
    kept = owner.__dict__.get(_KEPT)
    if kept is None or kept[0] != id(owner):
        # In the dictionary itself: frozen models refuse `setattr`, as they do for their own cached
        # properties.
        kept = owner.__dict__[_KEPT] = (id(owner), {})
    if key not in kept[1]:
        kept[1][key] = make()
    value: _Value = kept[1][key]
    return value
