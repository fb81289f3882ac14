"""What is told to be set mends what was found: put in place, the next look finds it good."""

from __future__ import annotations

from typing import Any

import pytest
import trustme

from evidence.__main__ import as_plain, as_text, main
from evidence.findings import KINDS, Grade
from evidence.known import MAKERS, PROVIDERS
from evidence.look import Seen
from evidence.looking import look_at
from evidence.network.names import NotADomain
from evidence.records import Record, records_for
from questionnaire.language.translation import LANGUAGES
from tests.evidence.world import TODAY, Good, World


def _bare(world: World, name: str) -> Good:
    """A domain at a known provider that has nothing set."""
    good = Good(world, name)
    for place, kind in (
        (name, "TXT"),
        (f"_dmarc.{name}", "TXT"),
        (f"_smtp._tls.{name}", "TXT"),
        (name, "CAA"),
    ):
        good.names.put(place, kind)
    good.headers(Strict_Transport_Security=None)
    return good


def _set(good: Good, record: Record) -> None:
    if record.type == "header":
        good.headers(**{record.name.replace("-", "_"): record.value})
    else:
        good.names.put(record.name, record.type, record.value)


def _grades(seen: Seen) -> dict[str, Grade]:
    return {finding.id: finding.grade for finding in seen.findings}


def test_every_record_that_is_told_makes_its_finding_good(world: World, monkeypatch) -> None:
    monkeypatch.setitem(MAKERS, f"trustme v{trustme.__version__}", "letsencrypt.org")
    good = _bare(world, "kaal.nl")
    good.names.put("kaal.nl", "MX", "0 kaal-nl.mail.protection.outlook.com.")
    world.host("kaal-nl.mail.protection.outlook.com")
    world.names.add("spf.protection.outlook.com", "TXT", "v=spf1 ip4:93.184.9.0/24 -all")
    before = world.look("kaal.nl")
    told = records_for(before, "kaal.nl")
    assert {record.finding for record in told} == {"spf", "dmarc", "tls_rpt", "caa", "hsts"}
    assert [r.value.split(";")[1] for r in told if r.finding == "dmarc"] == [
        " p=none",
        " p=quarantine",
        " p=reject",
    ]
    for record in told:
        _set(good, record)
    after = _grades(world.look("kaal.nl"))
    assert {after[record.finding] for record in told} == {Grade.GOOD}
    assert records_for(world.look("kaal.nl"), "kaal.nl") == []


def test_the_steps_of_dmarc_begin_where_the_domain_is(world: World) -> None:
    good = Good(world, "stap.nl")
    for rule, following in (("none", ["quarantine", "reject"]), ("quarantine", ["reject"]), ("reject", [])):
        good.names.put("_dmarc.stap.nl", "TXT", f"v=DMARC1; p={rule}")
        told = records_for(world.look("stap.nl"), "stap.nl")
        assert [r.value.split("p=")[1].split(";")[0] for r in told if r.finding == "dmarc"] == following


def test_a_domain_without_mail_is_told_to_refuse_all(world: World) -> None:
    good = _bare(world, "stil.nl")
    good.names.put("stil.nl", "MX", "0 .")
    told = {record.finding: record.value for record in records_for(world.look("stil.nl"), "stil.nl")}
    assert told["spf"] == "v=spf1 -all" and told["dmarc"] == "v=DMARC1; p=reject"


def test_no_record_is_made_up_for_a_provider_that_is_not_known(world: World) -> None:
    _bare(world, "eigen.nl")
    told = records_for(world.look("eigen.nl"), "eigen.nl")
    assert "spf" not in {r.finding for r in told} and "caa" not in {r.finding for r in told}


def test_hsts_is_not_told_while_the_certificate_is_wrong(world: World) -> None:
    good = _bare(world, "fout.nl")
    good.world.behind("fout.nl", 443, ("127.0.0.1", good.world.doors[world.host("mta-sts.fout.nl"), 443][1]))  # type: ignore[index]
    seen = world.look("fout.nl")
    assert _grades(seen)["certificate"] is Grade.BAD
    assert "hsts" not in {record.finding for record in records_for(seen, "fout.nl")}


def test_every_provider_has_a_list_of_its_own() -> None:
    ends = [end for provider in PROVIDERS for end in provider.servers]
    assert len(set(ends)) == len(ends) and all(provider.include for provider in PROVIDERS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_was_seen_can_be_read_in_every_language(world: World, language: str) -> None:
    good = _bare(world, f"taal{language}.nl")
    seen = world.look(good.name)
    records = records_for(seen, good.name)
    plain: Any = as_plain(seen, records, language)
    text = as_text(seen, records, language)
    assert [one["id"] for one in plain["findings"]] == list(KINDS)
    assert all(one["title"] in text and one["says"] in text for one in plain["findings"])
    assert "{" not in text and all(record.value in text for record in records)


def test_the_command_looks_and_tells(world: World, monkeypatch, capsys) -> None:
    good = Good(world, "opdracht.nl")
    monkeypatch.setenv("RESOLVER", f"udp://127.0.0.1:{world.names.port}")
    monkeypatch.setattr("evidence.looking.open_network", world.network)
    assert main([f"info@{good.name}", "--json"]) == 0
    assert '"grade": "good"' in capsys.readouterr().out
    assert main([good.name]) == 2 and "over een uur" in capsys.readouterr().err


def test_a_name_that_does_not_exist_is_told_and_not_graded(world: World, monkeypatch) -> None:
    monkeypatch.setattr("evidence.looking.open_network", world.network)
    with pytest.raises(NotADomain, match="bestaat niet"):
        look_at("bestaatniet.nl", TODAY)
