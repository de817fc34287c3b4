"""The commands: words typed become one call of a job, and its result becomes words printed.

One file a command, imported when it is asked for, so that `--help` stays quick. This is the one
place that turns errors into sentences and exit codes.
"""

from __future__ import annotations

import signal
import sys


def main() -> None:
    """Run the command line. Leaves by 0 done, 1 failed, 2 mistyped, 3 in part, 4 fixity broken."""
    try:
        from fieldarchive.cli.boundary import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 1  # while it was still starting: nothing was done
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done; a late Ctrl-C changes nothing
    sys.exit(code)
