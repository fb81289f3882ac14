"""Whether anything that saved scans hold went away without a word: an item, an answer, a bound, a measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.language.translation import N_
from questionnaire.loading import CONTENT
from questionnaire.models import Questionnaire
from questionnaire.responses import Answer
from questionnaire.saved_scans.ids import FILE as IDS
from questionnaire.saved_scans.ids import Ids, ItemIds, Ledger, read_ledger
from questionnaire.saved_scans.migrations import Migration, measures_now, moved, read_migrations

Places = Mapping[str, tuple[Source, KeyPath]]


def check_ids(
    root: Path, questionnaire: Questionnaire, measures: Places, places: Places, only_now: bool = False
) -> list[Mistake]:
    """Mistakes against the ledger below `root`: against this version when it is in there, else against the
    last one. `measures` and `places`: where each measure and item stands.

    `only_now`: of this version alone, when the steps from older ones hold mistakes that are told already.
    """
    ledger, mistakes = read_ledger(root)
    if not ledger:
        return mistakes
    if only_now:
        now = questionnaire.version
        return mistakes + (
            check_against(ledger[now], now, root, questionnaire, measures, places) if now in ledger else []
        )
    told: set[str] = set()  # what is lost, by its ids
    for version, ids in reversed(ledger.items()):  # what the newest lost is not told again of those before
        found = check_against(ids, version, root, questionnaire, measures, places)
        mistakes += [mistake for mistake in found if str(mistake.message.values) not in told]
        told |= {str(mistake.message.values) for mistake in found}
    return mistakes + _named_but_never_there(ledger, root)


def _named_but_never_there(ledger: Ledger, root: Path) -> list[Mistake]:
    """Items, answers and measures that a migration takes along although the version that it comes from had
    none of the kind.
    """
    source, steps = read_migrations(root)
    found: list[Mistake] = []
    if source is None or source.mistakes:
        return found
    for i, step in enumerate(steps):
        if (before := ledger.get(step.from_)) is None:
            known = ", ".join(ledger)
            said = Phrase(
                N_("versie {version} staat niet in {file}."), {"version": step.from_, "file": IDS.name}
            )
            remedy = Phrase(N_("kies een versie die er wel staat: {known}."), {"known": known})
            found.append(source.mistake((i, "from"), "version", said, remedy, "warning"))
            continue
        for j, change in enumerate(step.changes):
            place: KeyPath = (i, "changes", j)
            if (item := before.items.get(change.item)) is None:
                found.append(
                    _never_there(source, (*place, "item"), step.from_, change.item, tuple(before.items))
                )
                continue
            mapped = [
                (("answers",), change.answers),
                *((("split_into", new), answers) for new, answers in change.split_into.items()),
            ]
            for at, answers in mapped:
                if item.kind != "number":
                    wrong = [answer for answer in answers if answer not in item.answers]
                    found += [
                        _never_there(source, (*place, *at, answer), step.from_, answer, item.answers)
                        for answer in wrong
                    ]
        gone = [measure_id for measure_id in step.measures if measure_id not in before.measures]
        found += [
            _never_there(source, (i, "measures", measure_id), step.from_, measure_id, before.measures)
            for measure_id in gone
        ]
    return found


def _never_there(source: Source, place: KeyPath, version: str, named: str, known: tuple[str, ...]) -> Mistake:
    said = Phrase(
        N_("versie {version} had geen '{id}', dus deze regel neemt niets mee."),
        {"version": version, "id": named},
    )
    near = get_close_matches(named, known, n=1)
    remedy = (
        N_("bedoelde u '{near}'? Haal de regel anders weg.")
        if near
        else N_("schrijf de id van toen, of haal de regel weg.")
    )
    return source.mistake(place, "reference", said, Phrase(remedy, {"near": near[0]} if near else {}))


def check_against(
    before: Ids,
    version: str,
    root: Path,
    questionnaire: Questionnaire,
    measures: Places,
    places: Places,
) -> list[Mistake]:
    """What `before`, of `version`, had that these questions and the migrations below `root` neither have nor
    name.
    """
    migrations = read_migrations(root)[1]
    found: list[Mistake] = []
    for item_id, item in before.items.items():
        lost = [
            answer
            for answer in _examples(item)
            if _is_lost(item_id, answer, version, questionnaire, migrations)
        ]
        if lost and len(lost) == len(_examples(item)) and item_id not in questionnaire.items:
            found.append(
                _mistake(
                    N_("vraag '{item}' is weg, maar bewaarde scans hebben er nog een antwoord op."),
                    item_id,
                    "",
                    version,
                    questionnaire,
                    _new_name(item_id, before.items, places),
                )
            )
        else:
            template = N_(
                "vraag '{item}' neemt het antwoord '{answer}' niet meer aan, maar bewaarde scans hebben het nog."
            )
            found += [
                _mistake(template, item_id, _shown(answer), version, questionnaire, places) for answer in lost
            ]
    for measure_id in before.measures:
        now = measures_now((measure_id,), version, questionnaire.version, migrations)
        if now and now[0] not in measures:
            found.append(
                _measure_gone(
                    measure_id, version, root, questionnaire, _new_name(measure_id, before.measures, measures)
                )
            )
    return found


def _examples(item: ItemIds) -> list[Answer]:
    """An answer of every sort that the item accepted."""
    bounds: list[Answer] = [bound for bound in (item.least, item.most) if bound is not None]
    reserved = ("dont_know", "not_applicable")
    return bounds + [(a,) if item.kind == "multiple" and a not in reserved else a for a in item.answers]


def _is_lost(
    item_id: str,
    answer: Answer,
    version: str,
    questionnaire: Questionnaire,
    migrations: tuple[Migration, ...],
) -> bool:
    """Whether the answer ends nowhere, without a step that says so."""
    answers, named = moved({item_id: answer}, version, questionnaire.version, migrations)
    fits = all(i in questionnaire.items and questionnaire.items[i].accepts(a) for i, a in answers.items())
    return not fits or (not answers and not named)


def _mistake(
    template: str, item_id: str, answer: str, version: str, questionnaire: Questionnaire, places: Places
) -> Mistake:
    said = Phrase(template, {"item": item_id, "answer": answer})
    if item_id in places:
        source, place = places[item_id]
        return source.mistake(place, "id_gone", said, _remedy(version, questionnaire))
    return Mistake(
        (CONTENT / "questionnaire.yaml").as_posix(), 0, said, _remedy(version, questionnaire), "id_gone"
    )


def _new_name(gone: str, before: Iterable[str], places: Places) -> Places:
    """Where what is gone perhaps stands under another id: one that was not there before and looks like it."""
    near = get_close_matches(gone, set(places) - set(before), n=1)
    return {gone: places[near[0]]} if near else {}


def _measure_gone(
    measure_id: str, version: str, root: Path, questionnaire: Questionnaire, places: Places
) -> Mistake:
    told = Phrase(
        N_("maatregel '{measure}' is weg, maar bewaarde plannen hebben hem nog."), {"measure": measure_id}
    )
    source, steps = read_migrations(root)
    step = next((i for i, step in enumerate(steps) if step.from_ == version), None)
    if step is not None and source is not None and measure_id in steps[step].measures:
        at_step: KeyPath = (step, "measures", measure_id)
        return source.mistake(at_step, "id_gone", told, _remedy(version, questionnaire))
    if measure_id in places:
        where, at = places[measure_id]
        return where.mistake(at, "id_gone", told, _remedy(version, questionnaire))
    if source is None or step is None:
        return Mistake("scoring/measures", 0, told, _remedy(version, questionnaire), "id_gone")
    place: KeyPath = (step, "measures") if steps[step].measures else (step,)
    return source.mistake(place, "id_gone", told, _remedy(version, questionnaire))


def _remedy(version: str, questionnaire: Questionnaire) -> Phrase:
    if version == questionnaire.version:
        return Phrase(
            N_(
                "zet het terug, of verhoog 'version' en schrijf in migrations.yaml wat ervoor in de plaats komt."
            )
        )
    values = {"old": version, "new": questionnaire.version}
    return Phrase(
        N_(
            "schrijf in migrations.yaml, in de stap van {old} naar {new}, wat ervoor in de plaats komt; null vraagt het opnieuw."
        ),
        values,
    )


def _shown(answer: Answer) -> str:
    return (
        f"{answer:g}" if isinstance(answer, float | int) else answer if isinstance(answer, str) else answer[0]
    )
