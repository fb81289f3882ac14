"""The release as a page that a person can read: plain HTML, nothing from elsewhere."""

from __future__ import annotations

from html import escape
from operator import itemgetter
from typing import Any

from babel.numbers import format_decimal

from data.release.tables import EXAMPLE, FIELDS, datapackage
from questionnaire.language.numbers import whole

_STYLE = """body{font:1rem/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1b2733;background:#fff}
table{border-collapse:collapse;margin:1rem 0;width:100%}caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{border-bottom:1px solid #c9d3dc;padding:.35rem .6rem;text-align:left;vertical-align:top}td.n{text-align:right}.f{white-space:nowrap}.o{color:#4a5a68;font-size:.85rem}
.w{overflow-x:auto}.demo{background:#ffd34d;padding:.5rem 1rem;font-weight:600}a{color:#0b5394}"""


def page(release: dict[str, Any]) -> bytes:
    """The page, in Dutch, as UTF-8."""
    total, by_kind = release["sums"][0], _by_kind(release)
    quarter = release["last_quarter"]
    parts = [
        f'<p class="demo">{EXAMPLE}</p>' if release["example_data"] else "",
        f"<h1>{escape(release['subject'])} van bedrijven</h1>",
        f"<p>Cijfers van {escape(total['label'])}, tot en met {escape(_quarter(quarter))}.</p>"
        if quarter
        else "<p>Er is nog niets gepubliceerd. Het eerste blok wordt openbaar als er genoeg bedrijven in zitten.</p>",
        f"<p>In deze cijfers zitten {_number(total['n'].get('quick', 0))} bedrijven. {_number(total['n'].get('rest', 0))} daarvan deden de volledige scan.</p>",
        "<p>Bij elk cijfer staat een marge. Het echte cijfer van deze bedrijven ligt in 19 van de 20 gevallen binnen die marge.</p>",
        f"<p>Staat er <em>marge te breed</em>, dan kan het cijfer meer dan {_number(release['parameters']['widest_margin'])} punten afwijken. Staat er <em>nog niet</em>, dan deden er te weinig bedrijven mee.</p>",
        _themes_table("Per thema", release, [total]),
        _themes_table("Per gemeente", release, by_kind["municipality"]),
        _themes_table("Per branche", release, by_kind["sector"]),
        _themes_table("Naar grootte", release, by_kind["size"]),
        _lacking(release, total),
        _withdrawn(release, total),
        "<h2>Hoe deze cijfers anoniem blijven</h2>",
        f"<p>{escape(datapackage(release)['description'])}</p>",
        "<h2>Gebruiken</h2>",
        "<p>Alles mag vrij worden gebruikt (CC0). "
        + ", ".join(
            f'<a href="{name}">{name}</a>'
            for name in ("release.json", "datapackage.json", *(f"{table}.csv" for table in FIELDS))
        )
        + ".</p>",
    ]
    body = "\n".join(p for p in parts if p)
    title = f"{escape(release['subject'])} van bedrijven"
    return f'<!doctype html>\n<html lang="nl">\n<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}: cijfers</title>\n<style>{_STYLE}</style></head>\n<body><main>\n{body}\n</main></body>\n</html>\n'.encode()


def _withdrawn(release: dict[str, Any], total: dict[str, Any]) -> str:
    """Which questions were taken back, and how many of the answers are on them at most; empty when none is."""
    if not total["withdrawn_at_most"]:
        return ""
    rows = "".join(
        f"<li>Versie {escape(w['version'])}, ingetrokken op {escape(w['on'])}: {escape(w['reason'])}</li>"
        for w in release["withdrawn"]
    )
    return (
        f"<h2>Ingetrokken vragen</h2><p>Hooguit {_number(total['withdrawn_at_most'])} bedrijven in deze cijfers antwoordden op vragen "
        f"die later zijn ingetrokken.</p><ul>{rows}</ul>"
    )


def _by_kind(release: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    found = {kind: [c for c in release["sums"] if c["kind"] == kind] for kind in ("sector", "size")}
    # A cell without a name is that of a questionnaire that does not ask for a place.
    return found | {
        "municipality": [c for c in release["cells"] if c["cube"] == "municipality" and c["label"]]
    }


def _themes_table(title: str, release: dict[str, Any], cells: list[dict[str, Any]]) -> str:
    if not cells:
        return ""
    head = "".join(
        f'<th scope="col">{escape(t)}</th>'
        for t in ["Wie", "Bedrijven", "Totaal", *(t["title"] for t in release["themes"])]
    )
    rows = []
    for cell in cells:
        figures = [cell["total"], *(cell["themes"][t["id"]] for t in release["themes"])]
        cells_html = "".join(f'<td class="n">{_figure(f)}</td>' for f in figures)
        rows.append(
            f'<tr><th scope="row">{escape(cell["label"])}</th><td class="n">{_number(cell["n"].get("quick", 0))}</td>{cells_html}</tr>'
        )
    return f"{_wide(title)}<table><caption>{escape(title)} (procent van wat er te halen is)</caption><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"


def _lacking(release: dict[str, Any], total: dict[str, Any]) -> str:
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
    if not ranked:
        return ""
    rows = "".join(
        f'<tr><td class="n">{_rank(rank)}</td><td>{escape(questions.get(item, item))}</td><td class="n">{_figure(total["items"][item]["in_place"])}</td>'
        f'<td class="n">{_figure(total["items"][item]["unknown"])}</td></tr>'
        for rank, item in ranked
    )
    return (
        f'{_wide("Wat het meest ontbreekt")}<table><caption>Wat het meest ontbreekt</caption><thead><tr><th scope="col">Plaats</th><th scope="col">Vraag</th>'
        f'<th scope="col">Op orde</th><th scope="col">Weet ik niet</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _wide(title: str) -> str:
    """A box that scrolls on a phone, by keyboard too."""
    return f'<div class="w" tabindex="0" role="region" aria-label="{escape(title, quote=True)}">'


def _figure(figure: dict[str, Any]) -> str:
    if figure["pct"] is None:
        return f'<span class="o">{"nog niet" if figure["why"] == "nothing_published" else "marge te breed"}</span>'
    shown = f"{_number(whole(min(max(figure['pct'], 0), 100)))} ± {_number(max(1, whole(figure['margin'])))}"
    return f'<span class="f">{shown}</span>'


def _rank(rank: list[int]) -> str:
    return f"{rank[0]}" if rank[0] == rank[1] else f"{rank[0]}-{rank[1]}"


def _quarter(quarter: str) -> str:
    return f"het {('eerste', 'tweede', 'derde', 'vierde')[int(quarter[5]) - 1]} kwartaal van {quarter[:4]}"


def _number(number: float) -> str:
    return str(format_decimal(number, locale="nl"))
