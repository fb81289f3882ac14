"""The gathering websocket: nothing is lost, nothing changes its order, and it goes out in one piece."""

from __future__ import annotations

import asyncio

from screens.serving.sockets import GatheringTransport


class Wire:
    """A transport that remembers what it was told."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.closed = False

    def write(self, data: bytes) -> None:
        self.sent.append(data)

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def get_extra_info(self, name: str) -> str:
        return name


def turn(do) -> Wire:
    async def inside() -> Wire:
        wire = Wire()
        do(GatheringTransport(wire, asyncio.get_running_loop()))  # type: ignore[arg-type]
        await asyncio.sleep(0)
        return wire

    return asyncio.run(inside())


def write_all(transport: GatheringTransport) -> None:
    for part in (b"a", b"b", b"c"):
        transport.write(part)


def test_what_is_written_in_one_turn_goes_out_in_one_piece_and_in_order():
    assert turn(write_all).sent == [b"abc"]


def test_each_turn_sends_its_own():
    async def two_turns() -> list[bytes]:
        wire = Wire()
        transport = GatheringTransport(wire, asyncio.get_running_loop())  # type: ignore[arg-type]
        for part in (b"one", b"two"):
            transport.write(part)
            await asyncio.sleep(0)
        return wire.sent

    assert asyncio.run(two_turns()) == [b"one", b"two"]


def test_closing_sends_what_waits_and_writes_nothing_afterwards():
    def close(transport: GatheringTransport) -> None:
        write_all(transport)
        transport.close()
        transport.write(b"too late")

    wire = turn(close)
    assert wire.sent == [b"abc"] and wire.closed


def test_the_rest_of_the_transport_is_as_it_was():
    asked = []
    turn(lambda transport: asked.append(transport.get_extra_info("peername")))
    assert asked == ["peername"]
