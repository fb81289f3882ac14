"""Content that never changes, for the reference pages: they guard the layout, and must not fail over a better
sentence.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from data.region import Region
from pdf.report_input import Benchmark, ReportInput
from questionnaire.models import Questionnaire
from questionnaire.responses import Responses
from scoring.content import Content
from scoring.models import STEPS, Measure, Threats
from scoring.rule import Rule
from tests.pdf.businesses import DAY

THEMES = {
    "risks": (
        "Breng risico's in kaart",
        ["de lijst van apparaten", "het wachtwoord dat gelekt is", "het werk dat niet stil mag liggen"],
    ),
    "behaviour": (
        "Bevorder veilig gedrag",
        ["de valse mail", "het nieuwe rekeningnummer", "het vreemde telefoontje"],
    ),
    "systems": (
        "Bescherm systemen en apparaten",
        ["de updates", "de virusscanner", "de router", "de oude computer"],
    ),
    "access": (
        "Beheer wie waarbij kan",
        ["de tweede stap bij mail", "de wachtwoordkluis", "het account van wie weggaat"],
    ),
    "incidents": (
        "Bereid u voor op incidenten",
        ["de back-up", "de losse kopie", "de bellijst", "de oefening"],
    ),
}
CRIMES = [
    "Nepmails en gekaapte accounts",
    "Valse facturen en spooknota's",
    "Gijzelsoftware (ransomware)",
    "Diefstal van gegevens",
    "Valse helpdesk",
    "Aanval op uw webshop",
    "Aanval via uw leverancier",
]


ROLES = {
    "ict": {"item": "ict_by", "own": ["self"], "outsourced": ["supplier"]},
    "left_out": ["place", "sector", "size"],
}


def _made(model: type[Any], data: dict[str, Any]) -> Any:
    """The model of plain data; lists become tuples on the way."""
    return model.model_validate_json(json.dumps(data))


def _ids() -> list[tuple[str, str, str]]:
    return [
        (f"{theme}_{number}", theme, what)
        for theme, (_, subjects) in THEMES.items()
        for number, what in enumerate(subjects)
    ]


ASKED_OF = {
    "behaviour_0": "inside",
    "behaviour_2": "inside",
    "systems_1": "builder",
}  # "I don't know" of these goes elsewhere


def _item(item_id: str, what: str, quick: bool) -> dict[str, Any]:
    return {
        "id": item_id,
        "asks": ASKED_OF.get(item_id, "supplier"),
        "inside_question": f"Wie kijkt er bij ons naar {what}?"
        if ASKED_OF.get(item_id) == "inside"
        else None,
        "quick": quick,
        "question": f"Wanneer keek u voor het laatst naar {what}?",
        "supplier_question": f"Kunt u ons laten zien hoe het staat met {what}, en wanneer u dat nakeek?",
        "options": [
            {
                "id": "never",
                "label": "Nooit",
                "points": 0,
                "acute": item_id == "risks_0",
                "measures": [f"do_{item_id}", f"check_{item_id}"],
            },
            {"id": "once", "label": "Dit jaar", "points": 1, "measures": [f"check_{item_id}"]},
            {"id": "often", "label": "Deze maand", "points": 3},
        ],
    }


def _measure(measure_id: str, what: str, number: int) -> dict[str, Any]:
    verb = "Regel" if measure_id.startswith("do_") else "Controleer elk kwartaal"
    return {
        "id": measure_id,
        "title": f"{verb} {what}",
        "why": f"Wie {what} op orde heeft, staat na een aanval sneller weer overeind en houdt schade klein.",
        "how": [
            {
                "text": f"Schrijf op hoe het nu staat met {what}.",
                "link": "https://proef.example/hulp/stap-voor-stap",
            },
            "Kies een vaste dag en zet die in uw agenda.",
            f"Spreek af wie {what} nakijkt als u er niet bent, en wat hij dan doet.",
            "Kijk na een maand of het gelukt is.",
        ][: 3 + number % 2],
        "how_supplier": [
            f"Vraag uw leverancier om een lijst over {what}.",
            "Spreek af hoe vaak u die lijst krijgt.",
        ],
        "ask_supplier": f"Hoe vaak kijkt u naar {what}, en wie merkt het als het misgaat?",
        "answers_after": {measure_id.split("_", 1)[1]: "often"},
        "when_unknown": "do" if number % 2 else "find_out",
        "hours": {
            "once": (0.5, 1, 2, 3, 1.5)[number % 5],
            "recurring": (0, 0.25, 0.5)[number % 3],
            "per": "quarter",
            "supplier": (0, 2)[number % 2],
        },
        "euro": {
            "once": ((0, 0), (0, 0), (0, 150), (50, 1200))[number % 4],
            "per_year": ((0, 0), (36, 60))[number % 2],
        },
        "source": "https://proef.example/bron",
        "impact": 1 + number % 3,
        "done_by": ("owner", "supplier", "staff")[number % 3],
        "key": number == 26,
    }


def _find_out(settles: str, who: str) -> dict[str, Any]:
    return {
        "id": f"ask_{settles}",
        "title": f"Vraag {who} hoe het staat",
        "why": "Misschien is er al veel geregeld.",
        "how": ["Neem het blad met vragen mee.", "Vul daarna de antwoorden in."],
        "kind": "find_out",
        "settles": settles,
        "hours": {"once": 0.5},
        "impact": 1,
        "done_by": "owner",
    }


@lru_cache(None)
def content() -> Content:
    """Five themes, seventeen questions, thirty-four measures, seven types of crime."""
    sections: list[dict[str, Any]] = [
        {
            "id": "profile",
            "title": "Uw bedrijf",
            "profile": True,
            "items": [
                {
                    "id": "ict_by",
                    "quick": True,
                    "question": "Wie zorgt voor de ICT?",
                    "options": [
                        {"id": "self", "label": "Ik zelf"},
                        {"id": "supplier", "label": "Een leverancier"},
                    ],
                }
            ],
        }
    ]
    for theme, (title, _) in THEMES.items():
        items = [_item(item_id, what, item_id.endswith("_0")) for item_id, of, what in _ids() if of == theme]
        sections.append({"id": theme, "title": title, "items": items})
    measures = [
        _measure(f"{kind}_{item_id}", what, number)
        for number, (kind, item_id, what) in enumerate(
            (k, i, w) for i, _, w in _ids() for k in ("do", "check")
        )
    ]
    measures += [
        _find_out("supplier", "uw leverancier"),
        _find_out("inside", "uw collega's"),
        _find_out("builder", "uw websitebouwer"),
    ]
    levels = [
        ("start", "Aan de start", 0),
        ("basis", "Basis in opbouw", 35),
        ("steady", "Stevige basis", 60),
        ("resilient", "Weerbaar", 80),
    ]
    rule = {
        "id": "scan",
        "title": "Proef",
        "questionnaire": ".",
        "description": "Elke vraag telt als deel van wat er te halen is. Het totaal is het gemiddelde van de vijf thema's.",
        "themes": {"scale": "percent"},
        "priorities": {
            "order": [
                {"by": "acute"},
                {"by": "danger", "descending": True},
                {"by": "value", "descending": True},
            ]
        },
        "levels": [
            {
                "id": i,
                "title": t,
                "description": "Met een paar acties van een uur wint u al veel.",
                "needs": {"total": {"at_least": b}},
            }
            for i, t, b in levels
        ],
    }
    return Content(
        _made(
            Questionnaire,
            {
                "id": "proef",
                "version": "1.0",
                "title": "Proef",
                "wording": {"advice": "Uw advies voor een weerbaar bedrijf"},
                "sections": sections,
                "roles": ROLES,
            },
        ),
        _made(Rule, rule),
        {m["id"]: _made(Measure, m) for m in measures},
        _made(Threats, {"threats": [_threat(number, title) for number, title in enumerate(CRIMES)]}),
    )


def _threat(number: int, title: str) -> dict[str, Any]:
    barriers = []
    for index in range(5 + number % 3):
        item_id, _, what = _ids()[(3 * number + 2 * index) % 17]
        step = STEPS[index % 5]
        barriers.append(
            {
                "id": f"b{number}_{index}",
                "title": f"U weet hoe het staat met {what}",
                "step": step,
                "stands_when": {"item": item_id, "answered": ["often"]},
                "measures": [f"do_{item_id}"],
            }
        )
    return {
        "id": f"t{number}",
        "title": title,
        "family": "cybercrime",
        "story": "Een verhaal.",
        "steps": dict.fromkeys(STEPS, "Een stap."),
        "barriers": barriers,
    }


@lru_cache(None)
def region() -> Region:
    """A region of one municipality."""
    first = [
        ("Bent u nu in gevaar?", "Bel 112."),
        ("Haal de stekker uit het internet", "Laat de computer aan staan."),
        ("Is er geld weg?", "Bel meteen uw bank."),
        ("Doe aangifte", "Maak een afspraak bij de politie."),
    ]
    return _made(
        Region,
        {
            "id": "proef",
            "title": "Proef",
            "programme": {
                "name": "Weerbare Proef",
                "sender": "De gemeenten in de proef",
                "motto": "Samen werpen we drempels op.",
            },
            "responsible": {
                "confirmed": False,
                "controller": "De gemeenten in de proef",
                "contact": "Vraag het aan uw gemeente.",
                "officer": "De functionaris van uw gemeente.",
                "legal_ground": "Een taak van algemeen belang.",
                "complaints": "ap",
            },
            "municipalities": [
                {"id": "proefstad", "label": "Proefstad", "code": "GM0001", "row": 1, "column": 1}
            ],
            "sectors": [{"id": "retail", "label": "Winkel", "sbi": ["G"], "group": "trade"}],
            "sector_groups": [{"id": "trade", "label": "Handel"}],
            "first_help": [
                {"id": f"h{n}", "title": title, "text": text} for n, (title, text) in enumerate(first)
            ],
        },
    )


def bakery() -> ReportInput:
    """A bakery that outsources its ICT, with every option on."""
    answers = {
        item_id: ("never", "once", "often", "dont_know")[number % 4]
        for number, (item_id, _, _) in enumerate(_ids())
    }
    earlier = content().score(Responses({"ict_by": "supplier", **dict.fromkeys(answers, "once")}))
    figures = {theme: 41.0 + 6 * number for number, theme in enumerate(THEMES)}
    return ReportInput.of(
        content(),
        Responses({"ict_by": "supplier", **answers}),
        region=region(),
        day=DAY,
        name="Bakkerij De Korenschoof",
        then=earlier,
        benchmark=Benchmark("winkels, 2 tot 9 mensen", 120, figures, dict.fromkeys(figures, 7.0)),
        resume_link="https://scan.example/hervat#ABCD-EFGH",
    )


def hairdresser() -> ReportInput:
    """A hairdresser alone, after a quick scan."""
    answers = {
        item_id: ("once", "often", "never")[number % 3]
        for number, (item_id, _, _) in enumerate(_ids())
        if item_id.endswith("_0")
    }
    return ReportInput.of(
        content(), Responses({"ict_by": "self", **answers}), region=region(), day=DAY, quick=True
    )
