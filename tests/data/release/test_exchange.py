"""Exchange: each block once, whatever the order; a file that is wrong or altered is refused whole, in one
clear sentence.
"""

from __future__ import annotations

import base64
import json
import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from data.aggregates.archive import open_archive
from data.aggregates.blocks import NoiseScales
from data.aggregates.folding import fold, prepare, this_site
from data.aggregates.pending import open_pending
from data.aggregates.tallies import LAPTOP, Cell
from data.figures.drop_off import dropped_off, record_drop_off
from data.figures.released import load_event_cell, load_released
from data.folders import ROOT, Folders
from data.organisers.events import add_event, close_event, event
from data.privacy import TrustedSite
from data.release.exchange import (
    FORMAT,
    ExchangeError,
    _bytes,
    counted_from_elsewhere,
    export_blocks,
    import_blocks,
    left_at_laptop,
)
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
    first = exported(laptop, tmp_path / "1.json", business, 15)
    second = exported(laptop, tmp_path / "2.json", business, 15)
    _, new, known = import_blocks(centre, second)
    assert (new, known) == (8, 0)
    assert import_blocks(centre, first)[1:] == (0, 4) and import_blocks(centre, second)[1:] == (0, 8)
    for _ in range(15):
        fold(centre.content, business(), new_token(), site=centre)
    assert load_released(centre.folders).total.n == {"quick": 45, "rest": 45}


def test_the_same_blocks_give_the_same_file(laptop, business, tmp_path):
    one = exported(laptop, tmp_path / "1.json", business, 15).read_bytes()
    assert exported(laptop, tmp_path / "2.json").read_bytes() == one


def test_open_blocks_and_codes_stay_at_home(laptop, business, tmp_path):
    party = add_event(laptop, "", "Avond", laptop.today)
    text = exported(laptop, tmp_path / "x.json", business, 14, event=party.id).read_text()
    content = json.loads(text)["content"]
    assert [(b["cube"], b["part"]) for b in content["blocks"]] == [
        ("event", "room")
    ] and party.code not in text


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
    file = exported(laptop, tmp_path / "x.json", business, 15)
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
        ('"n": 15', '"n": 15, "n": 15'),
        ('"n": 15', '"n": NaN'),
        ('"format"', '"note": "nieuw", "format"'),
    ],
)
def test_a_file_that_two_readers_could_read_differently_is_refused(
    centre, laptop, business, tmp_path, change
):
    file = exported(laptop, tmp_path / "x.json", business, 15)
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


def test_what_a_trusted_site_signs_is_still_checked(centre, laptop, business, tmp_path):
    good = content_of(exported(laptop, tmp_path / "x.json", business, 15))
    block = good["blocks"][0]
    for bad, sentence in (
        ({**block, "n": 3}, "geen verzegeld blok"),
        ({**block, "scales": {"points": "1", "dont_know": "1", "asked": "1"}}, "geen verzegeld blok"),
        ({**block, "cube": "municipality", "cell": "amsterdam"}, "'amsterdam'"),
        (
            {**block, "scales": {**block["scales"], "points": "1" * 18}},
            "geen verzegeld blok",
        ),  # noise so wide that it cannot be computed with
        ({**block, "scales": {**block["scales"], "points": "1e999999999"}}, "geen verzegeld blok"),
        ({**block, "scales": {**block["scales"], "points": "-20"}}, "geen verzegeld blok"),
        ({**block, "scales": {**block["scales"], "points": "8"}}, "minder ruis"),
        (
            {**block, "items": {**block["items"], "mfa_email": [15, 10**400, 0, None, 1]}},
            "geen verzegeld blok",
        ),
        ({**block, "items": {"=cmd()": [15, 1, 1, None, 1]}}, "geen verzegeld blok"),
        ({**block, "quarter": "later"}, "geen verzegeld blok"),
        ({**block, "quarter": "2099Q1"}, "moet nog komen"),
        ({**block, "id": "../x"}, "geen verzegeld blok"),
        ({**block, "n": -15}, "geen verzegeld blok"),
        ({**block, "n": 10}, "geen verzegeld blok"),
    ):
        (tmp_path / "y.json").write_bytes(signed(laptop, {**good, "blocks": [good["blocks"][1], bad]}))
        with pytest.raises(ExchangeError, match=sentence):
            import_blocks(centre, tmp_path / "y.json")
    assert load_released(centre.folders).total.blocks == 0


def test_a_block_that_comes_back_changed_is_refused(centre, laptop, business, tmp_path):
    good = content_of(exported(laptop, tmp_path / "x.json", business, 15))
    import_blocks(centre, tmp_path / "x.json")
    changed = {**good, "blocks": [{**good["blocks"][0], "n": 16}, *good["blocks"][1:]]}
    (tmp_path / "y.json").write_bytes(signed(laptop, changed))
    with pytest.raises(ExchangeError, match="met andere getallen"):
        import_blocks(centre, tmp_path / "y.json")


def test_own_blocks_that_come_back_do_not_count_again(centre, laptop, business, tmp_path):
    file = exported(laptop, tmp_path / "x.json", business, 15)
    trusting = replace(laptop, privacy=centre.privacy)
    with pytest.raises(ExchangeError, match="deze plek zelf"):
        import_blocks(trusting, file)


def test_the_key_of_a_site_stays_the_same_and_is_readable_by_its_owner_only(laptop):
    assert public_key(laptop.folders) == public_key(laptop.folders)
    assert (laptop.folders.key_dir / "site.key").stat().st_mode & 0o077 == 0


def test_imported_blocks_are_not_exported_again(centre, laptop, business, tmp_path):
    import_blocks(centre, exported(laptop, tmp_path / "x.json", business, 15))
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
        import_blocks(centre, exported(each, tmp_path / f"{number}.json", business, 15, event=party.id))
    assert load_released(centre.folders).total.n == {"quick": 30, "rest": 30}
    assert load_event_cell(party.id, centre.folders).n == {
        "room": 20
    }  # ten of each: the rest waits for twenty


# An evening without internet.


@pytest.fixture
def evening(laptop):
    """The laptop as `make event-laptop` starts it."""
    return replace(laptop, at_laptop=True)


def test_everybody_at_an_evening_without_internet_is_in_the_regions_figures(
    centre, evening, content, tmp_path
):
    party, rng = add_event(evening, "", "Avond", evening.today), Random(4)
    for _ in range(28):
        own = simulated_business(content.questionnaire, rng, quick=True)
        fold(content, own, new_token(), quick=True, event=party.id, site=evening)
    close_event(evening, party)
    before = counted_from_elsewhere(centre)
    import_blocks(centre, exported(evening, tmp_path / "x.json"))
    assert load_released(centre.folders).total.n == {"quick": 28}
    came = counted_from_elsewhere(centre) - before
    assert (came["municipality"], came["event"]) == (28, 20) and left_at_laptop(evening) == 0
    assert load_event_cell(party.id, centre.folders).n == {"room": 20, "quick": 20}
    import_blocks(centre, exported(evening, tmp_path / "again.json"))  # handed over twice counts once
    assert load_released(centre.folders).total.n == {"quick": 28}


def test_too_few_for_the_region_wait_on_the_laptop_for_the_next_evening(centre, evening, business, tmp_path):
    exported(evening, tmp_path / "1.json", business, 12)
    assert left_at_laptop(evening) == 12 and load_released(evening.folders).total.n == {}
    import_blocks(centre, exported(evening, tmp_path / "2.json", business, 9))
    assert left_at_laptop(evening) == 0
    assert load_released(centre.folders).total.n == {"quick": 21, "rest": 21}


def test_a_laptop_tells_nothing_per_municipality_and_asks_no_more_of_the_promise(evening, business):
    for _ in range(16):
        fold(evening.content, business(municipality="borne"), new_token(), site=evening)
    with open_pending(evening.folders) as pending:
        filled = {cell for (cell, _), there in pending.cells().items() if there.n}
    assert {cell for cell in filled if cell.cube == "municipality"} == {LAPTOP}
    assert NoiseScales.of(evening.privacy, LAPTOP) == NoiseScales.of(
        evening.privacy, Cell("municipality", "borne")
    )


def test_the_laptop_is_told_by_the_command_that_starts_it(content, tmp_path, monkeypatch):
    where = Folders(tmp_path / "v", tmp_path / "k")
    monkeypatch.delenv("EVENT_LAPTOP", raising=False)
    assert not this_site(content, where=where).at_laptop
    monkeypatch.setenv("EVENT_LAPTOP", "1")
    assert this_site(content, where=where).at_laptop
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "event-laptop: export EVENT_LAPTOP = 1" in makefile


@pytest.mark.parametrize(
    "spoil",
    [
        lambda scales: {"points": str(Fraction(scales["points"]) / 2)},
        lambda scales: {"theme": str(Fraction(scales["theme"]) / 2)},
        lambda scales: {"total": str(Fraction(scales["total"]) / 2)},
        lambda scales: {"kind": "laplace", "points": "15", "dont_know": "5", "asked": "5"},
    ],
    ids=["points", "theme", "total", "other noise"],
)
def test_a_room_with_less_noise_than_promised_is_refused(centre, laptop, business, tmp_path, spoil):
    party = add_event(laptop, "", "Avond", laptop.today)
    content = json.loads(exported(laptop, tmp_path / "x.json", business, 21, event=party.id).read_text())[
        "content"
    ]
    block = next(b for b in content["blocks"] if b["cube"] == "event" and b["part"] == "quick")
    block["scales"] |= spoil(block["scales"])
    (tmp_path / "y.json").write_bytes(signed(laptop, content))
    with pytest.raises(ExchangeError, match="minder ruis"):
        import_blocks(centre, tmp_path / "y.json")
    assert load_event_cell(party.id, centre.folders).n == {}
