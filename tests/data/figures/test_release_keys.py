"""The keys of the open data."""

from __future__ import annotations

import csv
import json

from data.aggregates.folding import fold
from data.release.folder import publish_release
from data.tokens import new_token


def test_the_keys_of_every_table_name_one_row_each_and_lead_to_a_cell(site, business, tmp_path):
    for _ in range(16):
        fold(site.content, business(), new_token(), site=site)
    publish_release(site, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text())
    rows = {
        r["name"]: list(csv.DictReader((tmp_path / r["path"]).read_text().splitlines()))
        for r in package["resources"]
    }
    cells = {(row["kind"], row["cube"], row["cell"]) for row in rows["cells"]}
    for resource in package["resources"]:
        key = resource["schema"]["primaryKey"]
        named = [tuple(row[field] for field in key) for row in rows[resource["name"]]]
        assert len(set(named)) == len(named), resource["name"]
        for foreign in resource["schema"].get("foreignKeys", ()):
            assert {
                tuple(row[field] for field in foreign["fields"]) for row in rows[resource["name"]]
            } <= cells
    codes = {row["cell"]: row["code"] for row in rows["cells"] if row["cube"] == "municipality"}
    for municipality in site.region.municipalities:
        assert codes.get(municipality.id, municipality.code) == municipality.code
    assert any(codes.values()) and all(
        row["code"] == "" for row in rows["cells"] if row["cube"] != "municipality"
    )
