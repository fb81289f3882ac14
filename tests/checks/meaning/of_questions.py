"""Slips in questions, measures and types of crime: points, routes, ids and what comes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from questionnaire.authoring.sources import KeyPath
from tests.checks.meaning.content import MIGRATIONS, QUESTIONNAIRE, RULE, THREATS, Slip, Sound


def _named(sound: Sound, *names: str) -> Iterator[tuple[str, KeyPath, dict[str, Any]]]:
    found = {item["id"]: (file, place, item) for file, place, item in sound.items()}
    return (found[name] for name in names)


def _singles(sound: Sound) -> list[tuple[str, KeyPath, dict[str, Any]]]:
    return [
        (file, place, item)
        for file, place, item in sound.items()
        if item.get("kind", "single") == "single" and len(item.get("options", ())) > 3
    ]


def bound_against_points(sound: Sound) -> Iterator[Slip]:
    """What is said to be attainable is not what the answers earn."""
    singles = _singles(sound)
    for file, place, _ in singles[:4]:
        yield sound.add(file, place, "maximum", "2")
    for _, _, item in singles[4:7]:
        best = max(item["options"], key=lambda o: o["points"])["id"]
        yield sound.add(RULE, ("items",), "points", f"{{{item['id']}: {{{best}: 9}}}}")
    for _, _, item in singles[7:9]:
        yield sound.add(RULE, ("items",), "maxima", f"{{{item['id']}: 1}}")
    for file, place, _ in singles[9:11]:
        yield sound.add(file, place, "minimum", "2")


def points_turned(sound: Sound) -> Iterator[Slip]:
    """Points from best to worst: the wrong answer earns the most."""
    for file, place, item in _singles(sound)[:6]:
        text = sound.text(file)
        slip = None
        points = [o["points"] for o in item["options"]]
        if points != sorted(points):
            continue
        rows = text.splitlines(keepends=True)
        lines = [sound.source(file).line((*place, "options", i, "points")) - 1 for i in range(len(points))]
        for line, old, new in zip(lines, points, reversed(points)):
            rows[line] = rows[line].replace(f"points: {old:g}", f"points: {new:g}", 1)
        slip = Slip("", f"{item['id']}: points turned around", {file: "".join(rows).encode()}, frozenset())
        right = frozenset((file, line) for line in range(sound.source(file).line(place), lines[-1] + 2))
        yield Slip("", slip.what, slip.files, right)


def follow_up(sound: Sound) -> Iterator[Slip]:
    """A follow-up to a question that some never see: they are asked as well."""
    skipped = [
        (f, p, i)
        for f, p, i in sound.items()
        if "skip_if" in i and i.get("kind", "single") == "single" and i.get("options")
    ]
    order = [i["id"] for _, _, i in sound.items()]
    free = [(f, p, i) for f, p, i in sound.items() if "skip_if" not in i]
    made = 0
    for _, _, steering in skipped:
        later = [(f, p, i) for f, p, i in free if order.index(i["id"]) > order.index(steering["id"])]
        if not later:
            continue
        file, place, item = later[0]
        answers = ", ".join(o["id"] for o in steering["options"][-1:])
        yield sound.add(file, place, "skip_if", f"{{item: {steering['id']}, answered: [{answers}]}}")
        made += 1
        if made == 6:
            return


def quick_by_full(sound: Sound) -> Iterator[Slip]:
    """A question of the quick scan that a question outside it steers."""
    order = [i["id"] for _, _, i in sound.items()]
    full = [
        i
        for _, _, i in sound.items()
        if not i.get("quick")
        and "skip_if" not in i
        and i.get("kind", "single") == "single"
        and i.get("options")
    ]
    quick = [(f, p, i) for f, p, i in sound.items() if i.get("quick") and "skip_if" not in i]
    for n, (file, place, item) in enumerate(quick[2:7]):
        before = [i for i in full if order.index(i["id"]) < order.index(item["id"])]
        if before:
            steering = before[n % len(before)]
            yield sound.add(
                file,
                place,
                "skip_if",
                f"{{item: {steering['id']}, answered: [{steering['options'][0]['id']}]}}",
            )


def ids_changed(sound: Sound) -> Iterator[Slip]:
    """Ids renamed, gone or moved in the same version: saved answers vanish."""
    for file, place, item in _singles(sound):
        option = item["options"][1]["id"]
        if _mentioned(sound, item["id"], option):
            continue
        line = sound.source(file).line((*place, "options", 1))
        rows = sound.text(file).splitlines(keepends=True)
        rows[line - 1] = rows[line - 1].replace(f"id: {option}", f"id: {option}_new", 1)
        yield Slip(
            "",
            f"{item['id']}.{option} renamed",
            {file: "".join(rows).encode()},
            sound.lines(file, (*place, "options", 1)) | sound.lines(file, place),
        )
    for file, place, item in _singles(sound)[5:7]:
        yield _renamed(sound, item["id"], file, place)
    for file, place, measure in list(sound.measures())[4:6]:
        yield _renamed(sound, measure["id"], file, place)


def _mentioned(sound: Sound, item: str, option: str) -> bool:
    """Whether something names this answer to this item."""
    named = re.compile(rf"item: {item}, answered: \[[^\]]*\b{option}\b|\b{item}: {option}\b")
    return any(
        named.search(path.read_text())
        for path in sound.folder.glob("*/**/*.yaml")
        if "tests" not in path.parts and path.name != "migrations.yaml"
    )


def _renamed(sound: Sound, name: str, file: str, place: KeyPath) -> Slip:
    """An id that becomes another one wherever it is named."""
    files: dict[str, bytes | None] = {}
    for path in [*sound.folder.glob("questionnaire/content/*.yaml"), *sound.folder.glob("scoring/**/*.yaml")]:
        text = path.read_text()
        changed = re.sub(rf"(?<![\w/-]){name}(?=[\],}}\n:])", f"{name}_new", text)
        if changed != text and path.name != "migrations.yaml":
            files[path.relative_to(sound.folder).as_posix()] = changed.encode()
    return Slip("", f"{name} renamed everywhere", files, sound.lines(file, place))


def migrations(sound: Sound) -> Iterator[Slip]:
    """Migrations to nothing, or from a version to itself."""
    yield sound.put(MIGRATIONS, (0, "to"), '"1.0"')
    yield sound.put(MIGRATIONS, (0, "from"), '"0.9"')
    changes = sound.value(MIGRATIONS, (0, "changes"))
    renamed = next(i for i, c in enumerate(changes) if "renamed_to" in c)
    yield sound.put(MIGRATIONS, (0, "changes", renamed, "renamed_to"), "not_there")
    answers = next(i for i, c in enumerate(changes) if any(v for v in c.get("answers", {}).values()))
    yield sound.put(MIGRATIONS, (0, "changes", answers, "answers"), "{browser: not_there}")
    yield sound.put(MIGRATIONS, (0, "changes", 0, "item"), "never_was")
    measures = sound.value(MIGRATIONS, (0,)).get("measures")
    if measures:
        first = next(iter(measures))
        yield sound.put(MIGRATIONS, (0, "measures", first), "not_there")
    raised = sound.put(QUESTIONNAIRE, ("version",), '"2.1"')
    told = sound.lines(MIGRATIONS, (0, "to")) | {("questionnaire/content/CHANGELOG.md", 0)}
    yield Slip("", raised.what, raised.files, raised.right | told)


def barriers(sound: Sound) -> Iterator[Slip]:
    """Barriers and measures that do not say what they mean."""
    yield sound.put(THREATS, ("threats", 0, "barriers", 1, "stands_when", "answered"), "[none, some]")
    yield sound.put(
        THREATS,
        ("threats", 0, "barriers", 1, "stands_when"),
        "{item: mfa_email, answered: [none, some, all_personal, all, all_passkey]}",
    )
    yield sound.put(
        THREATS, ("threats", 0, "barriers", 1, "stands_when", "answered"), "[all, all_passkey, dont_know]"
    )
    other = sound.put(THREATS, ("threats", 0, "barriers", 1, "measures"), "[use_passkeys]")
    file, place, _ = next(m for m in sound.measures() if m[2]["id"] == "mfa_email")
    yield Slip(
        "", other.what, other.files, other.right | sound.lines(file, (*place, "stops"))
    )  # the other half
    yield sound.put(
        THREATS,
        ("threats", 1, "relevant_if"),
        "{item: company_size, answered: [zzp, micro, small, medium, large, dont_know]}",
    )
    file, place, _ = next(m for m in sound.measures() if m[2]["id"] == "mfa_email")
    yield sound.put(file, (*place, "answers_after"), "{mfa_email: none}")
    yield sound.put(file, (*place, "impact"), "0")
    yield sound.put(file, (*place, "hours"), "{once: 0, supplier: 0}")
    yield sound.put(file, (*place, "hours"), "{once: -1}")
    yield sound.put(file, (*place, "hours"), "{once: 500}")


def ledger(sound: Sound) -> Iterator[Slip]:
    """The ledger of ids that cannot be read."""
    name = "questionnaire/content/ids.json"
    yield Slip("", "the ledger is no JSON", {name: b"{"}, frozenset((name, n) for n in range(3)))


OF_QUESTIONS = {
    "bound against points": bound_against_points,
    "points turned around": points_turned,
    "a follow-up to a question that some never see": follow_up,
    "a quick question steered by one outside": quick_by_full,
    "ids changed without an edition": ids_changed,
    "a migration to nothing": migrations,
    "barriers and measures": barriers,
    "the ledger": ledger,
}
