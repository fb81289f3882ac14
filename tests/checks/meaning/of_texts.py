"""Slips in what people read: texts that look alike, are empty, cannot be shown, or are not meant for a reader."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from tests.checks.meaning.content import PLAYBOOKS, REGION, RULE, THREATS, Slip, Sound

_NBSP, _ZERO, _RTL = "\u00a0", "\u200b", "\u202e"


def _labels(sound: Sound) -> Iterator[tuple[str, tuple[str | int, ...], str, str]]:
    """File, place, label of the answer and of the one before it."""
    for file, place, item in sound.items():
        for i, option in enumerate(item.get("options", ())):
            if i:
                yield file, (*place, "options", i, "label"), option["label"], item["options"][i - 1]["label"]


def look_alike(sound: Sound) -> Iterator[Slip]:
    """Answers, titles and names that differ only in what nobody sees."""
    labels = list(_labels(sound))
    made = [
        lambda other: f"{other} ",
        lambda other: other.replace(" ", _NBSP, 1),
        lambda other: f"{other[:3]}{_ZERO}{other[3:]}",
        lambda other: f"  {other}",
        lambda other: other.upper(),
        lambda other: f"{other}.",
        lambda other: unicodedata.normalize("NFD", other.replace("e", "é", 1)),
        lambda other: other.replace("e", "é", 1),
    ]
    for n, change in enumerate(made):
        file, place, _, other = labels[5 + 7 * n]
        yield sound.put(file, place, _quoted(change(other)))
    titles = list(sound.measures())
    yield sound.put(titles[3][0], (*titles[3][1], "title"), _quoted(titles[2][2]["title"] + " "))
    yield sound.put(THREATS, ("threats", 2, "title"), _quoted(sound.value(THREATS, ("threats", 1, "title"))))
    yield sound.put(REGION, ("municipalities", 2, "label"), "'Borne '")
    yield sound.put(REGION, ("sectors", 2, "label"), _quoted(sound.value(REGION, ("sectors", 1, "label"))))
    file, place, item = next(sound.items())
    other_file, other, twin = list(sound.items())[1]
    same = sound.put(file, (*place, "question"), _quoted(twin["question"]))
    yield Slip("", same.what, same.files, same.right | sound.lines(other_file, (*other, "question")))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def around(sound: Sound) -> Iterator[Slip]:
    """Spaces at the ends of a text: nobody sees them, and the translation is lost."""
    for n, (file, place, label, _) in enumerate(list(_labels(sound))[10:60:17]):
        yield sound.put(
            file,
            place,
            _quoted([f"{label} ", f" {label}", f"{label}{_NBSP}", f"{label[:4]}  {label[4:]}"][n % 4]),
        )
    yield sound.put(
        RULE, ("knock_outs", 0, "reason"), _quoted(sound.value(RULE, ("knock_outs", 0, "reason")) + "  ")
    )
    yield sound.put(REGION, ("programme", "name"), "' Weerbaar Twente'")


def empty(sound: Sound) -> Iterator[Slip]:
    """Nothing where something is read."""
    yield sound.put(RULE, ("knock_outs", 0, "reason"), "''")
    yield sound.put(RULE, ("levels", 0, "description"), "''")
    yield sound.put(RULE, ("obligations", 0, "title"), "''")
    yield sound.put(RULE, ("obligations", 0, "verdicts", 0, "title"), "''")
    yield sound.put(RULE, ("obligations", 0, "verdicts", 0, "text"), "' '")
    yield sound.put(THREATS, ("threats", 0, "story"), "''")
    yield sound.put(THREATS, ("threats", 0, "steps", "enter"), "''")
    yield sound.put(PLAYBOOKS, ("playbooks", 0, "sign"), "''")
    yield sound.put(PLAYBOOKS, ("steps", 1, "text"), "''")
    yield sound.put(THREATS, ("threats", 0, "barriers", 0, "title"), "''")
    yield sound.put(REGION, ("municipalities", 1, "label"), "''")
    yield sound.put(REGION, ("programme", "name"), "''")
    yield sound.put(REGION, ("first_help", 1, "text"), "''")
    yield sound.put(REGION, ("local_help", 1, "title"), "''")
    file, place, item = next((f, p, i) for f, p, i in sound.items() if "explanation" in i)
    for key in ("question", "why", "how_to_find", "explanation"):
        yield sound.put(file, (*place, key), "''")
    yield sound.put(file, (*place, "options", 1, "label"), "''")
    at, where, _ = next(sound.measures())
    for key in ("title", "why", "check"):
        yield sound.put(at, (*where, key), "''")
    yield sound.put(at, (*where, "how", 0), "''")
    yield sound.put(at, (*where, "why"), f"'{_ZERO}'")


def signs(sound: Sound) -> Iterator[Slip]:
    """Letters and marks that some output cannot show, or obeys."""
    places = list(_labels(sound))[3::11]
    bad = [
        "Ja \U0001f600",
        "\u05e9\u05dc\u05d5\u05dd",
        f"Ja {_RTL}een",
        "![p](https://voorbeeld.nl/p.png)",
        "Kijk op [de site](https://voorbeeld.nl)",
        "<img src=https://voorbeeld.nl/p.png>",
        "<b>Elke week</b>",
        "Ja <script>alert(1)</script>",
        "Nee\u2028soms",
        "Ja \u0627\u0644",
    ]
    for (file, place, _, _), text in zip(places, bad):
        yield sound.put(file, place, _quoted(text))
    yield sound.put(THREATS, ("threats", 0, "title"), "'![x](http://voorbeeld.nl/x.gif)'")
    file, place, _ = next(sound.items())
    yield sound.put(file, (*place, "explanation"), "'Zie ![foto](https://voorbeeld.nl/foto.jpg).'")
    yield sound.put(REGION, ("programme", "motto"), "'Samen <i>sterk</i>'")


def leftovers(sound: Sound) -> Iterator[Slip]:
    """What a writer, git or a wrong way of reading left behind."""
    labels = list(_labels(sound))[2::13]
    for (file, place, _, _), text in zip(
        labels,
        (
            "TODO nog invullen",
            "BÃ©ter",
            "Elke dag XXX",
            "lorem ipsum dolor",
            "CafÃ© open",
            "FIXME",
            "??",
            "...",
            "xxx",
            "test",
        ),
    ):
        yield sound.put(file, place, _quoted(text))
    file, place, _, _ = labels[1]
    yield sound.put(file, place, "Ons plan is #1 in de regio")
    yield sound.rewrite(THREATS, r"^- id: ceo_fraud$", "<<<<<<< HEAD\n- id: ceo_fraud")
    yield sound.rewrite(RULE, r"^levels:$", "=======\nlevels:")


def too_long(sound: Sound) -> Iterator[Slip]:
    """Texts that no page or line has room for."""
    file, place, _ = next(sound.measures())
    yield sound.put(file, (*place, "title"), "Zet het aan. " * 154)
    yield sound.put(file, (*place, "how", 0), "Een stap te ver. " * 200)
    yield sound.put(file, (*place, "title"), "a" * 90)
    file, label, _, _ = next(_labels(sound))
    yield sound.put(file, label, "Heel veel woorden " * 40)
    yield sound.put(RULE, ("levels", 0, "title"), "Aan de start " * 30)
    yield sound.put(REGION, ("municipalities", 0, "label"), "Almelo " * 60)


def addresses(sound: Sound) -> Iterator[Slip]:
    """Addresses, codes and numbers that lead nowhere, or where they should not."""
    helps = {h["id"]: i for i, h in enumerate(sound.value(REGION, ("local_help",)))}
    police = ("local_help", helps["police"])
    yield sound.put(REGION, (*police, "url"), "javascript:alert(1)")
    yield sound.put(REGION, (*police, "url"), "www.politie.nl")
    yield sound.put(REGION, (*police, "url"), "http://www.politie.nl")
    yield sound.put(REGION, (*police, "url"), "https://")
    yield sound.put(REGION, (*police, "url"), "https://politie nl")
    yield sound.put(REGION, (*police, "phone"), "bel ons")
    yield sound.put(REGION, (*police, "phone"), "'12'")
    yield sound.put(REGION, (*police, "source"), "de site van de politie")
    yield sound.put(REGION, ("municipalities", 1, "code"), "GM0141")
    yield sound.put(REGION, ("municipalities", 1, "column"), "4000")
    yield sound.put(REGION, ("time_zone",), "Europe/Twente")
    yield sound.put(REGION, ("sectors", 0, "sbi"), "[Z]")
    yield sound.put(RULE, ("obligations", 0, "link"), "javascript:alert(1)")
    yield sound.put(RULE, ("obligations", 0, "link"), "regelhulpenvoorbedrijven.nl")
    file, place, step = next(
        (file, place, n)
        for file, place, measure in sound.measures()
        for n, step in enumerate(measure["how"])
        if isinstance(step, dict) and "link" in step
    )
    yield sound.put(file, (*place, "how", step, "link"), "javascript:alert(1)")
    yield sound.put(file, (*place, "how", step, "link"), "mijn aanmeldingen")
    yield sound.put(file, (*place, "source"), "https://")


def pictures(sound: Sound) -> Iterator[Slip]:
    """A logo or colour that is not there or cannot be drawn."""
    logo = ("house_style", "logo")
    yield sound.put(REGION, logo, "data/logo.png")
    yield sound.put(REGION, logo, "../logo.svg")
    yield sound.put(REGION, logo, "data")
    yield sound.put(REGION, logo, "data/region.yaml")
    yield sound.put(REGION, logo, "https://voorbeeld.nl/logo.svg")
    for text in (b"", b"<svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"):
        yield Slip("", f"logo.svg is {text!r}", {"data/logo.svg": text}, sound.lines(REGION, logo))
    yield Slip("", "the logo is gone", {"data/logo.svg": None}, sound.lines(REGION, logo))
    yield sound.put(REGION, ("house_style", "ink"), "'16282d'")
    yield sound.put(REGION, ("house_style", "primary"), "'#ffffff'")


def dates(sound: Sound) -> Iterator[Slip]:
    """Days that cannot be, or that are of a long time ago."""
    file, place, _ = next(sound.measures())
    for text in ("'2026-11-01'", "2026-13-01", "2023-01-01", "2031-01-01", "gisteren", "01-11-2026"):
        yield sound.put(file, (*place, "reviewed"), text)


def broken(sound: Sound) -> Iterator[Slip]:
    """Files that would take a reader down."""
    for name in (THREATS, RULE, "questionnaire/content/access.yaml", REGION):
        yield Slip("", f"{name} is brackets", {name: b"[" * 30_000}, frozenset({(name, 1), (name, 0)}))
    loop = b"id: &a\n  - *a\n"
    yield Slip(
        "",
        "threats refer to themselves",
        {THREATS: b"threats: &a\n  - *a\n"},
        frozenset({(THREATS, n) for n in range(3)}),
    )
    yield Slip("", "a rule that refers to itself", {RULE: loop}, frozenset({(RULE, n) for n in range(3)}))
    yield Slip("", "a file of zero bytes", {REGION: b"\0" * 50}, frozenset({(REGION, n) for n in range(3)}))


OF_TEXTS = {
    "texts that look alike": look_alike,
    "spaces that nobody sees": around,
    "empty texts": empty,
    "signs that cannot be shown or are obeyed": signs,
    "leftovers": leftovers,
    "longer than any page": too_long,
    "addresses and codes": addresses,
    "a picture that is not there": pictures,
    "dates": dates,
    "files that take the reader down": broken,
}
