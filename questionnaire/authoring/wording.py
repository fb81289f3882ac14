"""Tells authors what is wrong, in plain words: one sentence per kind of error, chosen by pydantic's error
type.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from questionnaire.authoring.known_keys import MEANT, MOVED, all_keys, keys_at, steps_in_file
from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.language.translation import N_

SCHEMA_HINT = N_("kijk in docs/regels.md welke sleutels hier mogen staan.")

_FEW_KEYS = 16
_KEYS = N_("sleutels met waarden")

_TYPES = {
    "string_type": N_("een tekst"),
    "float_type": N_("een getal"),
    "int_type": N_("een heel getal"),
    "int_from_float": N_("een heel getal"),
    "bool_type": N_("true of false"),
    "tuple_type": N_("een lijst"),
    "list_type": N_("een lijst"),
    "dict_type": _KEYS,
    "model_type": _KEYS,
    "model_attributes_type": _KEYS,
    "date_type": N_("een datum"),
    "float_parsing": N_("een getal"),
    "mapping_type": _KEYS,
    "date_from_datetime_parsing": N_("een datum"),
}
_BOUNDS = {
    "greater_than_equal": N_("schrijf een getal van {bound} of hoger."),
    "greater_than": N_("schrijf een getal boven {bound}."),
    "less_than_equal": N_("schrijf een getal van {bound} of lager."),
    "less_than": N_("schrijf een getal onder {bound}."),
}
# How the pattern of a field begins: what a text is not, and how to write it.
_PATTERNS = {
    "^[a-z]": (
        N_("'{value}' kan geen id zijn."),
        N_("gebruik kleine letters, cijfers en _, en begin met een letter."),
    ),
    "^#": (
        N_("'{value}' is geen kleur."),
        N_("schrijf een kleur zoals '#16282d': een # en zes tekens, tussen aanhalingstekens."),
    ),
    "^GM": (
        N_("'{value}' is geen code van een gemeente."),
        N_("schrijf de code van het CBS: GM en vier cijfers, zoals GM0141."),
    ),
    "^[+(]": (
        N_("'{value}' kan geen telefoonnummer zijn."),
        N_("schrijf het nummer zoals iemand het kiest, zoals 088-123 45 67, tussen aanhalingstekens."),
    ),
    "^[A-U]": (
        N_("'{value}' is geen letter van de SBI."),
        N_("schrijf een hoofdletter van A tot en met U."),
    ),
}
_OTHER_PATTERN = (N_("'{value}' heeft niet de goede vorm."), SCHEMA_HINT)
_EXAMPLES = {
    "string_type": N_("schrijf een tekst, zo nodig tussen aanhalingstekens."),
    "float_type": N_("schrijf een getal met een punt, zonder aanhalingstekens."),
    "int_type": N_("schrijf een heel getal, zonder aanhalingstekens."),
    "int_from_float": N_("schrijf een heel getal, zonder punt."),
    "bool_type": N_("schrijf true of false, zonder aanhalingstekens."),
    "tuple_type": N_("schrijf een lijst: [een, twee], of onder elkaar met streepjes."),
    "date_type": N_("schrijf een datum zoals 2026-03-01, zonder aanhalingstekens."),
}


def validation_mistakes(
    error: ValidationError, source: Source, at: KeyPath, model: type[BaseModel] | None = None, listed: int = 0
) -> list[Mistake]:
    """Every error of `error` as a mistake with its line; an unknown key close to a missing one is told once.

    `at` is the place in the file of the value that was validated; `model` its class, for the known keys.
    `listed` is how many options came from a list elsewhere, before those in this file.
    """
    details = error.errors(include_url=False, include_context=True)
    for d in details:
        if listed and d["loc"][:1] == ("options",) and len(d["loc"]) > 1:
            own = int(d["loc"][1]) - listed
            d["loc"] = ("options", own, *d["loc"][2:]) if own >= 0 else ("options_from",)
    places = {id(d): _place(steps_in_file(model, d["loc"]), source.data, at) for d in details}
    missing = [d for d in details if d["type"] == "missing"]
    told: set[int] = set()
    mistakes = []
    for d in details:
        if d["type"] != "extra_forbidden":
            continue
        place = places[id(d)]
        siblings = [m for m in missing if places[id(m)] == place[:-1]]
        guess, here = _guess(str(place[-1]), [str(m["loc"][-1]) for m in siblings], model, d["loc"])
        told.update(id(m) for m in siblings if guess == str(m["loc"][-1]) or (guess and not here))
        mistakes.append(_unknown_key(source, place, guess, model, d))
    left = [d for d in details if d["type"] != "extra_forbidden" and id(d) not in told]
    lacking: dict[KeyPath, list[str]] = {}
    for d in left:
        if d["type"] == "missing":
            lacking.setdefault(places[id(d)], []).append(str(d["loc"][-1]))
    mistakes += [missing_keys(source, place, keys) for place, keys in lacking.items()]
    return mistakes + [_one(d, source, places[id(d)], model) for d in left if d["type"] != "missing"]


def _guess(
    key: str, missing: list[str], model: type[BaseModel] | None, loc: tuple[str | int, ...]
) -> tuple[str | None, bool]:
    """The key that was probably meant, and whether it belongs at this very place: one that lacks comes first."""
    here, anywhere = keys_at(model, loc[:-1]), all_keys(model)
    meant = MEANT.get(key)
    if meant in here or meant in anywhere:
        return meant, meant in here
    for keys in (missing, here, () if key in anywhere else anywhere):
        close = get_close_matches(key, keys, 1, 0.6)
        if close:
            return close[0], keys is not anywhere or close[0] in here
    return None, True


def _unknown_key(
    source: Source, place: KeyPath, guess: str | None, model: type[BaseModel] | None, d: Any
) -> Mistake:
    key, here = str(place[-1]), keys_at(model, d["loc"][:-1])
    if key in MOVED:
        remedy = Phrase(MOVED[key])
    elif guess:
        remedy = Phrase(N_("bedoelde u '{guess}'?"), {"guess": guess})
    elif d["input"] is None:  # {title: Een lang, sterk wachtwoord}: the comma ended the text
        remedy = Phrase(
            N_("staat er een komma of dubbele punt in een tekst? Zet die tekst tussen aanhalingstekens.")
        )
    else:
        remedy = _which_keys(here)
    sentence = (
        N_("'{key}' hoort hier niet.") if key in all_keys(model) else N_("'{key}' is geen bekende sleutel.")
    )
    return source.mistake(place, "unknown_key", _about(source, place, sentence, key=key), remedy)


def _which_keys(keys: Sequence[str]) -> Phrase:
    return (
        Phrase(N_("hier mag staan: {keys}."), {"keys": ", ".join(keys)})
        if 0 < len(keys) <= _FEW_KEYS
        else Phrase(SCHEMA_HINT)
    )


def missing_keys(source: Source, place: KeyPath, keys: Sequence[str]) -> Mistake:
    """One mistake for all keys that lack at one place."""
    if len(keys) == 1:
        sentence, remedy = N_("de sleutel '{key}' ontbreekt."), N_("voeg '{key}: ...' toe.")
    else:
        sentence, remedy = (
            N_("de sleutels {keys} ontbreken."),
            N_("voeg ze toe, en kijk of er niets is afgebroken."),
        )
    values = {"key": keys[0], "keys": ", ".join(f"'{key}'" for key in keys)}
    return source.mistake(place, "missing", _about(source, place, sentence, **values), Phrase(remedy, values))


def _one(d: Any, source: Source, place: KeyPath, model: type[BaseModel] | None) -> Mistake:
    kind, value, ctx = d["type"], d["input"], d.get("ctx", {})
    key = next((str(p) for p in reversed(place) if isinstance(p, str)), "")
    if kind == "literal_error":
        allowed = ctx.get("expected", "").replace(" or ", ", ").replace("'", "")
        guess = get_close_matches(str(value), allowed.split(", "), 1, 0.6)
        remedy = (
            Phrase(N_("bedoelde u '{guess}'?"), {"guess": guess[0]})
            if guess
            else Phrase(N_("kies uit: {allowed}."), {"allowed": allowed})
        )
        return source.mistake(
            place,
            kind,
            _about(source, place, N_("'{key}: {value}' kan niet."), key=key, value=_bare(value)),
            remedy,
        )
    if kind == "string_pattern_mismatch" and key == "version":
        sentence = N_("'{value}' kan geen versie zijn.")
        return source.mistake(
            place,
            kind,
            Phrase(sentence, {"value": _bare(value)}),
            Phrase(N_('schrijf een nummer, zoals "1.1".')),
        )
    if kind == "string_pattern_mismatch" and str(ctx.get("pattern", "")).startswith("^https"):
        return source.mistake(
            place,
            kind,
            _about(source, place, N_("'{value}' kan geen link zijn."), value=_bare(value)),
            Phrase(N_("schrijf het hele adres van de pagina, met https:// ervoor.")),
        )
    if kind == "string_pattern_mismatch":
        wrong, how = next(
            (told for begin, told in _PATTERNS.items() if str(ctx.get("pattern", "")).startswith(begin)),
            _OTHER_PATTERN,
        )
        return source.mistake(place, kind, _about(source, place, wrong, value=_bare(value)), Phrase(how))
    if kind in _BOUNDS:
        bound = next(iter(ctx.values()), "")
        sentence = _BOUNDS[kind]
        return source.mistake(
            place,
            kind,
            _about(
                source, place, N_("'{key}: {value}' ligt buiten de grenzen."), key=key, value=_bare(value)
            ),
            Phrase(sentence, {"bound": f"{bound:g}" if isinstance(bound, float) else bound}),
        )
    if kind in ("too_short", "string_too_short"):
        return source.mistake(
            place,
            kind,
            _about(source, place, N_("'{key}' is leeg of te kort."), key=key),
            Phrase(N_("vul '{key}' in."), {"key": key}),
        )
    if kind in ("too_long", "string_too_long"):
        return source.mistake(
            place,
            kind,
            _about(source, place, N_("'{key}' is te lang."), key=key),
            Phrase(N_("maak '{key}' korter."), {"key": key}),
        )
    if kind in _TYPES:
        sentence = (
            N_("bij '{key}' horen {wanted}, er staat {value}.")
            if _TYPES[kind] is _KEYS
            else N_("bij '{key}' hoort {wanted}, er staat {value}.")
        )
        message = _about(
            source, place, sentence, key=key or "...", wanted=Phrase(_TYPES[kind]), value=_short(value)
        )
        here = keys_at(model, d["loc"]) if _TYPES[kind] is _KEYS else ()
        remedy = _which_keys(here) if here else Phrase(_EXAMPLES.get(kind, SCHEMA_HINT))
        return source.mistake(place, "type", message, remedy)
    if kind == "value_error":  # a validator that raised ValueError with a sentence for the author
        return source.mistake(
            place,
            kind,
            _about(source, place, "{sentence}.", sentence=str(ctx.get("error", "")).rstrip(".")),
            Phrase(SCHEMA_HINT),
        )
    if kind.startswith("own."):  # our own validators raise PydanticCustomError("own.x", dutch template)
        return source.mistake(
            place,
            kind[4:],
            _about(source, place, d["msg"] if not ctx else ctx["template"], **ctx),
            Phrase(ctx.get("remedy", SCHEMA_HINT), ctx),
        )
    return source.mistake(
        place,
        kind,
        _about(source, place, N_("'{key}: {value}' kan niet."), key=key, value=_bare(value)),
        Phrase(SCHEMA_HINT),
    )


def _about(source: Source, place: KeyPath, template: str, /, **values: Any) -> Phrase:
    """A sentence that begins with the nearest thing that has an id: item 'x', measure 'y'."""
    name = nearest_id(source, place)
    if name is None:
        return Phrase(template, values)
    return Phrase(N_("'{name}': {sentence}"), {"name": name, "sentence": Phrase(template, values)})


def nearest_id(source: Source, place: KeyPath) -> str | None:
    """Id of the innermost list entry around `place` that has one, for a reader who looks for it."""
    found, value = None, source.data
    for step in place:
        if isinstance(step, int) and isinstance(value, tuple) and step < len(value):
            value = value[step]
            if isinstance(value, dict) and isinstance(value.get("id"), str):
                found = value["id"] if found is None else f"{found} > {value['id']}"
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            break
    return found


def _place(loc: tuple[str | int, ...], data: Any, at: KeyPath) -> KeyPath:
    """pydantic's loc without the names of union branches: only steps that the file really has."""
    place, value = list(at), data
    for step in at:
        value = value[step]
    for step in loc:
        if _has(value, step):
            value = value[step]
            place.append(step)
    return tuple(place)


def _has(value: Any, step: str | int) -> bool:
    return (isinstance(value, dict) and step in value) or (
        isinstance(value, tuple) and isinstance(step, int) and 0 <= step < len(value)
    )


def _bare(value: Any) -> str:
    return value[:40] if isinstance(value, str) else _short(value)


def _short(value: Any) -> str:
    text = (
        {True: "true", False: "false", None: "niets"}.get(value, str(value))
        if isinstance(value, bool | None)
        else str(value)
    )
    if isinstance(value, dict | tuple):
        return "{...}" if isinstance(value, dict) else "[...]"
    return f"'{text[:40]}'" if isinstance(value, str) else text


def not_in_list(source: Source, place: KeyPath, wanted: str, where: str) -> Mistake:
    """The mistake of naming something that is not in the list where it belongs."""
    return source.mistake(
        place,
        "reference",
        Phrase(N_("'{name}' staat niet in '{list}'."), {"name": wanted, "list": where}),
        Phrase(N_("verbeter de id, of voeg hem daar toe.")),
    )
