"""Slips in the rule of the scan: numbers, bounds, weights and orders that say something else than meant."""

from __future__ import annotations

from collections.abc import Iterator

from tests.checks.meaning.content import QUESTIONNAIRE, RULE, Slip, Sound


def knock_out_always(sound: Sound) -> Iterator[Slip]:
    """A guard that holds for everybody: percent where points count, or no bound at all."""
    best = [
        item["id"]
        for _, _, item in sound.items()
        if isinstance(item.get("options"), tuple) and item.get("kind", "single") == "single"
    ]
    for i in (0, 3, 5, 7):
        yield sound.put(RULE, ("knock_outs", i, "when"), f"{{score_of: {best[i]}, below: 50}}")
    yield sound.put(RULE, ("knock_outs", 0, "when"), "{percent_of: total, at_least: 0}")
    yield sound.put(RULE, ("knock_outs", 1, "when"), "{score_of: behaviour, at_most: 100}")
    yield sound.put(
        RULE,
        ("knock_outs", 2, "when"),
        "{any: [{score_of: access, below: 40}, {score_of: systems, at_least: 0}]}",
    )
    yield sound.put(RULE, ("knock_outs", 13, "when", "any", 0, "below"), "400")


def knock_out_never(sound: Sound) -> Iterator[Slip]:
    """A guard that holds for nobody."""
    yield sound.put(RULE, ("knock_outs", 0, "when"), "{score_of: mfa_email, at_least: 50}")
    yield sound.put(RULE, ("knock_outs", 1, "when"), "{score_of: behaviour, above: 100}")
    yield sound.put(RULE, ("knock_outs", 2, "when"), "{percent_of: total, below: 0}")
    yield sound.put(RULE, ("knock_outs", 13, "when", "any", 0, "below"), "-40")
    yield sound.put(RULE, ("knock_outs", 3, "when"), "{count_below: 0.4, of: themes, at_least: 6}")


def share_for_percent(sound: Sound) -> Iterator[Slip]:
    """0.4 where 40 is meant, or the reverse."""
    for i in (2, 3):
        yield sound.add(RULE, ("levels", i, "needs"), "each_theme", "0.4")
    yield sound.add(RULE, ("levels", 3, "needs"), "themes", "{behaviour: 0.6}")
    yield sound.put(RULE, ("knock_outs", 13, "when", "any", 0, "below"), "0.4")
    yield sound.put(RULE, ("knock_outs", 3, "when"), "{percent_of: mfa_email, below: 0.5}")
    yield sound.put(RULE, ("knock_outs", 3, "when"), "{score_of: total, below: 0.5}")
    yield sound.put(RULE, ("levels", 1, "needs"), "{total: {at_least: 0.24, below: 0.6}}")
    yield sound.put(RULE, ("knock_outs", 4, "when"), "{count_below: 40, of: all_items, at_least: 3}")
    yield sound.put(RULE, ("knock_outs", 4, "when"), "{count_below: 0.4, of: themes, at_least: 2}")
    yield sound.add(RULE, ("levels", 3, "needs"), "key_items", "60")
    yield sound.put(RULE, ("priorities", "side_share"), "40")
    yield sound.put(RULE, ("priorities", "find_out", "first_from"), "40")
    yield sound.put(RULE, ("priorities", "proofs_from"), "0.7")


def levels_turned(sound: Sound) -> Iterator[Slip]:
    """Levels the wrong way round."""
    bounds = [
        "{total: {below: 22}}",
        "{total: {at_least: 22, below: 56}}",
        "{total: {at_least: 56, below: 70}}",
        "{total: {at_least: 70}}",
    ]
    for name, order in (
        ("all", (3, 2, 1, 0)),
        ("first two", (1, 0, 2, 3)),
        ("last two", (0, 1, 3, 2)),
        ("ends", (3, 1, 2, 0)),
    ):
        text, lines = sound.text(RULE), set()
        for i, j in enumerate(order):
            if i != j:
                text = text.replace(f"needs: {bounds[i]}", f"needs: @{j}")
                lines |= sound.lines(RULE, ("levels", i, "needs", "total")) | sound.lines(RULE, ("levels", i))
        for j, bound in enumerate(bounds):
            text = text.replace(f"@{j}", bound)
        yield Slip(
            "",
            f"levels turned: {name}",
            {RULE: text.encode()},
            frozenset(lines | sound.lines(RULE, ("levels",))),
        )
    yield sound.put(RULE, ("levels", 3, "needs"), "{total: {below: 70}}")
    yield sound.put(RULE, ("levels", 0, "needs"), "{total: {at_least: 22}}")


def listed_twice(sound: Sound) -> Iterator[Slip]:
    """The same thing named twice in one list."""
    sections = sound.value(QUESTIONNAIRE, ("sections",))
    for extra in sections[1:]:
        yield sound.put(QUESTIONNAIRE, ("sections",), f"[{', '.join((*sections, extra))}]")
    yield sound.put(RULE, ("knock_outs", 0, "when", "answered"), "[takeover, devices, takeover]")
    yield sound.put(
        RULE, ("priorities", "order"), "[{by: acute}, {by: danger, descending: true}, {by: acute}]"
    )
    yield sound.put(
        RULE,
        ("knock_outs", 13, "when"),
        "{any: [{score_of: systems, below: 40}, {score_of: systems, below: 40}]}",
    )
    file, place, item = next((f, p, i) for f, p, i in sound.items() if i["id"] == "mfa_email")
    yield sound.put(file, (*place, "options", 0, "measures"), "[mfa_email, mfa_email]")
    yield sound.put(file, (*place, "options", 1, "measures"), "[mfa_email, use_passkeys, mfa_email]")
    measure_file, at, measure = next(m for m in sound.measures() if len(m[2].get("stops", ())) > 2)
    yield sound.put(
        measure_file, (*at, "stops", 0), f"{{threat: {measure['stops'][0]['threat']}, steps: [enter, enter]}}"
    )
    yield sound.put("data/region.yaml", ("municipalities", 0, "local_help"), "[police, ncsc, police]")
    yield sound.put("data/region.yaml", ("sectors", 1, "sbi"), "[B, C, B]")
    yield sound.put("data/region.yaml", ("sectors", 3, "sbi"), "[G, A]")


def nothing_weighs(sound: Sound) -> Iterator[Slip]:
    """Weights of nothing."""
    for file in sound.themes():
        ids = [item["id"] for f, _, item in sound.items() if f == file]
        yield sound.add(RULE, ("items",), "weights", "{" + ", ".join(f"{i}: 0" for i in ids) + "}")
    for file, place, item in sound.items():
        if item.get("key"):
            yield (
                sound.put(file, (*place, "weight"), "0")
                if "weight" in item
                else sound.add(file, place, "weight", "0")
            )
    for file in sound.themes()[:2]:
        yield sound.rewrite(file, r"^title: (.*)$", r"title: \1\nweight: 0")
    yield sound.add(
        RULE, ("themes",), "weights", "{behaviour: 0, access: 0, systems: 0, incidents: 0, risks: 0}"
    )
    yield sound.add(RULE, ("themes",), "weights", "{behaviour: -1}")


def in_no_group(sound: Sound) -> Iterator[Slip]:
    """A question that is asked and counts for nothing, because the total comes from groups."""
    ids = [item["id"] for _, _, item in sound.items()]
    for gone in (0, 5, 12, 20, len(ids) - 1):
        members = ", ".join(i for i in ids if i != ids[gone])
        slip = sound.rewrite(
            RULE,
            r"^total:\n  from: themes$",
            f"groups:\n  - {{id: everything, members: [{members}]}}\n\ntotal:\n  from: groups",
        )
        line = min(line for _, line in slip.right)
        file, place, _ = list(sound.items())[gone]
        yield Slip(
            "",
            f"{ids[gone]} is in no group",
            slip.files,
            frozenset((RULE, line + d) for d in range(5)) | sound.lines(file, place),
        )


def out_of_bounds(sound: Sound) -> Iterator[Slip]:
    """Numbers without a sensible bound."""
    yield sound.put(RULE, ("priorities", "price", "cost"), "{free: -1, low: 0.25, medium: 1, high: 3}")
    yield sound.put(RULE, ("priorities", "price", "hour"), "-1")
    yield sound.put(RULE, ("priorities", "price", "start"), "0")
    yield sound.put(RULE, ("priorities", "worth"), "{score: -1, crime: 0.5, impact: 0.5}")
    yield sound.put(RULE, ("priorities", "worth"), "{score: 0, crime: 0, impact: 0}")
    yield sound.put(RULE, ("priorities", "price", "supplier_hour"), "[120, 80]")
    yield sound.put(RULE, ("priorities", "price", "hour"), "1e308")
    yield sound.put(RULE, ("total", "maximum"), "1e300")
    yield sound.put(RULE, ("themes", "clamp"), "{least: 100, most: 0}")
    yield sound.put(RULE, ("themes", "clamp"), "{least: 0, most: 1}")
    yield sound.put(RULE, ("priorities", "price", "euro"), ".nan")
    yield sound.put(
        RULE,
        ("priorities", "danger_per_weight")
        if "danger_per_weight" in sound.value(RULE, ("priorities",))
        else ("priorities", "same_door"),
        "0",
    )


def order_turned(sound: Sound) -> Iterator[Slip]:
    """An order that puts the least first, or orders by what nothing has."""
    yield sound.put(RULE, ("priorities", "order"), "[{by: rank}]")
    yield sound.put(
        RULE, ("priorities", "order"), "[{by: acute}, {by: danger}, {by: value, descending: true}]"
    )
    yield sound.put(
        RULE, ("priorities", "order"), "[{by: acute}, {by: danger, descending: true}, {by: value}]"
    )
    yield sound.put(
        RULE, ("priorities", "order"), "[{by: acute, descending: true}, {by: danger, descending: true}]"
    )
    yield sound.put(
        RULE, ("priorities", "order"), "[{by: rank_below, bound: 5}, {by: value, descending: true}]"
    )
    yield sound.put(RULE, ("priorities", "week"), "0")


def levels_without_names(sound: Sound) -> Iterator[Slip]:
    """Two levels that a reader cannot tell apart."""
    yield sound.put(RULE, ("levels", 1, "title"), "Aan de start")
    yield sound.put(RULE, ("levels", 2, "title"), "'Weerbaar '")
    yield sound.put(RULE, ("levels", 3, "title"), "Stévige basis")
    yield sound.put(RULE, ("levels", 1, "title"), "''")


OF_RULES = {
    "a guard that always holds": knock_out_always,
    "a guard that never holds": knock_out_never,
    "a share where percent counts": share_for_percent,
    "levels the wrong way round": levels_turned,
    "listed twice": listed_twice,
    "nothing weighs": nothing_weighs,
    "a question in no group": in_no_group,
    "a number without a sensible bound": out_of_bounds,
    "order turned around": order_turned,
    "levels that look alike": levels_without_names,
}
