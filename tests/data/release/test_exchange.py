"""Exchange: each block once, whatever the order; a file that is wrong or altered is refused whole, in one
clear sentence.
"""

from __future__ import annotations

import base64
import json
import shutil
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from data.aggregates.archive import open_archive
from data.aggregates.folding import fold, prepare
from data.figures.drop_off import dropped_off, record_drop_off
from data.figures.released import load_event_cell, load_released
from data.folders import Folders
from data.organisers.events import add_event, close_event, event
from data.privacy import TrustedSite
from data.release.exchange import FORMAT, ExchangeError, _bytes, export_blocks, import_blocks
from data.release.signing import public_key, sign
from data.tokens import new_token
from questionnaire.simulate import simulated_business


@pytest.fixture
def laptop(site, tmp_path):
    """An event laptop with folders of its own."""
    own = replace(site, folders=Folders(tmp_path / "laptop-var", tmp_path / "laptop-keys").make())
    prepare(own)
    return own


@pytest.fixture
def centre(site, laptop):
    """The centre, which trusts the laptop."""
    trusted = TrustedSite(id="laptop", title="Laptop", public_key=public_key(laptop.folders))
    return replace(site, privacy=site.privacy.model_copy(update={"trusted_sites": (trusted,)}))


def exported(site, path, business=None, times=0, **options):
    for _ in range(times):
        fold(site.content, business(), new_token(), site=site, **options)
    path.write_bytes(export_blocks(site))
    return path


def test_blocks_of_the_laptop_count_at_the_centre_each_once(centre, laptop, business, tmp_path):
    first = exported(laptop, tmp_path / "1.json", business, 10)
    second = exported(laptop, tmp_path / "2.json", business, 20)
    _, new, known = import_blocks(centre, second)
    assert (new, known) == (12, 0)
    assert import_blocks(centre, first)[1:] == (0, 4) and import_blocks(centre, second)[1:] == (0, 12)
    for _ in range(10):
        fold(centre.content, business(), new_token(), site=centre)
    assert load_released(centre.folders).total.n == {"quick": 40, "rest": 40}


def test_everybody_at_an_offline_evening_is_in_the_figures_of_the_region_at_the_centre(
    centre, laptop, content, tmp_path
):
    """Twenty-eight from everywhere: hardly two of them share a cell."""
    party, rng = add_event(laptop, "", "Avond", laptop.today), Random(28)
    for _ in range(28):
        answers = simulated_business(content.questionnaire, rng, quick=True)
        fold(content, answers, new_token(), quick=True, event=party.id, site=laptop)
    close_event(laptop, party)
    for _ in range(2):  # twice, since people do
        import_blocks(centre, exported(laptop, tmp_path / "x.json"))
    released = load_released(centre.folders)
    assert released.total.n == {"quick": 28} and len(released.municipalities) > 8
    assert sum(cell.n["quick"] for cell in released.sector_sizes.values()) == 28
    assert load_event_cell(party.id, centre.folders).n == {"quick": 20, "room": 20}


def test_the_same_blocks_give_the_same_file(laptop, business, tmp_path):
    one = exported(laptop, tmp_path / "1.json", business, 15).read_bytes()
    assert exported(laptop, tmp_path / "2.json").read_bytes() == one


def test_open_blocks_and_codes_stay_at_home(laptop, business, tmp_path):
    party = add_event(laptop, "", "Avond", laptop.today)
    text = exported(laptop, tmp_path / "x.json", business, 14, event=party.id).read_text()
    content = json.loads(text)["content"]
    assert [b["part"] for b in content["blocks"] if b["cube"] == "event"] == [
        "room"
    ] and party.code not in text
    assert len(content["blocks"]) == 1 + 2 * 4  # of the region all: ten, and the four that waited


def test_an_event_held_elsewhere_can_be_seen_by_the_team(centre, laptop, business, tmp_path):
    party = add_event(laptop, "", "Avond in Borne", laptop.today, municipality="borne")
    file = exported(laptop, tmp_path / "x.json", business, 12, event=party.id)
    close_event(laptop, party)
    import_blocks(centre, file)
    import_blocks(centre, file)
    there = event(party.id, centre.folders)
    assert (there.name, there.municipality) == ("Avond in Borne", "borne") and not there.is_open(centre.today)


def signed(laptop, content) -> bytes:
    return json.dumps(
        {
            "format": FORMAT,
            "public_key": public_key(laptop.folders),
            "content": content,
            "signature": sign(laptop.folders, _bytes(content)),
        }
    ).encode()


def content_of(path):
    return json.loads(path.read_bytes())["content"]


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda e: e["content"]["blocks"][0].update(n=16), "handtekening"),
        (lambda e: e["content"]["blocks"].pop(), "handtekening"),
        (lambda e: e["content"]["blocks"][0]["items"].clear(), "handtekening"),
        (lambda e: e.update(signature=base64.b64encode(bytes(64)).decode()), "handtekening"),
        (lambda e: e.update(signature=None), "handtekening"),
        (lambda e: e.update(public_key=base64.b64encode(bytes(32)).decode()), "niet vertrouwd"),
        (lambda e: e.update(format="iets anders"), "geen bestand met verzegelde blokken"),
        (lambda e: e.pop("content"), "geen bestand met verzegelde blokken"),
    ],
)
def test_an_altered_file_is_refused_and_nothing_is_added(centre, laptop, business, tmp_path, spoil, sentence):
    file = exported(laptop, tmp_path / "x.json", business, 10)
    envelope = json.loads(file.read_bytes())
    spoil(envelope)
    file.write_text(json.dumps(envelope))
    with pytest.raises(ExchangeError, match=sentence):
        import_blocks(centre, file)
    assert load_released(centre.folders).total.blocks == 0


@pytest.mark.parametrize(
    "change",
    [
        ('"content"', '"content": {"blocks": [], "events": []}, "content"'),
        ('"n": 10', '"n": 10, "n": 10'),
        ('"n": 10', '"n": NaN'),
        ('"format"', '"note": "nieuw", "format"'),
    ],
)
def test_a_file_that_two_readers_could_read_differently_is_refused(
    centre, laptop, business, tmp_path, change
):
    file = exported(laptop, tmp_path / "x.json", business, 10)
    file.write_text(file.read_text().replace(*change, 1))
    with pytest.raises(ExchangeError, match="geen bestand met verzegelde blokken"):
        import_blocks(centre, file)


def test_a_file_that_never_ends_is_refused(centre):
    with pytest.raises(ExchangeError, match="veel te groot"):
        import_blocks(centre, Path("/dev/zero"))


def test_where_people_stopped_travels_along(centre, laptop, tmp_path):
    for _ in range(100):
        record_drop_off(laptop, new_token(), "backup_frequency")
    import_blocks(centre, exported(laptop, tmp_path / "x.json"))
    assert dropped_off(centre).n == 100


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff\xfe", b'"x"', b"[" * 100_000])
def test_a_file_of_something_else_is_refused(centre, tmp_path, data):
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(ExchangeError, match="verzegelde blokken"):
        import_blocks(centre, tmp_path / "x")
    with pytest.raises(ExchangeError, match="bestaat niet"):
        import_blocks(centre, tmp_path / "nowhere")


def refused(centre, laptop, tmp_path, good, *blocks) -> str:
    (tmp_path / "y.json").write_bytes(signed(laptop, {**good, "blocks": list(blocks)}))
    with pytest.raises(ExchangeError) as error:
        import_blocks(centre, tmp_path / "y.json")
    assert load_released(centre.folders).total.blocks == 0
    return str(error.value)


def test_what_a_trusted_site_signs_is_still_checked(centre, laptop, business, tmp_path):
    party = add_event(laptop, "", "Avond", laptop.today)
    good = content_of(exported(laptop, tmp_path / "x.json", business, 20, event=party.id))
    block = next(b for b in good["blocks"] if b["cube"] == "event" and b["part"] == "quick")
    item = block["items"]["mfa_email"]
    for bad, sentence in (
        ({**block, "n": 3}, "geen verzegeld blok"),
        ({**block, "scales": {"points": "1", "dont_know": "1", "asked": "1"}}, "geen verzegeld blok"),
        (
            {**block, "scales": {**block["scales"], "points": "1" * 18}},
            "geen verzegeld blok",
        ),  # noise so wide that it cannot be computed with
        ({**block, "scales": {**block["scales"], "points": "1e999999999"}}, "geen verzegeld blok"),
        ({**block, "scales": {**block["scales"], "points": "-20"}}, "geen verzegeld blok"),
        ({**block, "scales": {**block["scales"], "kind": "none"}}, "geen verzegeld blok"),
        ({**block, "scales": {**block["scales"], "points": "8"}}, "minder ruis"),
        (
            {**block, "items": {**block["items"], "mfa_email": [20, 10**400, 0, None, 1]}},
            "geen verzegeld blok",
        ),
        # Sums that no twenty businesses with this noise can come to.
        (
            {**block, "items": {**block["items"], "mfa_email": [20, 240 + 41 * 24, *item[2:]]}},
            "geen verzegeld blok",
        ),
        ({**block, "items": {"=cmd()": [20, 1, 1, None, 1]}}, "geen verzegeld blok"),
        ({**block, "quarter": "later"}, "geen verzegeld blok"),
        ({**block, "quarter": "2099Q1"}, "moet nog komen"),
        ({**block, "id": "../x"}, "geen verzegeld blok"),
        ({**block, "n": -15}, "geen verzegeld blok"),
    ):
        assert sentence in refused(centre, laptop, tmp_path, good, good["blocks"][1], bad)


def test_bits_that_a_trusted_site_signs_are_checked_too(centre, laptop, business, tmp_path):
    good = content_of(exported(laptop, tmp_path / "x.json", business, 12))
    block = next(b for b in good["blocks"] if b["cube"] == "municipality" and b["part"] == "quick")
    n, points, unknown, asked, *turned = block["items"]["mfa_email"]

    def with_item(*values):
        return {**block, "items": {**block["items"], "mfa_email": list(values)}}

    for bad, sentence in (
        ({**block, "cell": "amsterdam"}, "'amsterdam'"),
        ({**block, "cube": "event"}, "geen verzegeld blok"),
        ({**block, "n": 0}, "geen verzegeld blok"),
        ({**block, "n": 9_999_999}, "hooguit 2000"),
        (with_item(n, n + 1, unknown, asked, *turned), "geen verzegeld blok"),
        (with_item(n, -1, unknown, asked, *turned), "geen verzegeld blok"),
        (with_item(n + 5, points, unknown, asked, *turned), "geen verzegeld blok"),
        (with_item(n, points, unknown, asked, "1/100", *turned[1:]), "geen verzegeld blok"),
        (with_item(n, points, unknown, asked, "1/2", *turned[1:]), "geen verzegeld blok"),
        (with_item(n, points, unknown, asked, "1/0", *turned[1:]), "geen verzegeld blok"),
        (with_item(n, points, unknown, asked, "3/10", *turned[1:]), "minder ruis"),
    ):
        assert sentence in refused(centre, laptop, tmp_path, good, good["blocks"][1], bad)


def test_what_many_blocks_of_a_site_claim_together_is_bounded(centre, laptop, business, tmp_path):
    good = content_of(exported(laptop, tmp_path / "x.json", business, 10))
    block = next(b for b in good["blocks"] if b["cube"] == "municipality" and b["part"] == "quick")
    large = [{**block, "id": f"{k:032x}", "n": 1_500} for k in range(2)]
    assert "hooguit 2000" in refused(centre, laptop, tmp_path, good, *large)
    (tmp_path / "y.json").write_bytes(signed(laptop, {**good, "blocks": large[:1]}))
    import_blocks(centre, tmp_path / "y.json")
    (tmp_path / "y.json").write_bytes(signed(laptop, {**good, "blocks": large[1:]}))
    with pytest.raises(ExchangeError, match="hooguit 2000"):
        import_blocks(centre, tmp_path / "y.json")


def test_the_blocks_of_a_site_can_be_taken_out_again(centre, laptop, business, tmp_path):
    for _ in range(10):
        fold(centre.content, business(), new_token(), site=centre)
    before = load_released(centre.folders)
    import_blocks(centre, exported(laptop, tmp_path / "x.json", business, 12))
    assert load_released(centre.folders).total.n["quick"] == 22
    with open_archive(centre.folders) as archive:
        assert archive.remove_site("laptop") == 8 and archive.remove_site("laptop") == 0
        assert archive.remove_site("") == 0  # what was counted here stays
    assert load_released(centre.folders) == before


def test_a_block_that_comes_back_changed_is_refused(centre, laptop, business, tmp_path):
    good = content_of(exported(laptop, tmp_path / "x.json", business, 10))
    import_blocks(centre, tmp_path / "x.json")
    changed = {**good, "blocks": [{**good["blocks"][0], "n": 16}, *good["blocks"][1:]]}
    (tmp_path / "y.json").write_bytes(signed(laptop, changed))
    with pytest.raises(ExchangeError, match="met andere getallen"):
        import_blocks(centre, tmp_path / "y.json")


def test_own_blocks_that_come_back_do_not_count_again(centre, laptop, business, tmp_path):
    file = exported(laptop, tmp_path / "x.json", business, 10)
    trusting = replace(laptop, privacy=centre.privacy)
    with pytest.raises(ExchangeError, match="deze plek zelf"):
        import_blocks(trusting, file)


def test_the_key_of_a_site_stays_the_same_and_is_readable_by_its_owner_only(laptop):
    assert public_key(laptop.folders) == public_key(laptop.folders)
    assert (laptop.folders.key_dir / "site.key").stat().st_mode & 0o077 == 0


def test_imported_blocks_are_not_exported_again(centre, laptop, business, tmp_path):
    import_blocks(centre, exported(laptop, tmp_path / "x.json", business, 10))
    with open_archive(centre.folders) as archive:
        assert len(archive.blocks()) == 4 and archive.blocks(site="") == []
    assert json.loads(export_blocks(centre))["content"]["blocks"] == []


def test_laptops_that_were_copied_from_one_another_can_both_deliver(centre, laptop, business, tmp_path):
    """An evening with two laptops, set up once and copied: the same open blocks, keys and event stand on
    both.
    """
    party = add_event(laptop, "", "Avond", laptop.today)
    twin = replace(laptop, folders=Folders(tmp_path / "twin-var", tmp_path / "twin-keys"))
    shutil.copytree(laptop.folders.data_dir, twin.folders.data_dir)
    shutil.copytree(laptop.folders.key_dir, twin.folders.key_dir)
    for number, each in enumerate((laptop, twin)):
        import_blocks(centre, exported(each, tmp_path / f"{number}.json", business, 20, event=party.id))
    assert load_released(centre.folders).total.n == {"quick": 40, "rest": 40}
    assert load_event_cell(party.id, centre.folders).n == {"quick": 40, "rest": 40, "room": 40}
