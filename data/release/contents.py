"""The release: everything that is public, as plain values in one fixed order. The same blocks give the same
release.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.aggregates.archive import open_archive
from data.aggregates.derivation import derived
from data.aggregates.folding import Site
from data.aggregates.published import PublishedCell, points_of_items
from data.aggregates.room_tallies import is_room_tally
from data.aggregates.tallies import LAPTOP, Cell, sector_size
from data.content.editions import shown_versions, withdrawals, withdrawn_in
from data.demo import is_example
from data.figures.cell_reading import CellReading, Estimate
from data.figures.drop_off import dropped_off
from data.figures.ranking import most_lacking
from data.figures.released import Released, load_released
from questionnaire.language.numbers import tenth

FORMAT = "weerbaarheidsscan-release-1"
LICENCE = "CC0-1.0"
AT_LAPTOPS = "bijeenkomsten zonder internet"
_DECIMALS = 4


def release(site: Site) -> dict[str, Any]:
    """Every published cell with n, tallies, theme results and margins; the sums of cells; the trend per
    quarter.
    """
    found = load_released(site.folders)
    with open_archive(site.folders) as archive:
        events = archive.cube("event")
    labels = cell_labels(site)
    every = [*found.municipalities.values(), *found.sector_sizes.values(), *events.values()]
    on_withdrawn = withdrawn_in({c.cell: c for c in every}, site.folders)
    cells = [_cell(site, c, "cell", labels.get(c.cell, ""), on_withdrawn.get(c.cell, 0)) for c in every]
    questionnaire, privacy = site.questionnaire, site.privacy
    return {
        "format": FORMAT,
        "licence": LICENCE,
        "region": site.region.id,
        "programme": site.region.programme.name,
        "first_quarter": min((q for q, cells in found.by_quarter.items() if cells), default=None),
        "example_data": is_example(site),
        "questionnaire": {"id": questionnaire.id, "version": questionnaire.version},
        "subject": questionnaire.said("subject"),
        "last_quarter": max(found.by_quarter, default=None),
        "parameters": {
            "smallest_block": privacy.smallest_block.value.model_dump(),
            "growth": privacy.growth.value.model_dump(),
            "theme_epsilon": privacy.theme_epsilon.value,
            "total_epsilon": privacy.total_epsilon.value,
            "points_epsilon": privacy.points_epsilon.value.model_dump(),
            "dont_know_epsilon": privacy.dont_know_epsilon.value.model_dump(),
            "asked_epsilon": privacy.asked_epsilon.value.model_dump(),
            "widest_margin": privacy.widest_margin.value,
            "pair_scale": privacy.pair_scale.value,
            "derived": _derived(site),
            "drop_off_smallest_block": privacy.drop_off_smallest_block.value,
            "drop_off_epsilon": privacy.drop_off_epsilon.value,
        },
        "themes": [{"id": s.id, "title": s.title} for s in questionnaire.themes],
        "items": [
            {"id": i.id, "theme": s.id, "question": i.question} for s in questionnaire.themes for i in s.items
        ],
        "withdrawn": [
            {"version": w.version, "edition": w.edition, "reason": w.reason, "on": w.on.isoformat()}
            for w in withdrawals(site.folders).all()
        ],
        "cells": cells,
        "sums": [
            _cell(site, c, kind, label, _summed(on_withdrawn, kind, c))
            for kind, c, label in _sums(site, found)
        ],
        "trend": _trend(site, found),
        "drop_off": _drop_off(site),
    }


def _derived(site: Site) -> dict[str, dict[str, float]]:
    told = derived(site.questionnaire, site.privacy)
    parts = {"in_place": told.in_place, "any_answer": told.any_answer, "whole_scan": told.whole_scan}
    return {name: {"region": tenth(part.epsilon), "event": tenth(part.event)} for name, part in parts.items()}


def cell_labels(site: Site) -> dict[Cell, str]:
    """What each standing cell is called."""
    sizes = _sizes(site)
    found = {Cell("municipality", o.id): o.label for o in site.questionnaire.role_options("place")}
    found[LAPTOP] = AT_LAPTOPS
    return found | {
        Cell("sector_size", sector_size(g.id, s)): f"{g.label}, {label}"
        for g in site.region.sector_groups
        for s, label in sizes.items()
    }


def _sizes(site: Site) -> dict[str, str]:
    """Size classes that figures are made of; empty where there is no sector to make them with."""
    if site.questionnaire.role_item("sector") is None:
        return {}
    return {o.id: o.label for o in site.questionnaire.role_options("size")}


def _sums(site: Site, found: Released) -> list[tuple[str, PublishedCell, str]]:
    sums = [("total", found.total, site.region.title)]
    sizes = _sizes(site)
    sums += [("sector", found.sector(g.id), g.label) for g in (site.region.sector_groups if sizes else ())]
    return sums + [("size", found.size(size), label) for size, label in sizes.items()]


def _summed(on_withdrawn: Mapping[Cell, int], kind: str, cell: PublishedCell) -> int:
    """What a sum of cells holds of it: of all municipalities, or of the sector and size cells that it is the
    sum of.
    """
    if kind == "total":
        return sum(n for at, n in on_withdrawn.items() if at.cube == "municipality")
    part = 0 if kind == "sector" else 2
    return sum(
        n
        for at, n in on_withdrawn.items()
        if at.cube == "sector_size" and at.id.rpartition(".")[part] == cell.cell.id
    )


def _cell(site: Site, cell: PublishedCell, kind: str, label: str, on_withdrawn: int) -> dict[str, Any]:
    reading = CellReading(site.content, cell, site.privacy)
    ranks = {r.item_id: (r.first, r.last) for r in most_lacking(reading)}
    items = {}
    for item_id in sorted(i for i in cell.items if not is_room_tally(i)):
        tally, asked = cell.items[item_id], reading.asked.get(item_id)
        items[item_id] = {
            "n": tally.n,
            "points": _round(points_of_items(tally)),
            "points_sd": _round(tally.points.variance**0.5 / 12),
            "dont_know": tally.dont_know.value,
            "dont_know_sd": _round(tally.dont_know.variance**0.5),
            "asked": _round(asked.value) if asked else None,
            "asked_sd": _round(asked.variance**0.5) if asked else None,
            "in_place": _figure(reading.item(item_id)),
            "unknown": _figure(reading.dont_know(item_id)),
            "lacking_rank": list(ranks[item_id]) if item_id in ranks else None,
        }
    return {
        "kind": kind,
        "cube": cell.cell.cube,
        "id": cell.cell.id,
        "label": label,
        "code": _code(site, cell.cell),
        "n": dict(sorted(cell.n.items())),
        "blocks": cell.blocks,
        "versions": shown_versions(cell),
        "withdrawn_at_most": on_withdrawn,
        "total": _figure(reading.total()),
        "themes": {s.id: _figure(reading.theme(s)) for s in site.questionnaire.themes},
        "barriers": _barriers(reading),
        "items": items,
    } | ({"room_total": _figure(reading.room_total())} if cell.cell.cube == "event" else {})


def _code(site: Site, cell: Cell) -> str:
    """The code of Statistics Netherlands of a municipality, to link with other tables; empty for all else."""
    if cell.cube != "municipality":
        return ""
    return next((m.code for m in site.region.municipalities if m.id == cell.id), "")


def _barriers(reading: CellReading) -> list[dict[str, Any]]:
    threats = reading.content.threats.threats if reading.content.threats else ()
    return [
        {
            "threat": t.id,
            "barrier": b.id,
            "item": " ".join(reading.content.proving(b)),
            "in_place": _figure(reading.items(reading.content.proving(b))),
        }
        for t in threats
        for b in t.barriers
    ]


def _trend(site: Site, found: Released) -> list[dict[str, Any]]:
    rows = []
    for quarter in sorted(q for q, cells in found.by_quarter.items() if cells):
        for municipality in [None, *sorted(found.by_quarter[quarter])]:
            cell = found.quarter(quarter, municipality)
            reading = CellReading(site.content, cell, site.privacy)
            rows.append(
                {
                    "quarter": quarter,
                    "municipality": municipality or "total",
                    "n": dict(sorted(cell.n.items())),
                    "versions": shown_versions(cell),
                    "total": _figure(reading.total()),
                    "themes": {s.id: _figure(reading.theme(s)) for s in site.questionnaire.themes},
                }
            )
    return rows


def _drop_off(site: Site) -> dict[str, Any]:
    reached = dropped_off(site)
    return {"n": reached.n, "items": {item: _figure(figure) for item, figure in reached.items.items()}}


def _figure(figure: Estimate) -> dict[str, Any]:
    margin = None if figure.margin is None else tenth(figure.margin)
    return {
        "pct": None if figure.pct is None else tenth(figure.pct),
        "margin": margin,
        "n": figure.n,
        "why": figure.why,
    }


def _round(number: float) -> float:
    return round(number, _DECIMALS) + 0.0  # no minus zero
