"""Opening an item: a copy that no program can change, under its own name, for a day."""

import os
import socket
import stat
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

import stories
from stories import note, record
from terminals import script

TEXT = "---\ntitle: Fog\n---\nOver the river.\n"


@pytest.fixture
def fog(run, inbox, archive_root):
    """The key of a note called `Туман 雾.md` that is kept."""
    stories.write(inbox / "Туман 雾.md", TEXT)
    assert run("ingest", inbox).code == 0
    [(item,)] = record(archive_root, "SELECT id FROM items")
    return f"n-{item}"


def copies(root):
    return [path for path in (root / "opened").rglob("*") if path.is_file()]


def test_a_program_gets_a_copy_it_cannot_change_under_its_own_name(
    run, fog, archive_root, tmp_path
):
    program = script(
        tmp_path / "viewer", f'cat "$draft" > "{tmp_path}/seen"; echo "$draft" > "{tmp_path}/path"'
    )
    assert run("open", fog[:6], "--with", program).code == 0
    assert (tmp_path / "seen").read_text() == TEXT
    [copy] = copies(archive_root)
    assert str(copy) == (tmp_path / "path").read_text().strip()
    assert copy.name == "Туман 雾.md"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    [original] = (archive_root / "files").glob("??/*")
    assert original.stat().st_ino != copy.stat().st_ino
    assert run("verify").code == 0


def test_without_a_desktop_it_says_what_to_do(run, fog, monkeypatch, archive_root):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    ran = run("open", fog)
    assert (ran.code, "--path" in ran.err) == (1, True)
    assert not (archive_root / "opened").exists()
    assert run("open", fog, "--path").out == f"{copies(archive_root)[0]}\n"


def test_on_a_desktop_its_own_opener_is_asked(run, fog, monkeypatch, tmp_path, archive_root):
    script(tmp_path / "xdg-open", f'echo "$draft" > "{tmp_path}/asked"')
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.setattr("sys.platform", "linux")
    assert run("open", fog).code == 0
    assert (tmp_path / "asked").read_text().strip() == str(copies(archive_root)[0])
    script(tmp_path / "xdg-open", "exit 3")
    ran = run("open", fog)
    assert (ran.code, "xdg-open ended with 3" in ran.err) == (1, True)


def test_copies_go_after_a_day_and_at_once_with_an_erasure(run, fog, archive_root):
    run("open", fog, "--path")
    [old] = copies(archive_root)
    os.utime(old.parent, (1, 1))
    run("open", fog, "--path")
    [new] = copies(archive_root)
    assert new != old
    assert run("erase", fog, "--yes").code == 0
    assert copies(archive_root) == []
    assert stories.holds(archive_root, "Over the river") == []


def test_what_cannot_be_opened_is_told(run, fog, archive_root):
    assert run("open", "n-nothing").code == 1
    assert run("open", fog, "--with", "/nowhere/viewer").code == 2
    for original in (archive_root / "files").glob("??/*"):
        original.unlink()
    ran = run("open", fog, "--path")
    assert (ran.code, "verify" in ran.err) == (1, True)


def test_its_page_is_opened_where_it_is_served(run, fog, inbox, monkeypatch):
    monkeypatch.setattr("fieldarchive.cli.open._desktop", lambda: None)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        ran = run("open", fog, "--page", "--port", nobody.getsockname()[1])
    assert (ran.code, "fieldarchive serve" in ran.err) == (1, True)

    class Pages(BaseHTTPRequestHandler):
        def do_HEAD(self):
            self.send_response(200 if self.path == f"/item/{fog}" else 404)
            self.end_headers()

        def log_message(self, *words):
            pass

    with HTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_port
        assert (
            run("open", fog, "--page", "--port", port).out
            == f"http://127.0.0.1:{port}/item/{fog}\n"
        )
        note(inbox / "other.md", text="Other.")
        other = run("ingest", inbox, "--json").json()["outcomes"][0]["key"]
        assert "no page for it" in run("open", other, "--page", "--port", port).err
        server.shutdown()
