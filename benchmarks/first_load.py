"""First load on a cold phone, in Chromium: bytes, requests, and seconds until the first question can be
answered.

    python benchmarks/first_load.py [--runs 3] [--without preloads]

1.6 Mbit/s down, 750 kbit/s up, 150 ms round trip (Lighthouse's "slow 4G"). Beside ours stands the same app
under a plain `streamlit run`, or with `--without` ours without a piece of
screens/streamlit_patches/pieces.py. Bar: at most 0.8 MB for the start screen, and at most 0.4 of the plain
time.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import time
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.support.servers import ours, plain
from screens.streamlit_patches.pieces import PIECES
from tests.browser.conftest import CHROMIUM, PHONE

SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}


def one_load(browser: Browser, url: str) -> dict[str, float]:
    """One visit of a phone that was never here."""
    context = browser.new_context(viewport=PHONE)
    context.set_default_timeout(90_000)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_4G)
    seen = {"bytes": 0.0, "requests": 0.0}
    devtools.on(
        "Network.loadingFinished",
        lambda e: seen.update(bytes=seen["bytes"] + e["encodedDataLength"], requests=seen["requests"] + 1),
    )
    began = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_selector("h1, .dw-waiting")
    something = time.perf_counter() - began
    button = page.locator(".st-key-start_quick button")
    button.wait_for()
    start, start_bytes = time.perf_counter() - began, seen["bytes"]
    button.click()
    page.locator("[data-testid=stRadioGroup]").wait_for()
    question = time.perf_counter() - began
    context.close()
    return {
        "something to read (s)": something,
        "start screen (s)": start,
        "first question (s)": question,
        "start screen (MB)": start_bytes / 1e6,
        "first question (MB)": seen["bytes"] / 1e6,
        "requests": seen["requests"],
    }


def main() -> None:
    """Measures both and prints them side by side."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--without", choices=PIECES, help="beside ours not a plain run, but ours without this piece"
    )
    asked = parser.parse_args()
    runs, beside = asked.runs, partial(ours, asked.without) if asked.without else plain
    columns: dict[str, dict[str, float]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        for name, server in (("ours", ours), ("plain", beside)):
            with server() as (url, _):
                loads = [one_load(browser, url) for _ in range(runs)]
            columns[name] = {figure: statistics.median(load[figure] for load in loads) for figure in loads[0]}
        browser.close()
    print(
        f"{'median of ' + str(runs):24}{'ours':>9}{(asked.without and 'without') or 'plain':>9}{'share':>9}"
    )
    for figure, value in columns["ours"].items():
        other = columns["plain"][figure]
        print(f"{figure:24}{value:9.2f}{other:9.2f}{value / other:9.2f}")


if __name__ == "__main__":
    main()
