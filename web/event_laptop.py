"""Prints where phones on the same wifi find this laptop, as an address and a QR code, for an event without
internet.
"""

from __future__ import annotations

import socket
import sys
from contextlib import suppress
from ipaddress import ip_address

import psutil

from data.addresses import AddressError, centre_url, public_url
from data.last_day import ClockInDoubt, certain_day
from data.region import load_region
from pdf import qr
from questionnaire.authoring.command_line import Parser, run

LOOPBACK = "127.0.0.1"
NOT_WIFI = (
    "lo",
    "docker",
    "br-",
    "veth",
    "virbr",
    "vmnet",
    "vboxnet",
    "utun",
    "tun",
    "tap",
    "wg",
    "tailscale",
    "zt",
)


def local_address() -> str:
    """The address at which phones find this computer; nothing is sent to find it. The loopback when it is in
    no network.

    A laptop that makes the wifi itself has the first address of its network (.1), and often no way out: then
    no route tells its address, only the list of its networks does.
    """
    return next(iter(addresses()), LOOPBACK)


def addresses() -> list[str]:
    """All addresses of this computer in local networks, the likeliest first."""
    found = [address for name, address in _interfaces() if not name.startswith(NOT_WIFI)]
    own_wifi = [address for address in found if address.endswith(".1")]
    likely = dict.fromkeys([*own_wifi, *_towards_the_internet(), *found, *_by_name()])
    return [
        address
        for address in likely
        if not (ip_address(address).is_loopback or ip_address(address).is_unspecified)
    ]


def _interfaces() -> list[tuple[str, str]]:
    """Name and IPv4 address of each network."""
    return [
        (name, found.address)
        for name, each in psutil.net_if_addrs().items()
        for found in each
        if found.family == socket.AF_INET
    ]


def _towards_the_internet() -> list[str]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(("10.255.255.255", 1))
        return [probe.getsockname()[0]]
    return []


def _by_name() -> list[str]:
    with suppress(OSError):
        return sorted(socket.gethostbyname_ex(socket.gethostname())[2])
    return []


def announce(port: int) -> str:
    """Prints, and returns, the address that phones open."""
    url = public_url() or f"http://{local_address()}:{port}"
    if LOOPBACK in url:
        print("\nDeze laptop zit nog in geen enkel netwerk. Zet eerst de wifi aan en start dan opnieuw.")
    print(f"\nTelefoons op dezelfde wifi openen: {url}\n")
    qr.show_in_terminal(url)
    others = [f"http://{address}:{port}" for address in addresses() if f"//{address}:" not in url]
    if others:
        print(f"\nOpent dit niet? Deze laptop zit ook in andere netwerken: {', '.join(others)}")
        print(f"Kies een ander adres met: make event-laptop PUBLIC_URL={others[0]}")
    if not centre_url():
        print("\nWat mensen meenemen opent later op de gewone scan als u CENTRE_URL=https://... meegeeft.")
    try:
        certain_day()
    except ClockInDoubt as doubt:
        print(f"\n{doubt}")
    print("\nStoppen: Ctrl+C\n", flush=True)
    return url


def main(arguments: list[str] | None = None) -> int:
    """Shows the address; 0, or 2 when a setting is no address."""
    parser = Parser(
        prog="python -m web.event_laptop", description="Toont het adres voor telefoons op dezelfde wifi."
    )
    parser.add_argument(
        "port",
        nargs="?",
        type=int,
        default=8501,
        metavar="POORT",
        help="waar de scan luistert; standaard 8501",
    )
    options = parser.parse_args(arguments)
    if not load_region().events:
        print(
            "Deze scan heeft geen bijeenkomsten: in data/region.yaml staat 'events: false'. Start hem met: make run",
            file=sys.stderr,
        )
        return 2
    try:
        announce(options.port)
    except AddressError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    run(main)
