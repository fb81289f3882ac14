"""What-if: how long the server takes from a ticked measure to the new figures. Bar: 150 ms at p95.

    python benchmarks/what_if.py

Streamlit's AppTest draws the whole result screen at each tick where the browser asks for the fragment alone,
and the draft is written to disk as in real life: what is printed is an upper bound.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

TICKS = 60


def main() -> None:
    """Ticks and unticks measures of a full scan in which nothing is in place, and prints the times."""
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryDirectory() as keys:
        os.environ |= {"DATA_DIR": data, "KEY_DIR": keys}
        from screens.session import saved_scans
        from screens.session import scan as this_scan
        from tests.screens.walked import TOKEN, a_saved_scan, a_screen

        this_scan.respondent_token = lambda: TOKEN
        saved_scans.save(TOKEN, a_saved_scan())
        app = a_screen("result")
        wall, processor = [], []
        for n in range(TICKS):
            app.checkbox[n % len(app.checkbox)].set_value(n < len(app.checkbox))
            begin, used = time.perf_counter(), time.process_time()
            app.run()
            wall.append(1000 * (time.perf_counter() - begin))
            processor.append(1000 * (time.process_time() - used))
    for name, times in (("wall clock", wall), ("processor", processor)):
        print(
            f"{name}: p50 {statistics.median(times):.0f} ms, p95 {statistics.quantiles(times, n=20)[-1]:.0f} ms over {TICKS} ticks"
        )


if __name__ == "__main__":
    main()
