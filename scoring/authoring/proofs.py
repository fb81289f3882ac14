"""The proof of every barrier in words: its title, and at each question the answers with which it stands."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from questionnaire.authoring.command_line import Parser, run
from questionnaire.authoring.mistakes import ContentError
from questionnaire.conditions import AnyOf
from questionnaire.language.translation import LANGUAGES, N_, translator
from questionnaire.models import Item
from questionnaire.responses import Answer
from scoring.checks.proofs import proof
from scoring.content import Content
from scoring.loading import load_content
from scoring.models import Barrier


def as_text(language: str = "nl", content: Content | None = None) -> str:
    """All barriers by type of crime, for reading. Raises ContentError when the content has mistakes."""
    content = content or load_content(language=language)
    rows: list[str] = []
    for threat in content.threats.threats if content.threats else ():
        rows += ["", threat.title]
        for barrier in threat.barriers:
            rows += [
                f"  {barrier.title} ({barrier.id})",
                *(f"    {line}" for line in _lines(content, barrier)),
            ]
    return "\n".join(rows).strip()


def _lines(content: Content, barrier: Barrier) -> Iterator[str]:
    say = translator(content.language).gettext
    found = proof(barrier, content.questionnaire)
    several = sum(bool(answers) for answers in found.proving.values()) > 1
    if several:
        yield say(N_("een van deze:")) if isinstance(barrier.stands_when, AnyOf) else say(N_("samen:"))
    for item_id, answers in found.proving.items():
        if answers:
            labels = " | ".join(dict.fromkeys(_label(found.items[item_id], answer) for answer in answers))
            yield f"{found.items[item_id].question} {labels}"


def _label(item: Item, answer: Answer) -> str:
    if item.kind == "number" and item.number:
        return f"{answer:g} {item.number.unit}"
    return item.label_of(answer)


def main(arguments: list[str] | None = None) -> int:
    """Prints for every barrier the answers that prove it; returns 0, or 2 when the content has mistakes."""
    parser = Parser(
        prog="python -m scoring.authoring.proofs", description="Per barrière de antwoorden waarmee zij staat."
    )
    parser.add_argument("--language", choices=LANGUAGES, default="nl", help="taal van de teksten")
    options = parser.parse_args(arguments)
    try:
        print(as_text(options.language))
    except ContentError as error:
        print("\n\n".join(mistake.say(options.language) for mistake in error.mistakes), file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    run(main)
