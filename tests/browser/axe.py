"""axe-core on a page: all rules of WCAG 2.0 to 2.2, A and AA, and its best practices."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@lru_cache(maxsize=1)
def _script() -> str:
    return next(Path(axe_playwright_python.__file__).parent.rglob("axe*.js")).read_text("utf-8")


def violations(page: Page) -> list[str]:
    """One line per violation: the rule, and the elements that break it. Empty when all is well."""
    if not page.evaluate("() => typeof window.axe === 'object'"):
        page.evaluate(_script())
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']}).then(r => r.violations)",
        TAGS,
    )
    return [
        f"{rule['id']}: {rule['help']} -> {[node['target'] for node in rule['nodes'][:4]]}" for rule in found
    ]
