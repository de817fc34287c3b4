"""The commands: words typed become one call of a job, and its result becomes words printed.

One file a command, imported when it is asked for, so that `--help` stays quick. This is the one
place that turns errors into sentences and exit codes.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line. Leaves by 0 done, 1 failed, 2 mistyped, 3 in part, 4 fixity broken."""
    from fieldarchive.cli.boundary import run

    sys.exit(run(sys.argv[1:]))
