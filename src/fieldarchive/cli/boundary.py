"""Where the program ends: every error becomes one sentence on stderr and a number."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import StringIO
from types import FrameType

import click

from fieldarchive.cli.commands import fieldarchive
from fieldarchive.cli.exit_codes import DONE, FAILED
from fieldarchive.cli.words import STANDARD_OUTPUT, about_standard_output, complain, remark, safe
from fieldarchive.errors import FieldArchiveError, NoSuchItem

_LISTED = 10  # as many as catalogue.names looks up


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code. What it writes is for its owner's eyes alone."""
    os.umask(0o077)
    try:
        with _asked_to_stop_as_by_ctrl_c():
            return _run(arguments)
    except KeyboardInterrupt:
        return _stopped()


def _run(arguments: Sequence[str]) -> int:
    try:
        result = fieldarchive.main(list(arguments), prog_name="fieldarchive", standalone_mode=False)
        _flush()
    except click.ClickException as error:
        _show(error)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _stopped()
    except NoSuchItem as error:
        complain(str(error))
        _list_candidates(error)
        return FAILED
    except FieldArchiveError as error:
        complain(str(error))
        return FAILED
    except BrokenPipeError:
        _say_no_more()
        return DONE
    except OSError as error:
        with suppress(OSError):  # the terminal itself may be gone
            complain(f"{error.filename or 'The system'}: {error.strerror}.")
        if error.filename == STANDARD_OUTPUT:
            _say_no_more()
        return FAILED
    return result if isinstance(result, int) else DONE


@contextmanager
def _asked_to_stop_as_by_ctrl_c() -> Iterator[None]:
    """A closing terminal and a machine that shuts down end a command as Ctrl-C does."""
    requests = [signal.SIGTERM, signal.SIGHUP]
    before = {
        request: handler
        for request in requests
        if (handler := signal.getsignal(request)) is not signal.SIG_IGN  # nohup
    }
    for request in before:
        signal.signal(request, _interrupt)
    try:
        yield
    finally:
        for request, handler in before.items():
            signal.signal(request, handler)


def _interrupt(request: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _stopped() -> int:
    with suppress(OSError):
        complain("Stopped. What was reported as kept is safe; run the command again to go on.")
    return FAILED


def _flush() -> None:
    with about_standard_output():
        sys.stdout.flush()


def _say_no_more() -> None:
    """Let what is still to be written go nowhere, so that Python's own end is quiet."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _list_candidates(error: NoSuchItem) -> None:
    """The items that could be meant, up to ten of them."""
    for name, title in error.candidates[:_LISTED]:
        remark(f"  {name}  {safe(title)}")
    if len(error.candidates) > _LISTED:
        remark("  … and more")


def _show(error: click.ClickException) -> None:
    """What was mistyped, on stderr; it may repeat the name of a file."""
    written = StringIO()
    error.show(file=written)
    for line in written.getvalue().splitlines():
        remark(safe(line))
