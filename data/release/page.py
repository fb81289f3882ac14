"""The release as a page that a person can read: plain HTML, nothing from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from babel.numbers import format_decimal

from data.release.tables import EXAMPLE, FIELDS, datapackage
from questionnaire.language.numbers import whole
from questionnaire.language.templates import Templates
from questionnaire.language.translation import SOURCE_LANGUAGE

_TEMPLATES = Templates(__file__)


@dataclass(frozen=True)
class _Shown:
    """A figure with its margin, or in words why it is not there."""

    told: str
    is_shown: bool


def page(release: dict[str, Any]) -> bytes:
    """The page, in Dutch, as UTF-8."""
    total, by_kind = release["sums"][0], _by_kind(release)
    quarter, withdrawn = release["last_quarter"], total["withdrawn_at_most"]
    tables = {
        "Per thema": [total],
        "Per gemeente": by_kind["municipality"],
        "Per branche": by_kind["sector"],
        "Naar grootte": by_kind["size"],
    }
    return _TEMPLATES.render(
        "release.html",
        SOURCE_LANGUAGE,
        subject=release["subject"],
        example=EXAMPLE if release["example_data"] else "",
        total=total["label"],
        until=_quarter(quarter) if quarter else "",
        businesses=_number(total["n"].get("quick", 0)),
        whole_scans=_number(total["n"].get("rest", 0)),
        widest_margin=_number(release["parameters"]["widest_margin"]),
        tables=[_themes_table(title, release, cells) for title, cells in tables.items() if cells],
        lacking=_lacking(release, total),
        withdrawn_at_most=_number(withdrawn) if withdrawn else "",
        withdrawn=release["withdrawn"],
        description=datapackage(release)["description"],
        files=("release.json", "datapackage.json", *(f"{table}.csv" for table in FIELDS)),
    ).encode()


def _by_kind(release: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    found = {kind: [c for c in release["sums"] if c["kind"] == kind] for kind in ("sector", "size")}
    # A cell without a name is that of a questionnaire that does not ask for a place.
    return found | {
        "municipality": [c for c in release["cells"] if c["cube"] == "municipality" and c["label"]]
    }


def _themes_table(title: str, release: dict[str, Any], cells: list[dict[str, Any]]) -> dict[str, Any]:
    themes = release["themes"]
    rows = [
        {
            "label": cell["label"],
            "businesses": _number(cell["n"].get("quick", 0)),
            "figures": [
                _figure(f) for f in (cell["total"], *(cell["themes"][theme["id"]] for theme in themes))
            ],
        }
        for cell in cells
    ]
    head = ["Wie", "Bedrijven", "Totaal", *(theme["title"] for theme in themes)]
    return {"title": title, "head": head, "rows": rows}


def _lacking(release: dict[str, Any], total: dict[str, Any]) -> list[dict[str, Any]]:
    questions = {i["id"]: i["question"] for i in release["items"]}
    # In the order of the questions where two have the same rank.
    ranked = sorted(
        (
            (total["items"][i]["lacking_rank"], i)
            for i in questions
            if total["items"].get(i, {}).get("lacking_rank")
        ),
        key=itemgetter(0),
    )[:10]
    return [
        {
            "place": _rank(rank),
            "question": questions[item],
            "in_place": _figure(total["items"][item]["in_place"]),
            "unknown": _figure(total["items"][item]["unknown"]),
        }
        for rank, item in ranked
    ]


def _figure(figure: dict[str, Any]) -> _Shown:
    if figure["pct"] is None:
        told = "nog niet" if figure["why"] == "nothing_published" else "marge te breed"
        return _Shown(told, is_shown=False)
    shown = f"{_number(whole(min(max(figure['pct'], 0), 100)))} ± {_number(max(1, whole(figure['margin'])))}"
    return _Shown(shown, is_shown=True)


def _rank(rank: list[int]) -> str:
    return f"{rank[0]}" if rank[0] == rank[1] else f"{rank[0]}-{rank[1]}"


def _quarter(quarter: str) -> str:
    return f"het {('eerste', 'tweede', 'derde', 'vierde')[int(quarter[5]) - 1]} kwartaal van {quarter[:4]}"


def _number(number: float) -> str:
    return str(format_decimal(number, locale="nl"))
