"""Whatever is typed, answered or sent on: not one connection outside the allowed set, and nothing kept.

A hook on Python's own sockets counts every connection, every datagram and every look-up by the machine.
"""

from __future__ import annotations

import ipaddress
import logging
import socket
import time
from contextlib import suppress

import pytest

from evidence.__main__ import main
from evidence.limits import PER_CONNECTION, Limits, NotNow
from evidence.looking import look_at
from evidence.network import connections
from evidence.network.addresses import is_public, public_addresses
from evidence.network.connections import NotAllowed, Unreachable, dial
from evidence.network.handshakes import without_checks
from evidence.network.lookups import Resolver, Server
from evidence.network.names import NotADomain, hostname, own_domain
from evidence.network.pages import MOST_REDIRECTS, MOST_TEXT, fetch
from tests.evidence.conftest import Recorder
from tests.evidence.hostile import FORBIDDEN, LOCATIONS, TYPED
from tests.evidence.web_server import Answer, Listener, Pages, flooding
from tests.evidence.world import TODAY, Good, World, server_context, trust


def test_at_least_five_hundred_hostile_inputs_are_tried() -> None:
    assert len(TYPED) + len(FORBIDDEN) + len(LOCATIONS) >= 500


def test_the_recorder_sees_a_connection_when_there_is_one(recorder: Recorder) -> None:
    with pytest.raises(OSError):
        dial("127.0.0.1", 1, 1.0)
    assert recorder.events == [("socket.connect", ("127.0.0.1", 1))]


def test_nothing_hostile_that_is_typed_leads_to_a_connection(recorder: Recorder, monkeypatch) -> None:
    monkeypatch.setenv("RESOLVER", "127.0.0.1")
    for typed in TYPED:
        with pytest.raises(NotADomain):
            look_at(typed, TODAY, limits=Limits())
    assert recorder.events == []


@pytest.mark.parametrize("address", FORBIDDEN)
def test_an_honest_name_with_a_forbidden_address_is_not_connected_to(
    world: World, recorder: Recorder, address
) -> None:
    assert not is_public(ipaddress.ip_address(address))
    name = f"f{FORBIDDEN.index(address)}.nl"
    kind = "AAAA" if ":" in address else "A"
    for host in (name, f"mx.{name}", f"mta-sts.{name}"):
        world.names.add(host, kind, address)
        if kind == "AAAA":
            world.names.add(host, "A", world.address())  # one good address does not save the other
    world.names.add(name, "MX", f"10 mx.{name}.")
    world.names.add(f"_mta-sts.{name}", "TXT", "v=STSv1; id=1")
    world.dialled.clear()
    seen = world.look(name, 4.0)
    assert world.dialled == []
    _only_to_the_resolver(recorder, world)
    assert {f.grade for f in seen.findings if f.id in ("https", "starttls", "mta_sts")} == {"unseen"}


def _only_to_the_resolver(recorder: Recorder, world: World) -> None:
    others = [
        event
        for event in recorder.events
        if event[0] not in ("socket.connect", "socket.sendto") or event[1][0] != "127.0.0.1"
    ]
    assert others == []
    # What the servers of this world answer goes to ports that the machine picked.
    fixed = {port for (_, port) in [event[1][:2] for event in recorder.events] if port < 1024}
    assert not fixed


def test_a_name_of_which_one_address_is_private_is_not_used_at_all() -> None:
    assert public_addresses(["93.184.215.14", "10.0.0.1"]) == []
    both = public_addresses(["2606:2800:220:1::1", "93.184.215.14"])
    assert [address.version for address in both] == [4, 6]


def test_a_name_that_changes_its_address_is_connected_to_where_it_was_first(world: World) -> None:
    good = Good(world, "draait.nl")
    first = world.host("draait.nl")
    world.names.turns["draait.nl"] = [[first], ["127.0.0.1"], ["169.254.169.254"]]
    world.dialled.clear()
    world.look("draait.nl")
    reached = {address for address, port in world.dialled}
    assert first in reached and not reached & {"127.0.0.1", "169.254.169.254"}
    assert good.pages.requests, "the page was fetched at the address that was allowed"


@pytest.mark.parametrize("number", range(len(LOCATIONS)))
def test_a_redirect_leads_to_no_other_address(world: World, recorder: Recorder, number: int) -> None:
    name = f"r{number}.nl"
    target = LOCATIONS[number].replace("DOMAIN", name)
    world.names.add(f"inside.{name}", "A", "169.254.169.254")
    pages = Pages({"/": Answer(status=302, headers={"Location": target})})
    world.serve(name, 80, pages)
    world.dialled.clear()
    try:
        page = fetch(world.network(5.0), f"http://{name}/", name, without_checks())
        assert page.elsewhere or page.status == 404
    except Unreachable:
        pass
    assert {address for address, _ in world.dialled} == {world.host(name)}
    assert {port for _, port in world.dialled} <= {80, 443}
    _only_to_the_resolver(recorder, world)
    assert not any("\nX-Evil" in request for request in pages.requests)


def test_an_endless_chain_of_redirects_ends(world: World) -> None:
    pages = Pages({f"/{n}": Answer(status=302, headers={"Location": f"/{n + 1}"}) for n in range(200)})
    world.serve("keten.nl", 80, pages)
    with pytest.raises(Unreachable):
        fetch(world.network(), "http://keten.nl/0", "keten.nl", without_checks())
    assert len(pages.requests) == MOST_REDIRECTS + 1


def test_a_page_without_an_end_is_cut_off(world: World) -> None:
    world.serve("vloed.nl", 80, flooding)
    page = fetch(world.network(), "http://vloed.nl/", "vloed.nl", without_checks())
    assert len(page.text) == MOST_TEXT


def test_what_is_packed_is_not_unpacked(world: World) -> None:
    bomb = Answer("x" * 100, headers={"Content-Encoding": "gzip"})
    world.serve("bom.nl", 80, Pages({"/": bomb}))
    assert fetch(world.network(), "http://bom.nl/", "bom.nl", without_checks()).text == ""


@pytest.mark.parametrize("port", [1, 22, 110, 143, 3306, 6379, 8080, 9200])
def test_no_other_port_is_connected_to(world: World, port: int) -> None:
    with pytest.raises(NotAllowed):
        world.network().connect("jansen.nl", port)


def test_proxies_of_the_environment_are_not_used(world: World, recorder: Recorder, monkeypatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    Good(world, "proxy.nl")
    recorder.events.clear()  # starting those servers
    world.look("proxy.nl")
    assert recorder.events and not [event for event in recorder.events if event[1][1:2] == (9,)]
    _only_to_the_resolver(recorder, world)


def test_the_name_is_kept_in_the_request_and_nothing_else_is_sent_along(world: World) -> None:
    good = Good(world, "kop.nl")
    world.look("kop.nl")
    heads = [line.partition(":")[0] for line in good.pages.requests[0].splitlines()[1:] if line]
    assert (
        "Host: kop.nl" in good.pages.requests[0]
        and "User-Agent: DigitaleWeerbaarheidsscan" in good.pages.requests[0]
    )
    assert sorted(heads) == ["Accept", "Accept-Encoding", "Connection", "Host", "User-Agent"]
    paths = {
        request.split(" ")[1] for request in good.pages.requests + good.plain.requests + good.policy.requests
    }
    assert paths == {"/", "/.well-known/security.txt", "/.well-known/mta-sts.txt"}


def test_the_scan_says_where_its_page_is_when_it_has_one(world: World, monkeypatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://scan.uwregio.nl/")
    good = Good(world, "wie.nl")
    world.look("wie.nl")
    assert (
        "User-Agent: DigitaleWeerbaarheidsscan/1.0 (+https://scan.uwregio.nl/kijk)\r\n"
        in good.pages.requests[0]
    )


def test_a_mail_server_hears_a_greeting_and_no_address(world: World) -> None:
    said: list[bytes] = []

    def listening(made: socket.socket) -> None:
        made.sendall(b"220 hallo\r\n")
        while got := made.recv(1000):
            said.append(got)
            made.sendall(b"250 ok\r\n")

    world.serve("mx.groet.nl", 25, listening)
    world.names.add("groet.nl", "MX", "10 mx.groet.nl.")
    world.look("groet.nl", 5.0)
    assert said == [b"EHLO scan.invalid\r\n", b"QUIT\r\n"]


def test_one_look_makes_a_bounded_number_of_connections_and_questions(world: World, monkeypatch) -> None:
    monkeypatch.setattr(connections, "MOST_CONNECTIONS", 3)
    good = Good(world, "grens.nl")
    network = world.network()
    world.dialled.clear()
    for _ in range(6):
        with suppress(Unreachable):
            network.connect(good.name, 80).close()
    assert len(world.dialled) == 3


def test_nothing_of_a_domain_is_logged_or_written(world: World, caplog, capfd, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    caplog.set_level(logging.DEBUG)
    Good(world, "geheimebakker.nl")
    seen = world.look("geheimebakker.nl")
    shown = caplog.text + "".join(capfd.readouterr()) + repr(seen.day)
    assert "geheimebakker" not in shown.lower() and not list(tmp_path.rglob("*"))


def test_a_check_that_breaks_is_not_seen_and_its_message_is_not_logged(
    world: World, caplog, monkeypatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("stukkebakker.nl")

    monkeypatch.setattr("evidence.look.look_at_spf", broken)
    seen = {finding.id: finding for finding in world.look("stukkebakker.nl", 5.0).findings}
    assert seen["spf"].outcome == "unreached" and "stukkebakker" not in caplog.text


def test_a_domain_is_looked_at_once_an_hour_and_remembered_as_nothing_readable() -> None:
    moment = [0.0]
    limits = Limits(seconds=lambda: moment[0])
    with limits.one_look("jansen.nl"):
        pass
    with pytest.raises(NotNow), limits.one_look("jansen.nl"):
        pass
    assert "jansen" not in repr(vars(limits))
    moment[0] = 3601.0
    with limits.one_look("jansen.nl"):
        pass


def test_one_connection_and_the_whole_server_have_a_limit() -> None:
    limits = Limits(wait_seconds=0.01)
    for number in range(PER_CONNECTION):
        with limits.one_look(f"a{number}.nl", "1.2.3.4"):
            pass
    with pytest.raises(NotNow), limits.one_look("b.nl", "1.2.3.4"):
        pass
    busy = [limits.one_look(f"c{number}.nl", f"10.0.0.{number}") for number in range(10)]
    for one in busy:
        one.__enter__()
    with pytest.raises(NotNow), limits.one_look("d.nl"):
        pass
    for one in busy:
        one.__exit__(None, None, None)
    with limits.one_look("d.nl"):
        pass


def test_the_server_can_be_told_not_to_look(monkeypatch, capsys, recorder: Recorder) -> None:
    monkeypatch.setenv("EVIDENCE", "0")
    assert main(["jansen.nl"]) == 2 and "staat uit" in capsys.readouterr().err
    assert recorder.events == []


def test_without_internet_it_says_so_and_looks_at_nothing(monkeypatch, capsys) -> None:
    closed = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    closed.bind(("127.0.0.1", 0))
    port = closed.getsockname()[1]
    closed.close()
    monkeypatch.setenv("RESOLVER", f"udp://127.0.0.1:{port}")
    assert main(["jansen.nl"]) == 2 and "geen internet" in capsys.readouterr().err


@pytest.mark.parametrize(
    "resolver", ["dns.quad9.net", "ftp://9.9.9.9", "9.9.9", "tls://a@9.9.9.9", "udp://9.9.9.9/x", "::zz"]
)
def test_a_resolver_that_cannot_be_is_told(monkeypatch, capsys, resolver: str) -> None:
    monkeypatch.setenv("RESOLVER", resolver)
    assert main(["jansen.nl"]) == 2 and "RESOLVER" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("jansen.nl", "jansen.nl"),
        ("  JANSEN.nl ", "jansen.nl"),
        ("https://www.jansen.nl/over?x=1#y", "jansen.nl"),
        ("info@jansen.nl", "jansen.nl"),
        ("mailto:info@jansen.nl", "jansen.nl"),
        ("jansen.nl.", "jansen.nl"),
        ("jansen.nl\t", "jansen.nl"),
        ("http://jansen.nl:80/", "jansen.nl"),
        ("bäckerei.de", "xn--bckerei-5wa.de"),
        ("https://café.frl/", "xn--caf-dma.frl"),
        ("winkel.jansen.co.uk", "winkel.jansen.co.uk"),
        ("www.nl", "www.nl"),
    ],
)
def test_what_people_type_is_understood(typed: str, name: str) -> None:
    assert own_domain(typed).name == name
    assert hostname(name) == name


@pytest.mark.parametrize("way", ["tls", "https"])
def test_a_resolver_is_asked_over_a_safe_line_where_that_is_set(world: World, way: str) -> None:
    Good(world, f"{way}.nl")

    def by_tls(made: socket.socket) -> None:
        length = int.from_bytes(made.recv(2), "big")
        back = world.names.answer(made.recv(length), by_tcp=True) or b""
        made.sendall(len(back).to_bytes(2, "big") + back)

    def by_https(made: socket.socket) -> None:
        got = b""
        while b"\r\n\r\n" not in got or got.endswith(b"\r\n\r\n"):
            got += made.recv(4096)
        back = world.names.answer(got.partition(b"\r\n\r\n")[2], by_tcp=True) or b""
        made.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(back) + back)

    listener = Listener(by_tls if way == "tls" else by_https, server_context("127.0.0.1"))
    server = Server("127.0.0.1", listener.port, way)
    until = time.monotonic() + 15
    assert Resolver((server,), until, trust()).texts(f"{way}.nl")[1] == ["v=spf1 mx -all"]
    assert not Resolver((server,), until).ask(f"{way}.nl", "TXT").told, "a certificate of a stranger"
    listener.close()
