"""Figures for who watches the server (Prometheus text format): how each part is doing, and no word about people."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import psutil

from data import clock
from data.folders import Folders
from data.operation.state import Part
from data.operation.uncounted import waiting_to_be_counted
from data.operation.upkeep import last_upkeep

_HOW = {"good": 0, "attention": 1, "wrong": 2}


def metrics(where: Folders, parts: tuple[Part, ...]) -> str:
    """All figures as text."""
    return "\n".join(_lines(where, parts)) + "\n"


def _lines(where: Folders, parts: tuple[Part, ...]) -> Iterator[str]:
    yield from _head("scan_part_state", "How a part is doing: 0 good, 1 attention, 2 wrong.")
    for part in parts:
        yield f'scan_part_state{{part="{part.name}"}} {_HOW[part.level]}'
    yield from _head("scan_uncounted", "Finished scans that still have to be counted.")
    yield f"scan_uncounted {waiting_to_be_counted(where)}"
    if where.data_dir.is_dir():
        yield from _head("scan_disk_free_bytes", "Free bytes on the disk of DATA_DIR.")
        yield f"scan_disk_free_bytes {shutil.disk_usage(where.data_dir).free}"
    now = clock.now()
    done = {name: one.done for name, one in last_upkeep(where).items() if one.done}
    if done:
        yield from _head("scan_upkeep_age_seconds", "Seconds since a step of upkeep last succeeded.")
        for name, moment in done.items():
            yield f'scan_upkeep_age_seconds{{step="{name}"}} {(now - moment).total_seconds():.0f}'
    own = psutil.Process()
    yield from _head("process_resident_memory_bytes", "Memory of the server.")
    yield f"process_resident_memory_bytes {own.memory_info().rss}"
    yield from _head("process_start_time_seconds", "When the server started.")
    yield f"process_start_time_seconds {own.create_time():.0f}"


def _head(name: str, told: str) -> tuple[str, str]:
    return f"# HELP {name} {told}", f"# TYPE {name} gauge"
