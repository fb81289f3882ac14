"""The queue at the front door: whoever comes at the same moment is let in a few per turn, in order, and others get in between."""

from __future__ import annotations

import asyncio

from screens.serving.front import Queue


def test_a_crowd_goes_in_a_few_at_a_time_and_in_order_while_others_are_answered():
    async def crowd() -> list[object]:
        queue, happened = Queue(), []

        async def respondent(number: int) -> None:
            await queue.turn()
            happened.append(number)

        async def somebody_else() -> None:
            for _ in range(5):
                await asyncio.sleep(0)
            happened.append("health")

        await asyncio.gather(*(respondent(n) for n in range(200)), somebody_else())
        return happened

    happened = asyncio.run(crowd())
    assert [who for who in happened if who != "health"] == list(range(200))
    assert happened.index("health") <= 6 * Queue.AT_ONCE


def test_messages_pass_as_they_are():
    async def receive():
        return {"type": "websocket.receive", "bytes": b"answer"}

    assert asyncio.run(Queue().paced(receive)())["bytes"] == b"answer"
