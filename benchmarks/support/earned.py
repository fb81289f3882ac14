"""What a piece earns: the same room with it and without it, in turns. Neighbours only ever slow a run down,
so the best run counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import quantiles


@dataclass(frozen=True)
class Run:
    """One room. `without` is empty when every piece was there; `figures` are milliseconds."""

    without: str
    figures: dict[str, float]
    failed: int = 0


def order(pieces: list[str], rounds: int) -> list[str]:
    """What is left out in each run: nothing first and last and after each third, so that a busy hour weighs
    on both.
    """
    names = [""]
    for n, piece in enumerate(pieces * rounds):
        names += [piece, ""] if n % 3 == 2 else [piece]
    return names if not names[-1] else [*names, ""]


def best(runs: list[Run], without: str) -> dict[str, float]:
    """The smallest of each figure among the runs of this kind."""
    same = [run.figures for run in runs if run.without == without]
    return {name: min(figures[name] for figures in same) for name in same[0]}


def earned(runs: list[Run], piece: str) -> dict[str, float]:
    """The share (below 1) of each figure that the piece saves; below 0 when it costs."""
    mine, without = best(runs, ""), best(runs, piece)
    return {name: 1 - mine[name] / (without[name] or 1) for name in mine}


def doubt(runs: list[Run]) -> dict[str, float]:
    """How far the second best run with every piece lies above the best, as a share: what is earned below this
    is not known.
    """
    full = [run.figures for run in runs if not run.without]
    return {
        name: sorted(f[name] for f in full)[:2][-1] / (min(f[name] for f in full) or 1) - 1
        for name in full[0]
    }


def table(runs: list[Run]) -> str:
    """Markdown: what each piece earns, in percent, and in the last rows what the whole took and how far that
    is to be trusted.
    """
    names = list(runs[0].figures)
    lines = ["| without | " + " | ".join(names) + " | failed |", "|---" * (len(names) + 2) + "|"]
    for piece in dict.fromkeys(run.without for run in runs if run.without):
        shares, failed = earned(runs, piece), sum(run.failed for run in runs if run.without == piece)
        lines.append(
            f"| `{piece}` | " + " | ".join(f"{100 * shares[name]:.0f} %" for name in names) + f" | {failed} |"
        )
    lines.append(
        "| with every piece, ms | " + " | ".join(f"{best(runs, '')[name]:.1f}" for name in names) + " | |"
    )
    lines.append("| in doubt | " + " | ".join(f"{100 * doubt(runs)[name]:.0f} %" for name in names) + " | |")
    return "\n".join(lines)


def paired_table(pairs: dict[str, list[tuple[float, float]]]) -> str:
    """Markdown: of each piece the share of processor that it saves, median and quartiles of the pairs (with
    it, without it).
    """
    lines = ["| without | earns, median | quartiles | pairs |", "|---|---|---|---|"]
    for piece, both in pairs.items():
        low, middle, high = quantiles([1 - mine / without for mine, without in both], n=4, method="inclusive")
        lines.append(
            f"| `{piece}` | {100 * middle:.0f} % | {100 * low:.0f} to {100 * high:.0f} % | {len(both)} |"
        )
    return "\n".join(lines)
