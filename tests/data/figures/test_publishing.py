"""What is published: made by sealing alone, additive, the same bytes every time, each figure with its margin."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from data.aggregates.archive import open_archive
from data.aggregates.blocks import NoiseScales, Tally, open_block
from data.aggregates.folding import fold
from data.aggregates.published import PublishedCell, nothing, published, together
from data.aggregates.sealing import NotSealable, SealedBlock, read_sealed, seal
from data.aggregates.tallies import Cell, Contribution, contributions
from data.figures.cell_reading import CellReading, Estimate
from data.figures.denominators import denominators, steering_rules
from data.figures.ranking import most_lacking, next_barriers
from data.figures.released import load_event_cell, load_released
from data.organisers.events import add_event, close_event
from data.release.contents import release
from data.release.folder import publish_release
from data.tokens import new_token
from questionnaire.simulate import simulated_businesses
from tests.builders import content_of
from tests.data.aggregates.questionnaires import (
    choice,
    for_who_works_alone_and_for_the_others,
    item,
    questionnaire,
    size,
)

CELL = Cell("municipality", "almelo")
IN_PLACE = Contribution(12, 0, 1)


def filled(site, count=15, cell=CELL, part="quick", contribution=IN_PLACE, quarter="2026Q4") -> SealedBlock:
    """A sealed block in which everybody answered the same."""
    plan = site.plan(cell)
    block = open_block(cell, part, plan, site.privacy)
    for _ in range(count):
        block.add(dict.fromkeys(plan, contribution), plan, "1.0")
    return seal(block, site.privacy, quarter)


def many(site, business, times, **options):
    for _ in range(times):
        fold(site.content, business(), new_token(), site=site, **options)


def test_only_sealing_makes_what_can_be_published(fresh):
    plan = fresh.plan(CELL)
    scales = NoiseScales.of(fresh.privacy, CELL)
    with pytest.raises(TypeError):
        SealedBlock("x", CELL, "quick", "2026Q4", 99, (), scales, {})
    with pytest.raises(TypeError):
        PublishedCell(CELL, {"quick": 99}, 1, (), {})
    with pytest.raises(TypeError):
        published(open_block(CELL, "quick", plan, fresh.privacy))
    with pytest.raises(TypeError):
        CellReading(fresh.content, open_block(CELL, "quick", plan, fresh.privacy))
    with pytest.raises(NotSealable):
        filled(fresh, 14)
    assert filled(fresh, 15).n == 15


@pytest.mark.parametrize(
    "change",
    [
        {"n": 9},
        {"n": 15.0},
        {"cube": "street"},
        {"part": "all"},
        {"items": {"x": [15, 1, 1, None]}},
        {"scales": {}},
        {"scales": {"points": "0", "dont_know": "7", "asked": "7"}},
        {"scales": {"points": "1", "dont_know": "7", "asked": "7"}},
        {"items": {"x": [99, 1, 1, None, 1]}},
        {"versions": [1]},
    ],
)
def test_what_no_sealing_could_have_made_is_not_read(fresh, change):
    plain = filled(fresh).as_plain()
    assert read_sealed(plain).as_plain() == plain
    with pytest.raises(NotSealable):
        read_sealed({**plain, **change})


def test_the_order_of_blocks_and_repeating_them_change_nothing(fresh, tmp_path):
    blocks = [filled(fresh, n, quarter=q) for n, q in ((15, "2026Q3"), (20, "2026Q4"), (16, "2026Q4"))] + [
        filled(fresh, 17, Cell("event", "e"))
    ]
    texts = []
    for order in (blocks, blocks[::-1], blocks + blocks):
        with open_archive(replace(fresh.folders, data_dir=tmp_path / str(len(texts)))) as archive:
            archive.add(order)
            archive.add(order[:2])
            texts.append(archive.db.execute("SELECT * FROM sums ORDER BY 1, 2, 3").fetchall())
    assert texts[0] == texts[1] == texts[2]


def test_an_id_that_comes_back_with_other_numbers_is_refused_whole(fresh):
    one, other = filled(fresh), filled(fresh)
    with open_archive(fresh.folders) as archive:
        archive.add([one])
        with pytest.raises(NotSealable):
            archive.add([other, read_sealed({**one.as_plain(), "n": 16})])
        assert [b.id for b in archive.blocks()] == [one.id]


def test_the_sums_are_the_sums_of_the_blocks(site, business):
    many(site, business, 32)
    many(replace(site, today=date(2027, 2, 1)), business, 16)
    with open_archive(site.folders) as archive:
        by_hand = together([published(b) for b in archive.blocks() if b.cell == CELL], CELL)
        assert archive.cell(CELL) == by_hand
        assert (
            together(
                [c[CELL.id] for q in archive.quarters() if CELL.id in (c := archive.cube("municipality", q))],
                CELL,
            )
            == by_hand
        )


def test_publishing_twice_without_new_blocks_gives_the_same_bytes(site, business, tmp_path):
    many(site, business, 16)
    first = publish_release(site, tmp_path / "one")
    assert publish_release(site, tmp_path / "one") == []
    many(site, business, 5)  # an open block is nothing new
    assert publish_release(site, tmp_path / "one") == [] and len(
        publish_release(site, tmp_path / "two")
    ) == len(first)
    for name in first:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_an_empty_server_publishes_a_release_that_says_so(site, tmp_path):
    publish_release(site, tmp_path / "out")
    assert json.loads((tmp_path / "out" / "release.json").read_text())["cells"] == []
    assert "nog niets gepubliceerd" in (tmp_path / "out" / "index.html").read_text()


def test_the_datapackage_describes_every_column_of_every_table(site, business, tmp_path):
    many(site, business, 16)
    publish_release(site, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text())
    assert package["licenses"][0]["name"] == "CC0-1.0" and "epsilon" in package["description"]
    assert "minstens 100 gestopte scans, met epsilon 0,3" in package["description"]
    for resource in package["resources"]:
        rows = list(csv.reader(io.StringIO((tmp_path / resource["path"]).read_text())))
        fields = resource["schema"]["fields"]
        assert rows[0] == [f["name"] for f in fields] and all(f["description"] for f in fields)
        convert = {"string": str, "integer": int, "number": float}
        for row in rows[1:]:
            for field, value in zip(fields, row, strict=True):
                assert value == "" or convert[field["type"]](value) is not None
    assert {p.name for p in tmp_path.iterdir()} >= {"release.json", "index.html"} | {
        r["path"] for r in package["resources"]
    }


def test_the_release_holds_every_published_cell_and_no_name_of_an_event(site, business):
    event = add_event(site, "", "Avond van de bakkers", site.today)
    many(site, business, 16, event=event.id)
    close_event(site, event)
    found = release(site)
    assert {(c["cube"], c["id"]) for c in found["cells"]} == {
        ("municipality", "almelo"),
        ("sector_size", "trade.micro"),
        ("event", event.id),
    }
    assert "bakkers" not in json.dumps(found) and event.code not in json.dumps(found)
    almelo = next(c for c in found["cells"] if c["id"] == "almelo")
    assert almelo["n"] == {"quick": 15, "rest": 15} and almelo["items"]["mfa_email"]["n"] == 15
    assert all(
        f["pct"] is None or f["margin"] <= 20
        for c in found["cells"] + found["sums"]
        for f in c["themes"].values()
    )


def sealed_cell(site, count, contribution=IN_PLACE):
    parts = [
        published(filled(site, count, part=part, contribution=contribution)) for part in ("quick", "rest")
    ]
    return together(parts, CELL)


def test_a_figure_appears_only_when_its_margin_is_narrow_enough(fresh):
    few, many_ = (CellReading(fresh.content, sealed_cell(fresh, n)) for n in (15, 400))
    assert (
        few.item("mfa_email") == Estimate(None, few.item("mfa_email").margin, 15, "margin_too_wide")
        and few.item("mfa_email").margin > 20
    )
    shown = many_.item("mfa_email")
    assert shown.shown and shown.margin <= 20 and shown.n == 400 and abs(shown.pct - 100) < 10
    assert CellReading(fresh.content, nothing(CELL)).item("mfa_email") == Estimate(
        None, None, 0, "nothing_published"
    )


def test_figures_are_clamped_for_display_only(fresh):
    figures = [CellReading(fresh.content, sealed_cell(fresh, 60)).item("mfa_email") for _ in range(40)]
    assert any(f.pct > 100 for f in figures) and all(f.shown_pct <= 100 for f in figures)


def test_the_margins_are_those_of_the_design(fresh):
    """Noise alone, 95 % margin in points: an event that closes with 10, one of 50, a municipality at 60."""

    def cell(blocks, cube):
        parts = [
            published(filled(fresh, n, Cell(cube, "x"), part)) for n in blocks for part in ("quick", "rest")
        ]
        return CellReading(fresh.content, together(parts, Cell(cube, "x")))

    assert cell([10], "event").item("password_manager").margin == pytest.approx(41, abs=2.5)
    assert cell([20, 20, 10], "event").item("password_manager").margin == pytest.approx(14, abs=1)
    assert cell([15] * 4, "municipality").item("password_manager").margin == pytest.approx(15, abs=1)


def test_95_percent_margins_hold_for_shares_with_noisy_denominators(fresh):
    """Everybody was asked and has it; the counts that say so are noisy."""
    inside = total = 0
    for _ in range(60):
        reading = CellReading(fresh.content, sealed_cell(fresh, 150))
        for item_id in reading.cell.items:
            figure = reading._ratio([(item_id, 1.0)])
            margin = reading.item(item_id).margin
            if reading.asked[item_id].variance == 0:
                total += 1
                inside += abs(100 * figure.value - 100) <= margin
    assert inside / total == pytest.approx(0.95, abs=0.035)


def test_theme_figures_are_points_reached_over_points_attainable_with_the_weights_of_the_score(
    fresh, content
):
    plan = fresh.plan(CELL)
    blocks = {part: open_block(CELL, part, plan, fresh.privacy) for part in ("quick", "rest")}
    reached, attainable = Counter(), Counter()
    for responses in simulated_businesses(content.questionnaire, 500, seed=4):
        for part, given in contributions(content.questionnaire, responses, content.score(responses)).items():
            blocks[part].add(given, plan, "1.0")
            for item_id, c in given.items():
                item, theme = (
                    content.questionnaire.items[item_id],
                    content.questionnaire.section_of(item_id).id,
                )
                reached[theme] += c.points / 12 * item.weight
                attainable[theme] += c.asked * item.weight
    reading = CellReading(
        content, together([published(seal(b, fresh.privacy, "2026Q4")) for b in blocks.values()], CELL)
    )
    for theme in content.questionnaire.themes:
        figure = reading.theme(theme)
        assert abs(figure.pct - 100 * reached[theme.id] / attainable[theme.id]) <= 2.5 * figure.margin < 12
    assert reading.total().margin < min(reading.theme(t).margin for t in content.questionnaire.themes)


def test_items_with_the_same_rule_share_their_count_and_opposite_rules_add_up(content, fresh):
    tiny = content_of(for_who_works_alone_and_for_the_others())
    rules = steering_rules(tiny.questionnaire)
    assert rules["staff"][0] == rules["alone"][0] and rules["staff"][1] == -rules["alone"][1]
    cell = sealed_cell(replace(fresh, content=tiny), 300)
    asked = denominators(tiny.questionnaire, cell)
    assert (
        asked["staff"].value
        == asked["staff_too"].value
        == pytest.approx(cell.items["alone"].n - asked["alone"].value)
    )
    assert asked["staff"].variance == pytest.approx(cell.items["staff"].asked.variance / 4)
    assert asked["everybody"].value == 300 and asked["everybody"].variance == 0


def test_rules_on_a_profile_item_with_more_answers_are_never_taken_for_the_same():
    happened = choice(
        "happened", kind="multiple", options=tuple({"id": i, "label": i} for i in ("lost", "paid", "leaked"))
    )

    def both(one: str, other: str) -> dict:
        return {
            "skip_if": {"all": tuple({"item": "happened", "answered": (answer,)} for answer in (one, other))}
        }

    profile = (size(), choice("sector"), choice("municipality"), happened)
    tiny = questionnaire(
        item("first", **both("lost", "paid")), item("second", **both("paid", "leaked")), profile=profile
    )
    rules = steering_rules(tiny)
    assert rules["first"][0] != rules["second"][0]


def test_real_items_with_the_same_rule_share_their_count(content, fresh):
    rules = steering_rules(content.questionnaire)
    assert rules["payment_approval"] == rules["leavers"] and rules["stand_in"] == rules["own_devices"]
    assert (
        rules["payment_approval"][0] == rules["stand_in"][0]
        and rules["payment_approval"][1] == -rules["stand_in"][1]
    )
    cell = sealed_cell(fresh, 300)
    asked = denominators(content.questionnaire, cell)
    assert (
        asked["payment_approval"].value == asked["leavers"].value
        and asked["stand_in"].value == asked["own_devices"].value
    )
    assert asked["leavers"].variance == pytest.approx(cell.items["leavers"].asked.variance / 2)
    assert asked["password_manager"].value == 300 and asked["password_manager"].variance == 0


def test_pooled_counts_are_right_on_average(fresh):
    """Two in three work alone; the pooled estimate of who was asked lies around the truth with the variance
    it claims.
    """
    errors = []
    tiny = for_who_works_alone_and_for_the_others()
    plan = replace(fresh, content=content_of(tiny)).plan(CELL)
    for _ in range(60):
        block = open_block(CELL, "rest", plan, fresh.privacy)
        for k in range(90):
            alone = k % 3 > 0
            asked = {
                i: Contribution(0, 0, int(alone == i.startswith("alone")))
                for i in ("alone", "alone_too", "staff", "staff_too")
            }
            block.add(asked, plan, "1.0")
        estimate = denominators(tiny, published(seal(block, fresh.privacy, "2026Q4")))["alone"]
        errors.append((estimate.value - 60) / estimate.variance**0.5)
    assert abs(sum(errors) / 60) < 0.5 and sum(e * e for e in errors) / 60 == pytest.approx(1, abs=1.0)


def test_ranks_say_which_places_the_margins_cannot_separate(fresh, content):
    plan = fresh.plan(CELL)
    block = open_block(CELL, "quick", plan, fresh.privacy)
    low, high = {"mfa_email": 0}, 12
    for _ in range(2000):
        block.add({i: Contribution(low.get(i, high), 0, 1) for i in plan}, plan, "1.0")
    ranked = most_lacking(CellReading(content, published(seal(block, fresh.privacy, "2026Q4"))))
    assert (ranked[0].item_id, ranked[0].first, ranked[0].last) == ("mfa_email", 1, 1)
    assert sum(r.tied for r in ranked) >= 6 and all(r.first >= 2 for r in ranked[1:])


def test_the_next_barrier_weighs_what_lacks_by_the_crimes_it_stops(fresh, content):
    found = next_barriers(CellReading(content, sealed_cell(fresh, 3000, Contribution(0, 0, 1))))
    assert found == sorted(
        found, key=lambda b: (-b.worth, list(content.questionnaire.items).index(b.item_id))
    )
    assert found[0].threats == max(b.threats for b in found)
    assert all(b.worth == pytest.approx(b.threats, rel=0.1) for b in found)


def test_peers_fall_back_by_published_n_alone(site, business, content):
    responses = business()
    assert load_released(site.folders).peers(content, responses)[0] == "total"
    many(site, business, 32)
    level, reading = load_released(site.folders).peers(content, responses)
    assert level == "sector_size" and reading.cell.responses == 30
    other = business(company_size="small", sector="retail")
    assert load_released(site.folders).peers(content, other)[0] == "sector"
    assert (
        load_released(site.folders).peers(content, business(company_size="micro", sector="health"))[0]
        == "size"
    )


def test_an_event_is_read_by_itself(site, business):
    event = add_event(site, "", "Avond", site.today)
    many(site, business, 10, event=event.id)
    assert load_event_cell(event.id, site.folders).n == {"room": 10}
    many(site, business, 10, event=event.id)
    assert load_event_cell(event.id, site.folders).n == {"room": 20, "quick": 20, "rest": 20}


def test_the_noise_in_a_block_is_as_wide_as_its_scale_says(fresh):
    """Weak noise would be found: the spread of 120 blocks with known contents is compared with what they
    claim.
    """

    def spread(scale_of):
        found = []
        for _ in range(120):
            block = filled(fresh)
            for tally in block.items.values():
                error = tally.points - 15 * 12
                found.append(error**2 / float(2 * scale_of(block, tally) ** 2))
        return sum(found) / len(found)

    def claimed(block, tally: Tally) -> Fraction:
        return block.scales.points * tally.scale

    assert spread(claimed) == pytest.approx(1, abs=0.35)
    assert spread(lambda b, t: claimed(b, t) * 2) < 0.65  # noise half as wide as it claims to be
