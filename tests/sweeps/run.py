"""Disturb fieldarchive in every way that is known to lose data, and print a table in Markdown.

    python tests/sweeps/run.py [kills faults lies order replay …] [--quick]

Needs strace and, for some rows, root. Leaves with 1 when anything broke, or when a bug that was
planted was not found. The whole set takes an hour or two of two cores; nothing is written
into the repository.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time

from starts import STRACE, TracingRefused
from trying import Figure

NAMES = (
    "kills", "faults", "lies", "order", "replay", "disks", "flips", "bags", "restores", "erasures",
    "merges",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}")
    parser.add_argument("--quick", action="store_true", help="a few points of each")
    chosen = parser.parse_args()
    if strange := set(chosen.names) - set(NAMES):
        parser.error(f"no sweep is called {', '.join(sorted(strange))}")
    if STRACE is None:
        raise SystemExit("strace is not installed (Debian: apt-get install strace).")
    print("| what | points | broken | as it should be |\n|---|--:|--:|---|")
    all_well = True
    for name in chosen.names or NAMES:
        for figure in importlib.import_module(name).figures(chosen.quick):
            all_well &= figure.is_as_it_should
            _print(figure)
    return 0 if all_well else 1


def _print(figure: Figure) -> None:
    verdict = "yes" if figure.is_as_it_should else "**NO**"
    print(f"| {figure.what} | {figure.tried:,} | {len(figure.broken):,} | {verdict} |", flush=True)
    for wrong in figure.broken[:5] if not figure.must_break else []:
        print(f"  {wrong}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    started = time.monotonic()
    try:
        code = main()
    except TracingRefused as refused:
        raise SystemExit(f"strace may not trace here: {refused}") from refused
    print(f"{time.monotonic() - started:,.0f} seconds", file=sys.stderr)
    sys.exit(code)
