"""How mistakes are printed: for people, as annotations on a pull request, or as JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.language.translation import N_

# What is no mistake and still has to be filled in: the file, and a sentence.
Note = tuple[str, Phrase]


def as_text(mistakes: Sequence[Mistake], closing: Phrase, language: str, notes: Sequence[Note] = ()) -> str:
    """Where, what and what to do for each mistake; a last line with the counts."""
    told = [f"{_warning(m, language)}{m.say(language)}" for m in mistakes]
    told += [f"{file}\n  {note.say(language)}" for file, note in notes]
    return "\n\n".join([*told, closing.say(language)])


def as_github(mistakes: Sequence[Mistake], closing: Phrase, language: str, notes: Sequence[Note] = ()) -> str:
    """Workflow commands that GitHub shows beside the line."""
    rows = []
    for m in mistakes:
        place = f"file={_escaped(m.file, True)},line={max(1, m.line)},title={_escaped(m.code, True)}"
        rows.append(
            f"::{m.severity} {place}::{_escaped(m.message.say(language))}%0A{_escaped(_remedy(m, language))}"
        )
    rows += [f"::notice file={_escaped(file, True)}::{_escaped(note.say(language))}" for file, note in notes]
    return "\n".join([*rows, closing.say(language)])


def as_json(mistakes: Sequence[Mistake], closing: Phrase, language: str, notes: Sequence[Note] = ()) -> str:
    """The same as data: `mistakes` with file, line, severity, code, message and remedy, the counts, `notes`."""
    told = [
        {
            "file": m.file,
            "line": m.line,
            "severity": m.severity,
            "code": m.code,
            "message": m.message.say(language),
            "remedy": m.remedy.say(language),
        }
        for m in mistakes
    ]
    counts = {key: value for key, value in closing.values.items() if isinstance(value, int | float)}
    noted = [{"file": file, "message": note.say(language)} for file, note in notes]
    return json.dumps({"mistakes": told, "counts": counts, "notes": noted}, ensure_ascii=False, indent=2)


FORMATS = {"text": as_text, "github": as_github, "json": as_json}


def _remedy(mistake: Mistake, language: str) -> str:
    return Phrase(N_("Wat te doen: {remedy}"), {"remedy": mistake.remedy}).say(language)


def _warning(mistake: Mistake, language: str) -> str:
    return Phrase(N_("Let op: ")).say(language) if mistake.severity == "warning" else ""


def _escaped(text: str, in_property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if in_property else text
