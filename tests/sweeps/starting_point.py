"""A process that has imported everything and starts one command after another, by forking.

    python starting_point.py [BUG]

Python's own start would take most of the time of a sweep, and none of its system calls touch an
archive. A started command goes the whole way of `fieldarchive`, its last flush included. What is
planted (`bugs`) is planted here, never in the program. Read by `starts`, its other end.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import resource
import signal
import sys
from pathlib import Path
from typing import Any

import fieldarchive.cli
from fieldarchive.cli.boundary import run


def main() -> int:
    """Read orders until there are no more. In a forked child it returns the command's exit code."""
    for module in pkgutil.iter_modules(fieldarchive.cli.__path__, "fieldarchive.cli."):
        importlib.import_module(module.name)
    if sys.argv[1:]:
        importlib.import_module("bugs").plant(sys.argv[1])
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            return _be_the_command(order)
        if order["stopped"]:
            os.waitpid(child, os.WUNTRACED)
            _tell(pid=child)
        _, status = os.waitpid(child, 0)
        _tell(code=os.waitstatus_to_exitcode(status))
    return 0


def _be_the_command(order: dict[str, Any]) -> int:
    """Take the place of a process that a person started, and wait for whoever wants to trace it."""
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    for number, name in (1, "out"), (2, "err"):
        target = os.open(order[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
        os.dup2(target, number)
        os.close(target)
    os.chdir(Path(order["out"]).parent)
    if order["short"]:
        os.environ["FIELDARCHIVE_SHORT"] = order["short"]
    if (largest := order["largest_file"]) is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    if order["stopped"]:
        os.kill(os.getpid(), signal.SIGSTOP)
    return run(order["words"])


def _tell(**facts: int) -> None:
    print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    sys.exit(main())
