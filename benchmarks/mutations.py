"""5,000 slips of form in the real content, and some 290 of meaning: never a traceback, never silence, and how
often on the right line. Of slips of meaning the remedy is tried as well, where a program can do what it says.

Run: python benchmarks/mutations.py [COUNT [KIND]], KIND being part of the name of a kind of meaning
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.checks.meaning.content import Sound
from tests.checks.meaning.kinds import KINDS_OF_MEANING, try_all
from tests.checks.mutations import KINDS, content_copy, try_slips


def main(count: int = 5000, kind: str = "") -> int:
    """Prints the figures per kind of slip; 1 when a bar is missed."""
    return max(_of_form(count) if count else 0, _of_meaning(kind))


def _of_meaning(only: str) -> int:
    total, silent, crashed, right_line, no_remedy = Counter(), Counter(), Counter(), Counter(), Counter()
    tried, worked = Counter(), Counter()
    with tempfile.TemporaryDirectory() as folder:
        for outcome in try_all(Sound(Path(folder)), only, remedy=True):
            kind = outcome.slip.kind
            total[kind] += 1
            silent[kind] += outcome.silent
            crashed[kind] += outcome.crash is not None
            right_line[kind] += bool(outcome.on_its_line)
            no_remedy[kind] += outcome.without_remedy
            tried[kind] += outcome.remedied is not None
            worked[kind] += bool(outcome.remedied)
            if not outcome.on_its_line or outcome.remedied is False:
                what = (
                    f"TRACEBACK {outcome.crash!r}"
                    if outcome.crash
                    else "SILENT"
                    if outcome.silent
                    else "line"
                    if not outcome.on_its_line
                    else "remedy"
                )
                print(f"  {what}: {kind}: {outcome.slip.what}", file=sys.stderr)
    for kind in (*(k for k in KINDS_OF_MEANING if total[k]), "all"):
        n, s, c, r, m, t, w = (
            sum(counted.values()) if kind == "all" else counted[kind]
            for counted in (total, silent, crashed, right_line, no_remedy, tried, worked)
        )
        print(
            f"{kind:48} {n:4}   silent {s}, tracebacks {c}, without remedy {m}, right line {_pct(r, n)}, "
            f"remedies tried {t}, of which work {_pct(w, t)}"
        )
    return int(sum(silent.values()) > 0 or sum(crashed.values()) > 0)


def _of_form(count: int) -> int:
    total, crashed, right_file, right_line, messages = Counter(), 0, Counter(), Counter(), 0
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for outcome in try_slips(content_copy(Path(folder)), count):
            kind = outcome.slip.kind
            total[kind] += 1
            right_file[kind] += outcome.right_file
            right_line[kind] += outcome.right_line
            messages += len(outcome.report.errors) if outcome.report else 0
            crashed += outcome.crash is not None
            if outcome.crash is not None or not outcome.right_line:
                what = (
                    f"TRACEBACK {outcome.crash!r}"
                    if outcome.crash
                    else "line"
                    if outcome.right_file
                    else "SILENT"
                )
                print(f"  {what}: {kind} {outcome.slip.file} {outcome.slip.what}", file=sys.stderr)
    for kind in KINDS:
        print(
            f"{kind:8} {total[kind]:5}   right file {_pct(right_file[kind], total[kind])}   right line {_pct(right_line[kind], total[kind])}"
        )
    everything = sum(total.values())
    print(
        f"all      {everything:5}   right file {_pct(sum(right_file.values()), everything)}   right line {_pct(sum(right_line.values()), everything)}"
    )
    print(
        f"tracebacks {crashed}, messages per slip {messages / everything:.2f}, {time.perf_counter() - began:.0f} s"
    )
    return int(
        crashed > 0 or sum(right_file.values()) < everything or sum(right_line.values()) < 0.95 * everything
    )


def _pct(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f} %" if whole else "    -"


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2]), *sys.argv[2:3]))
