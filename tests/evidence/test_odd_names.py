"""Name servers that hang, lie, babble or say no: nothing is held against a domain of which nothing was told."""

from __future__ import annotations

import threading
from collections.abc import Callable

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest

from evidence.findings import Grade
from evidence.network.lookups import MOST_LOOKUPS, Resolver, Server, Status, TooManyLookups
from tests.evidence.name_server import Odd
from tests.evidence.world import TODAY, Good, World, registration


def _saying(code: dns.rcode.Rcode) -> Odd:
    def answer(query: dns.message.Message) -> bytes:
        reply = dns.message.make_response(query)
        reply.set_rcode(code)
        return reply.to_wire()

    return answer


def _changed(change: Callable[[bytes], bytes]) -> Odd:
    return lambda query: change(dns.message.make_response(query).to_wire())


def _for_another_question(query: dns.message.Message) -> bytes:
    other = dns.message.make_query("elders.nl", "TXT", id=query.id)
    reply = dns.message.make_response(other)
    reply.answer.append(dns.rrset.from_text("elders.nl.", 300, "IN", "TXT", '"v=spf1 +all"'))
    return reply.to_wire()


ODD: dict[str, Odd] = {
    "silent": lambda query: None,
    "fails": _saying(dns.rcode.SERVFAIL),
    "refuses": _saying(dns.rcode.REFUSED),
    "does not know how": _saying(dns.rcode.NOTIMP),
    "bytes": lambda query: bytes(range(256)) * 4,
    "nothing": lambda query: b"",
    "cut off": _changed(lambda wire: wire[:9]),
    "another number": _changed(lambda wire: bytes([wire[0] ^ 255]) + wire[1:]),
    "more to come that never comes": _changed(lambda wire: wire[:6] + b"\xff\xff" + wire[8:]),
    "another question": _for_another_question,
}


@pytest.mark.parametrize("kind", list(ODD))
def test_a_domain_of_which_the_names_cannot_be_had_is_not_seen(world: World, kind: str) -> None:
    good = Good(world, f"raar{list(ODD).index(kind)}.nl")
    for name in [name for name in good.names.records if name == good.name or name.endswith(f".{good.name}")]:
        good.names.odd[name] = ODD[kind]
    for name in (f"_domainkey.{good.name}", f"www.{good.name}"):
        good.names.odd[name] = ODD[kind]
    seen = world.look(good.name, 4.0)
    assert {finding.id for finding in seen.findings if finding.grade is not Grade.UNSEEN} == set()


def test_names_that_lead_to_one_another_end(world: World) -> None:
    good = Good(world, "kring.nl")
    good.names.put("kring.nl", "A")
    good.names.add("kring.nl", "CNAME", "rond.kring.nl.")
    good.names.add("rond.kring.nl", "CNAME", "kring.nl.")
    seen = {finding.id: finding.grade for finding in world.look("kring.nl", 8.0).findings}
    assert seen["https"] is Grade.UNSEEN and seen["spf"] is Grade.GOOD


def test_a_thousand_records_are_read_as_far_as_is_bearable(world: World) -> None:
    good = Good(world, "veel.nl")
    good.names.add("veel.nl", "TXT", *(f"tekst {n} " + "x" * 40 for n in range(500)))
    good.names.put("veel.nl", "MX", *(f"{n} mx{n}.veel.nl." for n in range(300)))
    world.dialled.clear()
    world.look("veel.nl", 8.0)
    greeted = {address for address, port in world.dialled if port == 25}
    assert len(greeted) <= 3


def test_one_look_asks_a_bounded_number_of_names(world: World) -> None:
    resolver = Resolver((Server("127.0.0.1", world.names.port),), world.network().until)
    for number in range(MOST_LOOKUPS):
        resolver.asked = number
        resolver._known.clear()
        if number % 50 == 0:
            assert resolver.ask(f"n{number}.nl", "A").status is Status.NO_NAME
    resolver.asked = MOST_LOOKUPS
    with pytest.raises(TooManyLookups):
        resolver.ask("teveel.nl", "A")


def test_the_same_question_is_asked_once(world: World) -> None:
    resolver = world.network().resolver
    before = len(world.names.asked)
    assert [resolver.ask("eens.nl", "A").status for _ in range(5)] == [Status.NO_NAME] * 5
    assert len(world.names.asked) - before == 1


def test_a_name_in_another_script_is_looked_at_as_the_names_have_it(world: World) -> None:
    good = Good(world, "xn--bckerei-5wa.nl")
    good.registered(registration())
    assert {finding.grade for finding in world.look("https://BÄCKEREI.nl/").findings} == {Grade.GOOD}


def test_ten_looks_at_once_each_see_their_own_domain(world: World) -> None:
    for number in range(10):
        good = Good(world, f"tien{number}.nl")
        good.names.put(f"_dmarc.{good.name}", "TXT", f"v=DMARC1; p={'reject' if number % 2 else 'none'}")
    seen: dict[int, str] = {}

    def one(number: int) -> None:
        findings = world.look(f"tien{number}.nl").findings
        seen[number] = next(finding.outcome for finding in findings if finding.id == "dmarc")

    threads = [threading.Thread(target=one, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {number: "reject" if number % 2 else "none" for number in range(10)}


def test_progress_is_told_per_part_until_all_is_done(world: World) -> None:
    Good(world, "voortgang.nl")
    told: list[tuple[str, int, int]] = []
    seen = world.look("voortgang.nl", on_progress=lambda part, done, of: told.append((part, done, of)))
    assert seen.day == TODAY
    for part in ("mail", "domain", "web"):
        steps = [(done, of) for name, done, of in told if name == part]
        assert steps[0][0] == 0 and steps[-1][0] == steps[-1][1] and steps == sorted(steps)
