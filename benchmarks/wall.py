"""The wall through a long day: does it stay live, and does its memory stay where it was, in the browser and
in the server?

    python benchmarks/wall.py [--hours 8]

A real Chromium shows the wall of a real server. Its clock is turned (a refresh each 5 simulated seconds,
another picture each 15), the answers come over the network. Meanwhile people join and finish, the message
changes, and each hour the connection is gone for half a minute. Bar: after 8 hours at most 10 % more memory
than after the first half hour, and the wall still shows the last number.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from data import clock
from data.aggregates.folding import fold, this_site
from data.folders import Folders
from data.organisers.accounts import add_account, start_session
from data.organisers.events import Event, add_event, change_event, event, joined
from data.tokens import new_token
from questionnaire.simulate import simulated_business
from scoring.loading import load_content
from tests.browser.conftest import CHROMIUM, shared_assets
from tests.server import Server
from web.pages.wall import EVERY_MS

PER_HOUR = 3600_000 // EVERY_MS
LOST = 6  # refreshes without connection, each hour
WARM = PER_HOUR // 2  # refreshes before memory is measured first
PEOPLE_PER_HOUR = 12
MOST_GROWTH = 0.10

# The page tells when the wall has its answer and waits for its next turn, so that the clock runs no faster
# than the network.
COUNT_TURNS = """
const later = window.setTimeout, waiting = []; let turns = 0;
window.setTimeout = (job, ms, ...rest) => {
  const id = later(job, ms, ...rest);
  if (ms === EVERY) { turns += 1; waiting.splice(0).forEach((go) => go(turns)); }
  return id;
};
window.turnsAfter = (seen) => turns > seen ? turns : new Promise((go) => waiting.push(go));
""".replace("EVERY", str(EVERY_MS))


def resident_mb(pid: int) -> float:
    """Memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1000


def measured(browser: Browser, page: Page, server: int) -> dict[str, float]:
    """Memory now, after the browser collected its garbage."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("HeapProfiler.collectGarbage")
    devtools.send("Performance.enable")
    metrics = {
        metric["name"]: metric["value"] for metric in devtools.send("Performance.getMetrics")["metrics"]
    }
    devtools.detach()
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    renderers = [process["id"] for process in processes if process["type"] == "renderer"]
    return {
        "server (MB)": resident_mb(server),
        "browser (MB)": sum(resident_mb(pid) for pid in renderers),
        "scripts (MB)": metrics["JSHeapUsedSize"] / 1e6,
        "nodes": metrics["Nodes"],
        "listeners": metrics["JSEventListeners"],
    }


def evening(where: Folders, made: Event) -> Iterator[int]:
    """Each step somebody joins and finishes, and now and then the message changes. How many are done."""
    site, rng = this_site(load_content(), where=where), Random(8)
    for done in count(1):
        joined(made.id, where)
        fold(
            site.content,
            simulated_business(site.questionnaire, rng, quick=True),
            new_token(),
            quick=True,
            event=made.id,
            site=site,
        )
        if done % 5 == 0 and (now := event(made.id, where)):
            change_event(now, where, message=f"Boodschap {done}")
        yield done


def day(page: Page, hours: float, step: Callable[[], int], measure: Callable[[int], None]) -> int:
    """Turns the clock for so many hours; `measure` is called after the first half hour and then each hour.
    How many were done.
    """
    turns, done = page.evaluate("turnsAfter(0)"), 0
    for refresh in range(1, int(hours * PER_HOUR) + 1):
        lost = refresh % PER_HOUR < LOST and refresh > PER_HOUR
        if refresh % PER_HOUR in (0, LOST):
            page.context.set_offline(lost)
        if refresh % (PER_HOUR // PEOPLE_PER_HOUR) == 0:
            done = step()
        page.clock.run_for(EVERY_MS)
        turns = page.evaluate("(seen) => turnsAfter(seen)", turns)
        if refresh == WARM or (refresh > WARM and refresh % PER_HOUR == LOST * 2):
            measure(refresh)
    page.context.set_offline(False)
    return done


def main() -> None:
    """Measures, prints, and ends with 1 when the bar is not met."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hours", type=float, default=8)
    hours = parser.parse_args().hours
    began, readings = time.monotonic(), []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        where = Folders(Path(folder) / "data", Path(folder) / "keys").make()
        team = add_account("team", "Team", "team", "een-lang-wachtwoord", where)
        made = add_event(
            this_site(load_content(), where=where),
            team.id,
            "Lange dag",
            clock.today(),
            clock.today() + timedelta(1),
        )
        people = evening(where, made)
        server = Server(Path(folder), **shared_assets()).start()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        try:
            context = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="nl-NL")
            context.add_cookies(
                [{"name": "organisator", "value": start_session(team.id, where), "url": server.url}]
            )
            page = context.new_page()
            page.clock.install()
            page.add_init_script(COUNT_TURNS)
            page.goto(f"{server.url}/wand/{made.id}")

            def measure(refresh: int) -> None:
                now = measured(browser, page, server.process.pid if server.process else 0)
                readings.append(now)
                print(
                    f"{refresh / PER_HOUR:5.1f} h  "
                    + "  ".join(f"{name} {value:7.1f}" for name, value in now.items()),
                    flush=True,
                )

            done = day(page, hours, lambda: next(people), measure)
            measure(int(hours * PER_HOUR))
            for _ in range(3):
                page.clock.run_for(EVERY_MS)
                page.wait_for_timeout(300)
            live = f"{done} klaar" in page.locator(".wand-tellers").inner_text()
            context.close()
        finally:
            browser.close()
            server.stop()
    growth = {name: readings[-1][name] / readings[0][name] - 1 for name in readings[0]}
    print("growth  " + "  ".join(f"{name} {share:+.1%}" for name, share in growth.items()))
    print(
        f"{hours:g} hours in {time.monotonic() - began:.0f} s; the wall is {'live' if live else 'NOT live'} and shows {done} done"
    )
    if not live or max(growth["server (MB)"], growth["browser (MB)"]) > MOST_GROWTH:
        sys.exit(1)


if __name__ == "__main__":
    main()
