"""The release as tables: CSV files and the Frictionless datapackage that explains every column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from data.release.contents import LICENCE

Row = dict[str, Any]

_N = "aantal bedrijven"
_PCT = "procent"
_POINTS = "procentpunten"
# Name, type, unit, what it says.
_CELL = [
    ("kind", "string", "", "cell: één cel; total, sector, size: de som van cellen"),
    ("cube", "string", "", "municipality, sector_size of event"),
    ("cell", "string", "", "id van de cel"),
]
_FIGURE = [
    (
        "pct",
        "number",
        _PCT,
        "het cijfer; leeg als de marge te breed is; ruis kan het onder 0 of boven 100 brengen",
    ),
    ("margin", "number", _POINTS, "halve breedte van het 95%-interval door de ruis"),
    ("n", "integer", _N, "bedrijven achter het cijfer"),
    ("why", "string", "", "shown, margin_too_wide of nothing_published"),
]
FIELDS: dict[str, list[tuple[str, str, str, str]]] = {
    "cells": [
        *_CELL,
        ("label", "string", "", "naam"),
        ("code", "string", "", "gemeentecode van het CBS, zoals GM0141; leeg voor wat geen gemeente is"),
        ("n_quick", "integer", _N, "snelle scan en volledige scan samen"),
        ("n_rest", "integer", _N, "alleen de volledige scan"),
        ("blocks", "integer", "blokken", "hoeveel verzegelde blokken"),
        ("versions", "string", "", "versies van de vragenlijst"),
        (
            "withdrawn_at_most",
            "integer",
            _N,
            "hooguit zoveel antwoordden op vragen die later zijn ingetrokken; welke, staat in release.json",
        ),
    ],
    "themes": [*_CELL, ("theme", "string", "", "id van het thema, of total"), *_FIGURE],
    "items": [
        *_CELL,
        ("item", "string", "", "id van de vraag"),
        ("n_item", "integer", _N, "bedrijven in de blokken met deze vraag"),
        ("points", "number", "hele items", "som van het deel van de punten (0 tot 1), met ruis"),
        ("points_sd", "number", "hele items", "standaardafwijking van die ruis"),
        ("dont_know", "integer", _N, "aantal keer 'weet ik niet', met ruis"),
        ("dont_know_sd", "number", _N, "standaardafwijking van die ruis"),
        (
            "asked",
            "number",
            _N,
            "aan hoeveel bedrijven de vraag is gesteld; met ruis als het profiel dat bepaalt",
        ),
        ("asked_sd", "number", _N, "standaardafwijking van die ruis"),
        *_FIGURE,
        ("unknown_pct", "number", _PCT, "'weet ik niet'"),
        ("unknown_margin", "number", _POINTS, "marge daarvan"),
        (
            "lacking_first",
            "integer",
            "plaats",
            "hoogste plaats onder wat het meest ontbreekt, gezien de marges",
        ),
        ("lacking_last", "integer", "plaats", "laagste plaats"),
    ],
    "barriers": [
        *_CELL,
        ("threat", "string", "", "id van de soort criminaliteit"),
        ("barrier", "string", "", "id van de barrière"),
        ("item", "string", "", "de vraag die hem meet"),
        *_FIGURE,
    ],
    "trend": [
        ("quarter", "string", "", "kwartaal van verzegelen, zoals 2026Q4"),
        ("municipality", "string", "", "id, of total"),
        ("theme", "string", "", "id van het thema, of total"),
        *_FIGURE,
        ("versions", "string", "", "versies van de vragenlijst"),
    ],
    "drop_off": [
        (
            "item",
            "string",
            "",
            "de laatste vraag die werd beantwoord; een vraag die een ander antwoord kan overslaan, telt bij de vraag ervoor",
        ),
        *_FIGURE,
    ],
    "questions": [
        ("theme", "string", "", "id van het thema"),
        ("theme_title", "string", "", "naam van het thema"),
        ("item", "string", "", "id van de vraag"),
        ("question", "string", "", "de vraag, zoals hij nu gesteld wordt"),
    ],
}

_IN_CELL = ["kind", "cube", "cell"]
_KEYS = {
    "cells": _IN_CELL,
    "themes": [*_IN_CELL, "theme"],
    "items": [*_IN_CELL, "item"],
    "barriers": [*_IN_CELL, "threat", "barrier"],
    "trend": ["quarter", "municipality", "theme"],
    "drop_off": ["item"],
    "questions": ["item"],
}
_OF_CELLS = ("themes", "items", "barriers")  # each row belongs to a row of the table of cells

_TO_CELLS = {"fields": _IN_CELL, "reference": {"resource": "cells", "fields": _IN_CELL}}

_TITLES = {
    "cells": "Wat er gepubliceerd is",
    "themes": "Uitkomst per thema",
    "items": "Per vraag",
    "barriers": "Barrières per soort criminaliteit",
    "trend": "Per kwartaal",
    "drop_off": "Waar mensen stoppen",
    "questions": "Namen van thema's en vragen",
}

EXAMPLE = "Voorbeeldgegevens: dit zijn geen echte bedrijven."
HOW = (
    "Elke cel telt antwoorden op in blokken. Elk blok begint bij een willekeurig getal en wordt pas openbaar als er genoeg bedrijven in zitten: "
    "minstens {k}, en voor een bijeenkomst minstens {k_event}. Daarna verandert het niet meer. Een bedrijf telt per deel van de scan in drie cellen "
    "mee: gemeente, branche met grootte, en bijeenkomst. In de regio is de ruis discreet Laplace verdeeld: per antwoord is epsilon {points} voor de "
    "punten van een vraag, en hooguit {all} voor elk verschil. Bij een bijeenkomst is zij discreet Gaussisch, even breed als Laplace-ruis met epsilon "
    "{event} en {event_all} (daarvoor, tot november 2026, Laplace). Per hele scan is het samen {whole} in de regio. Dit geldt per keer dat een bewaarde "
    "scan meetelt, niet per bedrijf. Waar mensen stoppen is één optelling voor de hele regio, van minstens {k_stops} gestopte scans, met epsilon "
    "{stops}. De marge zegt hoe ver de ruis een cijfer kan verschuiven; wie er toevallig meededen, zit er niet in. De afleiding staat in "
    "docs/decisions van de broncode."
)


def tables(release: dict[str, Any]) -> dict[str, bytes]:
    """The CSV files by name."""
    everything = [*release["cells"], *release["sums"]]
    rows = {
        "cells": _cells(everything),
        "themes": _themes(everything),
        "items": _items(everything),
        "barriers": _barriers(everything),
        "trend": _trend(release["trend"]),
        "drop_off": _drop_off(release),
        "questions": _questions(release),
    }
    return {f"{name}.csv": _csv(name, found) for name, found in rows.items()}


def datapackage(release: dict[str, Any]) -> dict[str, Any]:
    """The Frictionless description of the tables: fields, units, licence, how noise and sealing work."""
    parameters = release["parameters"]
    told = parameters["derived"]
    how = HOW.format(
        k=parameters["smallest_block"]["municipality"],
        k_event=parameters["smallest_block"]["event"],
        points=_dutch(told["in_place"]["region"]),
        all=_dutch(told["any_answer"]["region"]),
        event=_dutch(told["in_place"]["event"]),
        event_all=_dutch(told["any_answer"]["event"]),
        whole=_dutch(round(told["whole_scan"]["region"])),
        k_stops=parameters["drop_off_smallest_block"],
        stops=_dutch(parameters["drop_off_epsilon"]),
    )
    resources = [
        {
            "name": name,
            "title": _TITLES[name],
            "path": f"{name}.csv",
            "format": "csv",
            "profile": "tabular-data-resource",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "fields": [
                    {"name": n, "type": t, "description": d, **({"unit": u} if u else {})}
                    for n, t, u, d in FIELDS[name]
                ],
                "missingValues": [""],
                "primaryKey": _KEYS[name],
                **({"foreignKeys": [_TO_CELLS]} if name in _OF_CELLS else {}),
            },
        }
        for name in FIELDS
    ]
    return {
        "profile": "tabular-data-package",
        "name": f"weerbaarheidsscan-{release['region'].replace('_', '-')}",
        "title": f"{release['subject']} van bedrijven: gepubliceerde cijfers",
        "description": f"{EXAMPLE} {how}" if release["example_data"] else how,
        "licenses": [
            {
                "name": LICENCE,
                "path": "https://creativecommons.org/publicdomain/zero/1.0/",
                "title": "CC0 1.0",
            }
        ],
        "sources": [{"title": release["programme"]}],
        "contributors": [{"title": release["programme"], "role": "publisher"}],
        "temporal": {"start": release["first_quarter"] or "", "end": release["last_quarter"] or ""},
        "version": str(release["last_quarter"] or "leeg"),
        "resources": resources,
    }


def _cells(cells: list[Row]) -> Iterator[Row]:
    for c in cells:
        yield {
            **_place(c),
            "label": c["label"],
            "code": c["code"],
            "n_quick": c["n"].get("quick", 0),
            "n_rest": c["n"].get("rest", 0),
            "blocks": c["blocks"],
            "versions": " ".join(c["versions"]),
            "withdrawn_at_most": c["withdrawn_at_most"],
        }


def _themes(cells: list[Row]) -> Iterator[Row]:
    for c in cells:
        for theme, figure in [("total", c["total"]), *c["themes"].items()]:
            yield {**_place(c), "theme": theme, **figure}


def _items(cells: list[Row]) -> Iterator[Row]:
    for c in cells:
        for item, t in c["items"].items():
            first, last = t["lacking_rank"] or (None, None)
            yield {
                **_place(c),
                "item": item,
                "n_item": t["n"],
                **{
                    k: t[k] for k in ("points", "points_sd", "dont_know", "dont_know_sd", "asked", "asked_sd")
                },
                **t["in_place"],
                "unknown_pct": t["unknown"]["pct"],
                "unknown_margin": t["unknown"]["margin"],
                "lacking_first": first,
                "lacking_last": last,
            }


def _barriers(cells: list[Row]) -> Iterator[Row]:
    for c in cells:
        for b in c["barriers"]:
            yield {
                **_place(c),
                "threat": b["threat"],
                "barrier": b["barrier"],
                "item": b["item"],
                **b["in_place"],
            }


def _trend(trend: list[Row]) -> Iterator[Row]:
    for row in trend:
        for theme, figure in [("total", row["total"]), *row["themes"].items()]:
            yield {
                "quarter": row["quarter"],
                "municipality": row["municipality"],
                "theme": theme,
                **figure,
                "versions": " ".join(row["versions"]),
            }


def _drop_off(release: dict[str, Any]) -> Iterator[Row]:
    for item, figure in release["drop_off"]["items"].items():
        yield {"item": item, **figure}


def _questions(release: dict[str, Any]) -> Iterator[Row]:
    titles = {t["id"]: t["title"] for t in release["themes"]}
    for item in release["items"]:
        yield {
            "theme": item["theme"],
            "theme_title": titles[item["theme"]],
            "item": item["id"],
            "question": item["question"],
        }


def _dutch(number: float) -> str:
    return f"{number:g}".replace(".", ",")


def _place(cell: Row) -> Row:
    return {"kind": cell["kind"], "cube": cell["cube"], "cell": cell["id"]}


def _csv(name: str, rows: Iterator[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(
        text, [field[0] for field in FIELDS[name]], lineterminator="\r\n", extrasaction="raise"
    )
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
