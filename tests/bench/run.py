"""Measure fieldarchive beside the tools it is compared with, and print a table in Markdown.

    python tests/bench/run.py [NAME…] [--quick]

Nothing is written into the repository. Material and working files lie in $FIELDARCHIVE_BENCH, or
below the temporary folder; the whole set needs 3 GB there. Run it when the machine is idle.
"""

from __future__ import annotations

import argparse
import importlib
import sys

from measuring import Figure, ToolMissing, table

NAMES = (
    "startup",
    "evening",
    "notes",
    "photographs",
    "verify",
    "growth",
    "export",
    "merge",
    "search",
    "pages",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}")
    parser.add_argument("--quick", action="store_true", help="a tenth of the material, fewer turns")
    chosen = parser.parse_args()
    if strange := set(chosen.names) - set(NAMES):
        parser.error(f"no benchmark is called {', '.join(sorted(strange))}")
    measured: list[Figure] = []
    for name in chosen.names or NAMES:
        measured += _figures(name, chosen.quick)
    print(table(measured))


def _figures(name: str, quick: bool) -> list[Figure]:
    """The figures of one benchmark, or none and a sentence when a tool is missing."""
    print(f"{name} …", file=sys.stderr)
    try:
        return list(importlib.import_module(name).figures(quick))
    except ToolMissing as missing:
        print(f"{name} is left out: {missing}", file=sys.stderr)
        return []


if __name__ == "__main__":
    main()
