"""5,000 slips in the real content: never a traceback, always a message in the right file, and how often on
the right line.

Run: python benchmarks/mutations.py [COUNT]
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.checks.mutations import KINDS, content_copy, try_slips


def main(count: int = 5000) -> int:
    """Prints the figures per kind of slip; 1 when a bar is missed."""
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
    sys.exit(main(*map(int, sys.argv[1:2])))
