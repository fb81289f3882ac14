"""The style sheets of every page, in their order."""

from __future__ import annotations

# In this order: what comes later refines what stands above it.
STYLES = ("design", "app", "scan", "result", "plan", "organiser", "downloads")
