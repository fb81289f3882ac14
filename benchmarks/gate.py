"""What the gate costs per message, beside the same connection without it: `python benchmarks/gate.py`.

The floor is what happens to a message in any case before a screen is drawn: it is received and parsed, as
Streamlit does. Prints medians in microseconds, and what the gate adds as a part of one answer (the processor
time that drawing it takes, see `room.py`).
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from streamlit.proto.BackMsg_pb2 import BackMsg

from web.gate import stream

ROUNDS, MESSAGES = 30, 500
ANSWER_MICROSECONDS = 2_400.0  # of one processor, measured with one respondent alone
HEADERS = [(b"host", b"scan.example"), (b"origin", b"http://scan.example")]
SCREENS = {"a question": 6, "a question with many answers": 14, "a sheet of paper": 60}


def a_frame(widgets: int) -> bytes:
    """What a browser sends for one answer on a screen with so many fields."""
    message = BackMsg()
    run = message.rerun_script
    run.page_script_hash, run.fragment_id = "c" * 32, "f" * 32
    run.context_info.url, run.context_info.timezone = "http://scan.example/vragen", "Europe/Amsterdam"
    for number in range(widgets):
        name = f"$$ID-{'a' * 32}-answer_{number}"
        run.widget_states.widgets.add(id=name, string_value="Elke dag, en altijd op een andere plaats")
    return message.SerializeToString()


async def streamlit(scope: Any, receive: Any, send: Any) -> None:
    """Receives and parses until the connection ends."""
    while (message := await receive())["type"] == "websocket.receive":
        BackMsg().ParseFromString(message["bytes"])


def per_message(app: Any, frame: bytes) -> float:
    """Median microseconds of a message in one connection."""
    times = []
    for _ in range(ROUNDS):
        told = iter([{"type": "websocket.receive", "bytes": frame}] * MESSAGES)

        async def receive(told: Iterator[dict[str, Any]] = told) -> dict[str, Any]:
            return next(told, {"type": "websocket.disconnect"})

        async def send(message: object) -> None:
            pass

        scope = {"type": "websocket", "path": "/_stcore/stream", "headers": HEADERS, "client": ("::1", 1)}
        began = time.process_time()
        asyncio.run(app(scope, receive, send))
        times.append((time.process_time() - began) / MESSAGES * 1e6)
    return statistics.median(times)


def main() -> None:
    """Prints the table."""
    stream.AT_ONCE = stream.SCREENS_AT_ONCE = 10 * MESSAGES  # nobody waits here
    gate = stream.StreamGate(streamlit)
    print(f"{'on the screen':30} {'without us':>11} {'with us':>9} {'ratio':>6} {'of an answer':>13}")
    for name, widgets in SCREENS.items():
        frame = a_frame(widgets)
        bare, gated = per_message(streamlit, frame), per_message(gate, frame)
        part = (gated - bare) / ANSWER_MICROSECONDS
        print(f"{name:30} {bare:11.1f} {gated:9.1f} {gated / bare:6.2f} {part:13.1%}")


if __name__ == "__main__":
    main()
