"""What stands between braces in a text, as `str.format` itself reads it, and whether a translation asks for
the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from string import Formatter


class BrokenPlaceholder(ValueError):
    """A text that `str.format` cannot fill in, or may not: a loose brace, a part of a value ({file.x}), a
    nested {width}.
    """


def placeholders(text: str) -> frozenset[str]:
    """Every placeholder of a text as it is written: "number", "share:.0f". Raises BrokenPlaceholder."""
    if "{" not in text and "}" not in text:
        return frozenset()
    try:
        parts = [
            (name, spec or "", conversion)
            for _, name, spec, conversion in Formatter().parse(text)
            if name is not None
        ]
    except ValueError as error:
        raise BrokenPlaceholder(text) from error
    unnamed = count()
    numbered = [name or str(next(unnamed)) for name, _, _ in parts]
    mixed = any(name.isdigit() for name, _, _ in parts) and next(unnamed) > 0  # {} beside {0}: format refuses
    if (
        mixed
        or not all(name.isidentifier() or (name.isascii() and name.isdecimal()) for name in numbered)
        or any("{" in spec for _, spec, _ in parts)
    ):
        raise BrokenPlaceholder(text)
    return frozenset(
        name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
        for name, (_, spec, conversion) in zip(numbered, parts)
    )


def is_template(texts: Sequence[str]) -> bool:
    """Whether all these texts can be filled in. A question about a { is a text like any other, and stands as
    it is.
    """
    try:
        for text in texts:
            placeholders(text)
    except BrokenPlaceholder:
        return False
    return True


def can_be_filled(texts: Sequence[str], forms: Sequence[str]) -> bool:
    """Whether whatever fills in a text (with its plural) also fills in every form of its translation."""
    if not is_template(texts):
        return True
    known = frozenset().union(*(placeholders(text) for text in texts))
    return is_template(forms) and all(placeholders(form) <= known for form in forms)


def lost_placeholders(texts: Sequence[str], forms: Sequence[str]) -> list[str]:
    """Placeholders that stand in only one of a text (with its plural) and its translation. Raises
    BrokenPlaceholder for `forms`.
    """
    wanted = frozenset().union(*(placeholders(text) for text in texts))
    needed = placeholders(texts[-1])
    found = [placeholders(form) for form in forms if form]
    # The singular may say "one day" without {number}.
    lost = [
        (frozenset() if len(found) > 1 and i == 0 else needed - form) | (form - wanted)
        for i, form in enumerate(found)
    ]
    return sorted(frozenset().union(*lost))
