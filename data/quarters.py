"""Quarters: the only time that stands beside anything a respondent left behind."""

from __future__ import annotations

from datetime import date

Quarter = str  # "2026Q4"


def quarter_of(day: date) -> Quarter:
    """The quarter a day lies in, as 2026Q4."""
    return f"{day.year}Q{(day.month - 1) // 3 + 1}"


def earlier(quarter: Quarter, quarters: int) -> Quarter:
    """The quarter that lies `quarters` before `quarter`."""
    count = int(quarter[:4]) * 4 + int(quarter[5]) - 1 - quarters
    return f"{count // 4}Q{count % 4 + 1}"
