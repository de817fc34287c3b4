"""`fieldarchive open`: an item's original in the program for it, or its page in the browser."""

from __future__ import annotations

import http.client
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import click

from fieldarchive.catalogue import names, revisions
from fieldarchive.cli import opening
from fieldarchive.cli.exit_codes import DONE, FAILED
from fieldarchive.cli.serve import PORT
from fieldarchive.cli.words import complain, remark, safe, say
from fieldarchive.intake.making_items import main_file
from fieldarchive.storage.lending import lend

_OPENERS = {"darwin": ("open",), "linux": ("xdg-open", "wslview")}
_STARTED_S = 3.0  # from then on a program that was started is left alone


@click.command("open")
@click.argument("item")
@click.option("--with", "program", metavar="PROGRAM", help="Open it in this program, and wait.")
@click.option("--path", "only_path", is_flag=True, help="Print where the copy lies; open nothing.")
@click.option("--page", is_flag=True, help="Open its page in the browser instead; `serve` runs.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=PORT, show_default=True,
    help="Port on which `serve` listens.",
)  # fmt: skip
def command(item: str, program: str | None, only_path: bool, page: bool, port: int) -> int:
    """Open the main file of ITEM in the desktop's program for it.

    The program gets a copy that it cannot change, under the name that the file had. Copies are
    removed after a day.

    Example: fieldarchive open n-7f3 --with less
    """
    if page and (program or only_path):
        raise click.UsageError("--page opens the page; leave --with and --path out.")
    with opening.archive(for_writing=False) as archive:
        item_id = names.find_id(archive.record, item)
        if page:
            shown = names.titles(archive.record, [item_id])
            if not shown:
                raise click.ClickException("It is set aside, and has no page.")
            return _open_page(names.key_of(item_id, shown[item_id][0]), port)
        main = main_file(revisions.standing(archive.record, item_id).account.files)
        opener = None if only_path else _opener(program)
        path = lend(archive.folders, main.sha256, main.name)
    if main.row is not None:
        remark(f"  · It is row {main.row} of {safe(path.name)}, which is opened whole.")
    if opener is None:
        say(safe(path))
        return DONE
    return _start([*opener, str(path)], waits=program is not None)


def _opener(program: str | None) -> Sequence[str]:
    """The words that open a file; raises `click.ClickException` where there is no desktop."""
    if program is not None:
        words = shlex.split(program)
        if not words or shutil.which(words[0]) is None:
            raise click.BadParameter(f'"{program}" is no program here.', param_hint="--with")
        return words
    found = _desktop()
    if found is None:
        raise click.ClickException(
            "There is no desktop here to open it on. --with PROGRAM opens it in this terminal; "
            "--path prints where a copy lies."
        )
    return [found]


def _desktop() -> str | None:
    """What opens a file or an address as a double click does; None without a desktop."""
    shows = ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")
    if sys.platform == "linux" and not any(map(os.environ.get, shows)):
        return None
    return next((one for one in _OPENERS.get(sys.platform, ()) if shutil.which(one)), None)


def _start(words: Sequence[str], *, waits: bool) -> int:
    """Start a program: in this terminal until it ends, or by itself on the desktop."""
    quiet = None if waits else subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            words, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=not waits
        )
        code = process.wait(None if waits else _STARTED_S)
    except subprocess.TimeoutExpired:
        return DONE
    except OSError as error:
        raise click.ClickException(f"{words[0]} cannot be started: {error.strerror}.") from error
    if code:
        complain(f"{Path(words[0]).name} ended with {code}.")
        return FAILED
    return DONE


def _open_page(key: str, port: int) -> int:
    address = f"/item/{quote(key)}"
    answer = _answer(port, address)
    if answer is None:
        raise click.ClickException(
            f"Nothing is served on port {port}. Run `fieldarchive serve` in another terminal first."
        )
    if answer != http.client.OK:
        raise click.ClickException(
            f"The server on port {port} has no page for it: it may be closed, or another archive "
            "is served there."
        )
    url = f"http://127.0.0.1:{port}{address}"
    say(url)
    found = _desktop()
    return DONE if found is None else _start([found, url], waits=False)


def _answer(port: int, address: str) -> int | None:
    """What this machine's server answers to a request for a page; None where there is none."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("HEAD", address)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
