"""Whether saved answers of every older version can be opened in this one: the steps join up and lead to what
exists.
"""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path
from typing import Any

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.checks.references import References
from questionnaire.language.translation import N_
from questionnaire.loading import CONTENT
from questionnaire.models import Questionnaire
from questionnaire.responses import RESERVED_ANSWERS
from questionnaire.saved_scans.migrations import Change, Migration, read_migrations

CHANGELOG = CONTENT / "CHANGELOG.md"


def check_migrations(
    root: Path, questionnaire: Questionnaire, also_there: Container[str] = ()
) -> list[Mistake]:
    """Mistakes in migrations.yaml, and a version that the changelog does not mention.

    `also_there`: ids of items that have a mistake of their own, which is told once and not here again.
    """
    source, migrations = read_migrations(root)
    mistakes = _check_changelog(root, questionnaire)
    if source is None:
        return mistakes
    mistakes += source.mistakes
    if source.mistakes:
        return mistakes
    items = References("item", known=set(questionnaire.items))
    for i, step in enumerate(migrations):
        mistakes += _check_chain(step, i, migrations, questionnaire, source)
        later = {change.item for other in migrations[i + 1 :] for change in other.changes}
        for j, change in enumerate(step.changes):
            place: KeyPath = (i, "changes", j)
            mistakes += _check_reuse(change, questionnaire, source, place)
            for target, answers, at in _targets(change):
                if target in later:
                    continue
                if target not in also_there:
                    items.use_one(target, source, (*place, *at))
                if target in questionnaire.items:
                    item = questionnaire.items[target]
                    named = [
                        part
                        for a in answers
                        for part in (a if isinstance(a, tuple) else (a,))
                        if isinstance(part, str)
                    ]
                    unknown = [a for a in named if a not in item.options_by_id and a not in RESERVED_ANSWERS]
                    unknown += [
                        f"{a:g}"
                        for a in answers
                        if isinstance(a, int | float) and (item.number is None or not item.accepts(a))
                    ]
                    mistakes += [_no_option(source, (*place, *at), target, a) for a in unknown]
    return mistakes + items.mistakes()


def _targets(change: Change) -> list[tuple[str, list[Any], KeyPath]]:
    """Items that get an answer, with the answers they can get and the key that says so."""
    if change.renamed_to:
        return [(change.renamed_to, list(change.answers.values()), ("renamed_to",))]
    if change.split_into:
        return [
            (new, list(mapping.values()), ("split_into", new)) for new, mapping in change.split_into.items()
        ]
    return (
        [(change.item, list(change.answers.values()), ("answers" if change.answers else "item",))]
        if not change.removed
        else []
    )


def _check_chain(
    step: Migration, i: int, migrations: tuple[Migration, ...], questionnaire: Questionnaire, source: Source
) -> list[Mistake]:
    found = []
    if i and step.from_ != migrations[i - 1].to:
        found.append(
            source.mistake(
                (i, "from"),
                "version",
                Phrase(
                    N_("deze stap begint bij {start}, maar de vorige eindigt bij {end}."),
                    {"start": step.from_, "end": migrations[i - 1].to},
                ),
                Phrase(N_("zet de stappen op volgorde, van oud naar nieuw, zonder gaten.")),
            )
        )
    if i == len(migrations) - 1 and step.to != questionnaire.version:
        found.append(
            source.mistake(
                (i, "to"),
                "version",
                Phrase(
                    N_("de laatste stap leidt naar {to}, maar de vragen zijn versie {version}."),
                    {"to": step.to, "version": questionnaire.version},
                ),
                Phrase(
                    N_("voeg een stap toe naar {version}, ook als er niets hoeft te veranderen."),
                    {"version": questionnaire.version},
                ),
            )
        )
    return found


def _check_reuse(
    change: Change, questionnaire: Questionnaire, source: Source, place: KeyPath
) -> list[Mistake]:
    """An id that went away never comes back: old answers would count for another question."""
    left = (
        change.removed
        or change.renamed_to is not None
        or (change.split_into and change.item not in change.split_into)
    )
    if not left or change.item not in questionnaire.items:
        return []
    return [
        source.mistake(
            (*place, "item"),
            "id_reused",
            Phrase(N_("'{id}' is hier weg, maar staat nog in de vragen."), {"id": change.item}),
            Phrase(N_("geef de vraag een nieuwe id, of haal deze regel weg.")),
        )
    ]


def _no_option(source: Source, place: KeyPath, item_id: str, answer: str) -> Mistake:
    return source.mistake(
        place,
        "reference",
        Phrase(N_("'{item}' heeft geen antwoord '{answer}'."), {"item": item_id, "answer": answer}),
        Phrase(N_("verbeter de id, of schrijf null: dan vragen we het opnieuw.")),
    )


def _check_changelog(root: Path, questionnaire: Questionnaire) -> list[Mistake]:
    path = root / CHANGELOG
    if not path.exists():
        return []
    headings = [
        line[3:].strip()
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        if line.startswith("## ")
    ]
    if any(heading.split()[0] == questionnaire.version for heading in headings if heading):
        return []
    return [
        Mistake(
            CHANGELOG.as_posix(),
            0,
            Phrase(N_("versie {version} staat er niet in."), {"version": questionnaire.version}),
            Phrase(N_("schrijf onder '## {version}' wat er anders is."), {"version": questionnaire.version}),
            "changelog",
            "warning",
        )
    ]
