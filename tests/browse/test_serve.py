"""The server itself: an address that answers, a clean end, and a sentence when it cannot begin."""

from __future__ import annotations

import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from releases_built import Root, file, item

from fieldarchive.browse.door.listening import CannotListen, PortBusy
from fieldarchive.browse.server import serve
from fieldarchive.catalogue.database import open_record, open_to_read
from fieldarchive.errors import NotServable
from stories import killed_while_writing

PROGRAM = """
import sys
from pathlib import Path
from fieldarchive.browse.server import serve
serve(Path(sys.argv[1]), Path(sys.argv[2]), port=0, on_ready=lambda url: print(url, flush=True))
print("ended", flush=True)
"""


@pytest.fixture
def started() -> Iterator[Callable[[Path, Path], tuple[subprocess.Popen[str], str]]]:
    """`started(release, originals)` is a server of its own, and the address it told."""
    running: list[subprocess.Popen[str]] = []

    def start(release: Path, originals: Path) -> tuple[subprocess.Popen[str], str]:
        server = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(release), str(originals)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(server)
        assert server.stdout is not None
        return server, server.stdout.readline().strip()

    yield start
    for server in running:
        server.kill()
        server.communicate()


def ended(server: subprocess.Popen[str]) -> tuple[int, str, str]:
    server.send_signal(signal.SIGINT)
    out, err = server.communicate(timeout=15)
    return server.returncode, out, err


def test_the_address_answers_when_it_is_told_and_ctrl_c_ends_it_cleanly(filled, started):
    server, url = started(filled.release(), filled.originals)
    assert "Two cities on the Amur" in httpx.get(url).text
    assert ended(server) == (0, "ended\n", "")


def test_ctrl_c_ends_it_while_a_browser_still_hears_a_recording(root, started):
    sha256 = root.keep(b"\0" * 80_000_000)
    sound = file("long.wav", sha256, mime="audio/x-wav", bytes=80_000_000)
    root.add(item("i-1", "interview", files=[sound]))
    server, url = started(root.release(), root.originals)
    with httpx.stream("GET", f"{url}-/media/{sha256}") as answer:
        next(answer.iter_raw())
        begun = time.monotonic()
        code, out, err = ended(server)
    assert (code, out) == (0, "ended\n")
    assert "Traceback" not in err
    assert time.monotonic() - begun < 8


def test_a_folder_may_have_any_name(tmp_path, started):
    root = Root(tmp_path / "поле #2? 100%25 & 'quotes'")
    root.add(item("n-1", title="Market day"))
    server, url = started(root.release(), root.originals)
    assert "Market day" in httpx.get(f"{url}team/items").text
    assert ended(server)[0] == 0


def test_a_port_that_is_taken_is_said(filled):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortBusy, match="already"):
            serve(filled.release(), filled.originals, port=port, on_ready=print)


def test_an_address_that_is_not_of_this_machine_is_said(filled):
    with pytest.raises(CannotListen, match=r"192\.0\.2\.1"):
        serve(filled.release(), filled.originals, host="192.0.2.1", port=0, on_ready=print)


def test_only_a_browse_database_is_served(tmp_path):
    record, stock, text = (tmp_path / name for name in ("archive.db", "stock.db", "notes.db"))
    open_record(record).close()
    sqlite3.connect(stock).close()
    text.write_text("notes", encoding="utf-8")
    for path in (record, stock, text, tmp_path / "missing.db", tmp_path):
        with pytest.raises(NotServable):
            serve(path, tmp_path, port=0, on_ready=print)


def test_a_release_that_was_being_written_is_settled_before_it_is_served(filled):
    path = filled.release()
    killed_while_writing(path, "DELETE FROM items")
    with closing(open_to_read(path)) as database:
        assert database["items"].count == len(filled.items)
