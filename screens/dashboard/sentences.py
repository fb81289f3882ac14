"""What one sees in a figure, in a sentence that says no more than its margins allow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from questionnaire.language.numbers import whole

Row = dict[str, Any]
Say = Callable[[str], str]


def lowest(rows: Sequence[Row], say: Say) -> str:
    """Which row is lowest and which highest, as far as the margins tell, and how many are behind them; empty
    without figures.
    """
    shown = sorted((row for row in rows if row["pct"] is not None), key=lambda row: row["pct"])
    if not shown:
        return ""
    ends = shown[0], shown[-1]
    # By their margins, as in Figure.differs_from. The outer two may have the widest ones, and two others
    # differ after all.
    apart = [
        (low, high)
        for low in shown
        for high in shown
        if high["pct"] - low["pct"] > low["margin"] + high["margin"]
    ]
    if not apart:
        sentence = say("De verschillen zijn kleiner dan de marges. Het gemiddelde is {pct} procent.")
    elif ends in apart:
        sentence = say("Het laagst is ‘{low}’ ({low_pct} %), het hoogst ‘{high}’ ({high_pct} %).")
    else:
        ends = max(apart, key=lambda pair: pair[1]["pct"] - pair[0]["pct"])
        sentence = say(
            "‘{low}’ ({low_pct} %) is duidelijk lager dan ‘{high}’ ({high_pct} %). Tussen andere is het verschil vaak kleiner dan de marge."
        )
    low, high = ends
    told = sentence.format(
        pct=whole(sum(row["pct"] for row in shown) / len(shown)),
        low=low["label"],
        low_pct=whole(low["pct"]),
        high=high["label"],
        high_pct=whole(high["pct"]),
    )
    return f"{told} {behind(shown, say)}"


def behind(rows: Sequence[Row], say: Say) -> str:
    """How many answers the figures of these rows rest on."""
    least, most = min(row["n"] for row in rows), max(row["n"] for row in rows)
    if least == most:
        return say("Dit gaat over {count} bedrijven.").format(count=most)
    return say("Achter elk cijfer zitten {least} tot {most} bedrijven.").format(least=least, most=most)
