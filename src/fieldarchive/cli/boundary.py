"""Where the program ends: every error becomes one sentence on stderr and a number."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import StringIO

import click

from fieldarchive.cli.commands import fieldarchive
from fieldarchive.cli.exit_codes import DONE, FAILED
from fieldarchive.cli.words import complain, remark, safe
from fieldarchive.errors import FieldArchiveError


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code. What it writes is for its owner's eyes alone."""
    os.umask(0o077)
    try:
        result = fieldarchive.main(list(arguments), prog_name="fieldarchive", standalone_mode=False)
    except click.ClickException as error:
        _show(error)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        complain("Stopped. What was reported as kept is safe; run the command again to go on.")
        return FAILED
    except FieldArchiveError as error:
        complain(str(error))
        return FAILED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        complain(f"{error.filename or 'The system'}: {error.strerror}.")
        return FAILED
    return result if isinstance(result, int) else DONE


def _show(error: click.ClickException) -> None:
    """What was mistyped, on stderr; it may repeat the name of a file."""
    written = StringIO()
    error.show(file=written)
    for line in written.getvalue().splitlines():
        remark(safe(line))
