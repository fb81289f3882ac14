"""What the product makes of content, in plain values: to compare two states of the content with one another."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from data.aggregates.participation import TakenPart
from data.aggregates.published import PublishedCell, stored
from data.aggregates.tallies import Cell, cells_of, contributions, drop_off_plan, standing_cells, tally_plan
from data.figures.cell_reading import CellReading
from data.figures.ranking import most_lacking, next_barriers
from data.figures.released import Released
from data.figures.room import room_from
from data.organisers.events import Event
from data.region import Region
from pdf.report_input import ReportInput
from questionnaire.models import Questionnaire
from questionnaire.responses import Responses
from questionnaire.routing import Routing
from questionnaire.simulate import simulated_businesses
from scoring.advising.advice import advise
from scoring.advising.compare import compare
from scoring.content import Content
from scoring.explain import explain
from screens.dashboard.areas import all_areas, kinds_of
from screens.dashboard.table import ChartRequest
from screens.dashboard.tables import TABLES
from screens.parts.tone import tone

DAY = date(2026, 11, 2)
LIVE = ("participation", "drop_off")  # tables that look at the folders of a server


def of_businesses(content: Content, region: Region, businesses: Sequence[Responses]) -> list[Any]:
    """What each business is told, and where it counts."""
    return [of_one(content, region, responses, quick) for responses in businesses for quick in (False, True)]


def of_one(content: Content, region: Region, responses: Responses, quick: bool) -> dict[str, Any]:
    """Score, barriers, advice, words, report and cells of one business."""
    score, questionnaire = content.score(responses, quick), content.questionnaire
    report = ReportInput.of(
        content,
        responses,
        quick=quick,
        region=region,
        day=DAY,
        plan=tuple(m.measure.id for m in advise(content, score).week),
    )
    planned = report.outcome.with_plan
    return {
        "items": {i: [found.state.value, found.points, found.share] for i, found in score.items.items()},
        "themes": {theme.id: theme.score_pct for theme in score.themes},
        "total": score.score_pct,
        "level": score.level.id if score.level else None,
        "knock_outs": [k.id for k in score.knock_outs],
        "barriers": {b.barrier.id: b.state.value for t in report.resilience for b in t.barriers},
        "advice": [
            [r.measure.id, r.who, r.steps, r.item_ids, r.gain_pct, r.barriers_gained, r.unknown]
            for r in report.advice.recommendations
        ],
        "plan": [
            [r.measure.id for r in part]
            for part in (report.advice.week, report.advice.soon, report.advice.later)
        ],
        "questions": [
            [q.text, q.reason, q.item_id, q.measure_id, q.item_ids] for q in report.advice.supplier_questions
        ],
        "words": [tone(content, score, report.advice), str(explain(content, score).lines)],
        "report": [
            report.outsourced,
            report.proofs("supplier"),
            report.proofs("builder"),
            report.strengths(),
            planned.score.score_pct if planned else None,
        ],
        "compared": _compared(content, responses),
        "cells": [[c.cube, c.id] for c in cells_of(questionnaire, responses, region)],
        "adds": {
            part: {i: list(c) for i, c in found.items()}
            for part, found in contributions(questionnaire, responses, score).items()
        },
        "help": [
            h.title
            for h in region.help_for(
                questionnaire.role_answer("place", responses),
                questionnaire.role_answer("sector", responses),
                date(2026, 12, 1),
            )
        ],
    }


def _compared(content: Content, responses: Responses) -> list[Any]:
    found = compare(content, responses.only(list(responses.answers)[::2]), responses)
    # A set has no order of its own: the items in the order of the questionnaire.
    return [
        str(replace(found, only_once=frozenset())),
        [i for i in content.questionnaire.items if i in found.only_once],
    ]


def of_figures(content: Content, region: Region) -> dict[str, Any]:
    """Cells, plans, tables, rankings and the wall of an event, on figures that are made up but always the
    same.
    """
    questionnaire = content.questionnaire
    released = made_up(questionnaire, region)
    places = all_areas(content, region)
    about = [
        "total",
        *(s.id for s in questionnaire.themes),
        *(t.id for t in (content.threats.threats if content.threats else ())),
    ]
    whole = places["total"]
    tables = [
        _table("compared", ChartRequest(content, region, released, whole, kind, subject))
        for kind in kinds_of(content)
        for subject in about[::5]
    ]
    chosen = list(places.values())[:: max(1, len(places) // 3)]
    tables += [
        _table(name, ChartRequest(content, region, released, place))
        for place in chosen
        for name in TABLES
        if name not in LIVE
    ]
    reading = CellReading(content, released.total)
    event = Event("e", "c", "", "Avond", DAY, DAY, sectors=(region.sectors[0].id,))
    room = room_from(content, event, released.total, TakenPart(40, 3, 10), 50, released, region)
    return {
        "cells": [[c.cube, c.id] for c in standing_cells(questionnaire, region)],
        "plans": [
            [i, plan.part, plan.scale, plan.counts_asked]
            for c in [None, *standing_cells(questionnaire, region)[::9]]
            for i, plan in tally_plan(questionnaire, 2, c).items()
        ],
        "drop_off": list(drop_off_plan(questionnaire)),
        "places": {key: place.label for key, place in places.items()},
        "tables": tables,
        "lacking": [[r.item_id, r.first, r.last] for r in most_lacking(reading)],
        "next": [[b.measure.id, b.item_id, b.threats, b.worth] for b in next_barriers(reading)],
        "room": [[t.section.id, t.room.pct, t.sector.pct if t.sector else None] for t in room.themes]
        + [[t.threat.id, t.weakest[0].id if t.weakest else None] for t in room.threats],
        "paper": [
            Routing(questionnaire, quick=quick).sentence(i)
            for quick in (False, True)
            for i in questionnaire.items.values()
            if i.quick or not quick
        ],
    }


def of_simulation(questionnaire: Questionnaire) -> list[Any]:
    """A few made-up businesses, as the demo makes them."""
    return [responses.as_plain() for responses in simulated_businesses(questionnaire, 8, 3)]


def made_up(questionnaire: Questionnaire, region: Region) -> Released:
    """Released figures of every standing cell, the same for the same order of questions and places."""
    chance = Random(4)
    cells: dict[Any, dict[str, PublishedCell]] = {"municipality": {}, "sector_size": {}}
    for cell in standing_cells(questionnaire, region):
        cells[cell.cube][cell.id] = _published(questionnaire, cell, chance)
    return Released(
        cells["municipality"],
        cells["sector_size"],
        {"2026Q3": cells["municipality"], "2026Q4": cells["municipality"]},
    )


def _published(questionnaire: Questionnaire, cell: Cell, chance: Random) -> PublishedCell:
    def noisy(most: int) -> dict[str, Any]:
        return {"value": chance.randint(0, most), "scales": {"5/3": 1}}

    items = {}
    for item_id, plan in tally_plan(questionnaire, 2, cell).items():
        n = 400
        asked = (
            {"value": chance.randint(n // 2, n), "scales": {"20/3": 1}}
            if plan.counts_asked
            else {"value": 0, "scales": {}}
        )
        items[item_id] = {
            "n": n,
            "exact_n": 0 if plan.counts_asked else n,
            "points": noisy(12 * n // 2),
            "dont_know": noisy(n // 3),
            "asked": asked,
        }
    return stored(
        cell, json.dumps({"n": {"quick": 400, "rest": 400}, "blocks": 2, "versions": ["1.0"], "items": items})
    )


def _table(name: str, asked: ChartRequest) -> list[Any]:
    made = TABLES[name](asked)
    return [name, asked.area.key, asked.over, asked.about, made.title, made.sentence, made.columns, made.rows]
