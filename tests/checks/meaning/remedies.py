"""Remedies tried: a program does to the file what a message says, and looks whether the mistake is gone.

It knows nothing of the slip: only the message, its remedy in words, the line and the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from questionnaire.authoring.mistakes import Mistake

Way = Callable[[list[str], int, Mistake], bool]  # changes the rows; False when it does not know how

_QUOTED = re.compile(r"'([a-z_]+): ([^']+)'")


def apply(folder: Path, mistake: Mistake) -> bool:
    """Does what the remedy says. False when no program can: it asks for a choice, or for words."""
    path = folder / mistake.file
    way = _WAYS.get(mistake.code)
    if way is None or mistake.line < 1 or not path.is_file():
        return False
    rows = path.read_text(encoding="utf-8").split("\n")
    if not way(rows, mistake.line - 1, mistake):
        return False
    path.write_text("\n".join(rows), encoding="utf-8")
    return True


def _write(rows: list[str], line: int, mistake: Mistake) -> bool:
    """ "schrijf 'maximum: 3'": the key on that line gets the value that is named."""
    found = _QUOTED.search(mistake.remedy.say("nl"))
    if found is None or f"{found[1]}:" not in rows[line]:
        return False
    rows[line] = re.sub(rf"\b{found[1]}: [^,}}]+", f"{found[1]}: {found[2]}", rows[line])
    return True


def _meant(rows: list[str], line: int, mistake: Mistake) -> bool:
    """ "schrijf 40 als u 40 procent bedoelt": the number on that line becomes the one that is meant."""
    bound, meant = (
        f"{mistake.remedy.values[key]:g}" if key in mistake.remedy.values else ""
        for key in ("bound", "meant")
    )
    bound = bound or f"{mistake.message.values['bound']:g}"
    changed = re.sub(rf"(?<![\w.]){re.escape(bound)}(?![\w.])", meant, rows[line], count=1)
    done, rows[line] = changed != rows[line], changed
    return done


def _drop_key(key: str) -> Way:
    """ "haal 'weight' weg": the key on that line goes."""

    def way(rows: list[str], line: int, mistake: Mistake) -> bool:
        if re.fullmatch(rf"\s*{key}: \S+\s*", rows[line]):
            del rows[line]
            return True
        changed = re.sub(rf"\b{key}: [^,}}]+(, )?", "", rows[line], count=1)
        done, rows[line] = changed != rows[line], changed
        return done

    return way


def _drop_double(rows: list[str], line: int, mistake: Mistake) -> bool:
    """ "haal het hier weg": the last of two equal entries of a list on one line."""
    entry = str(mistake.message.values.get("entry", ""))
    found = re.search(r"\[.*\]", rows[line])
    if found is None:
        return False
    if not entry:
        inner = re.findall(r"\{[^{}]*\}|[\w.]+", found[0])
        entry = next((part for i, part in enumerate(inner) if part in inner[:i]), "")
    at = rows[line].rfind(entry)
    if not entry or at < 0:
        return False
    rows[line] = rows[line][:at].rstrip(" ,") + rows[line][at + len(entry) :]
    return True


def _drop_condition(rows: list[str], line: int, mistake: Mistake) -> bool:
    """ "kies een grens tussen 0 en 3": the bounds of the condition become the middle."""
    values = mistake.remedy.values
    if "low" not in values:
        return False
    middle = f"{(float(values['low']) + float(values['high'])) / 2:g}"
    name = re.escape(str(values["name"]))
    pattern = rf"((?:score_of|percent_of): {name}, (?:below|at_least|at_most|above): )-?[\d.e]+"
    changed = re.sub(pattern, rf"\g<1>{middle}", rows[line])
    done, rows[line] = changed != rows[line], changed
    return done


def _order(rows: list[str], line: int, mistake: Mistake) -> bool:
    """What an order says of one of its keys."""
    by, said = str(mistake.message.values.get("by", "")), mistake.remedy.say("nl")
    if said.startswith("schrijf {"):
        changed = rows[line].replace(f"{{by: {by}}}", said.removeprefix("schrijf ").rstrip("."))
    elif said.startswith("haal 'descending"):
        changed = rows[line].replace(f"{{by: {by}, descending: true}}", f"{{by: {by}}}")
    elif said.startswith("kies 1"):
        changed = re.sub(r"week: 0", "week: 1", rows[line])
    elif said.startswith("houd er"):
        at = rows[line].rfind(f"{{by: {by}")
        changed = rows[line][:at].rstrip(" ,") + "]" if at > 0 else rows[line]
    elif by and "weg" in said:
        changed = re.sub(rf"\{{by: {by}[^}}]*\}}(, )?", "", rows[line]).replace(
            "[]", "[{by: value, descending: true}]"
        )
    else:
        changed = re.sub(r"score: 0", "score: 1", rows[line])
    done, rows[line] = changed != rows[line], changed
    return done


def _other_text(rows: list[str], line: int, mistake: Mistake) -> bool:
    """Another text in the place of this one: what follows the last key with a text on that line."""
    row = rows[line]
    found = re.search(
        r"\b(label|title|question|reason|text|why|how_to_find|explanation|motto|name|story|check|description): ",
        row,
    )
    if found is None:
        return False
    rest = row[found.end() :]
    quoted = re.match(r"'(?:[^']|'')*'", rest)
    plain = (
        re.match(r"[^,}]*", rest)
        if row.lstrip().startswith("- {") or "{" in row[: found.start()]
        else re.match(r".*", rest)
    )
    value = quoted[0] if quoted else plain[0] if plain else ""
    new = "Waarom is dat zo anders?" if found[1] == "question" else f"Iets heel anders op plek {line}"
    rows[line] = row[: found.end()] + new + rest[len(value) :]
    return True


def _trim(rows: list[str], line: int, mistake: Mistake) -> bool:
    """ "haal de spatie weg": at the ends of a text between quotes, and two in a row."""
    changed = re.sub(r"'\s+", "'", re.sub(r"\s+'", "'", rows[line])) if "' " not in rows[line] else rows[line]
    changed = re.sub(r"'[ \u00a0]+(?=\w)", "'", re.sub(r"[ \u00a0]+'(?=[,}]|$)", "'", changed))
    changed = re.sub(r"(?<=\S)[ \u00a0]{2,}(?=\S)", " ", changed)
    done, rows[line] = changed != rows[line], changed
    return done


_WAYS: dict[str, Way] = {
    "maximum": _write,
    "extreme": _write,
    "unit": _meant,
    "weighs_nothing": _drop_key("weight"),
    "twice": _drop_double,
    "always": _drop_condition,
    "order": _order,
    "same_text": _other_text,
    "leftover": _other_text,
    "markup": _other_text,
    "letters": _other_text,
    "unseen": _other_text,
    "too_long": _other_text,
    "empty_value": _other_text,
    "stray_space": _trim,
    "quick_route": _drop_key("skip_if: {[^}]*}|skip_if"),
}


def told(mistake: Mistake) -> tuple[str, int, str]:
    """What makes two messages the same."""
    return mistake.file, mistake.line, mistake.code
