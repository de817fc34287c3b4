"""An archive of two cities to tell stories in, and the command line as a person uses it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import stories
from backups import live_and_back_up
from desks import Desk
from fieldarchive.cli.boundary import run as run_command
from stories import Ran

# A story is not wrong because the machine is slow.
settings.register_profile("stories", deadline=None)
settings.load_profile("stories")


def pytest_configure() -> None:
    """Where there is a roomy disk in memory, tell stories there: most of their time is syncing."""
    memory = Path("/dev/shm")
    if memory.is_dir() and shutil.disk_usage(memory).free > 2 << 30:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


@pytest.fixture(scope="session")
def empty_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One archive that nothing was taken into, made once and copied for each story."""
    root = tmp_path_factory.mktemp("template") / "archive"
    stories.write_words(root)
    assert run_command(["--archive", str(root), "rebuild"]) == 0
    return root


@pytest.fixture
def archive_root(empty_archive: Path, tmp_path: Path) -> Path:
    """An archive of Blagoveshchensk and Heihe with a few themes and people, still empty."""
    root = tmp_path / "archive"
    shutil.copytree(empty_archive, root)
    return root


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder of the fieldworker's own, outside the archive."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session", autouse=True)
def files_of_the_project_stay_as_they_are() -> Iterator[None]:
    """Whatever the suite takes in where it lies is left with the same bytes and times."""
    before = [stories.stamps(folder) for folder in stories.OUR_MATERIAL]
    yield
    assert [stories.stamps(folder) for folder in stories.OUR_MATERIAL] == before


@pytest.fixture
def run(archive_root: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """The real command line on `archive_root`: `run("ingest", folder)` gives how it ended."""

    def run_here(*words: object) -> Ran:
        capsys.readouterr()
        before = stories.sources_among(words, archive_root)
        code = run_command(["--archive", str(archive_root), *map(str, words)])
        captured = capsys.readouterr()
        after = stories.sources_among(words, archive_root)
        # Only what was there before: a report may be written beside it.
        assert {name: after.get(name) for name in before} == before, "a source was changed"
        return Ran(code, captured.out, captured.err)

    return run_here


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """`answering("ly")`: somebody sits at a terminal and presses these keys, one a question."""

    def press(keys: str) -> None:
        waiting = iter(keys)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("click.getchar", lambda: next(waiting))

    return press


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    """Where a backup goes: a folder that is not there yet, on a stick that is."""
    stick = tmp_path / "stick"
    stick.mkdir()
    return stick / "amur"


@pytest.fixture
def back(tmp_path: Path) -> Path:
    """Where an archive is restored to."""
    return tmp_path / "back"


@pytest.fixture
def backed_up(run: Callable[..., Ran], inbox: Path, archive_root: Path, bag: Path) -> Path:
    """Two notes and a file of bytes, kept and backed up."""
    stories.note(inbox / "a.md")
    stories.note(inbox / "b.md", title="Чай", text="На набережной.")
    stories.write(inbox / "map.pdf", b"%PDF-1.4 not read")
    assert run("ingest", inbox).code == 0
    assert run("backup", bag).code == 0
    return archive_root


@pytest.fixture
def lived_in(run: Callable[..., Ran], inbox: Path, archive_root: Path, bag: Path) -> Path:
    """Notes, one of them corrected, an interview, a name that is no UTF-8; backed up."""
    live_and_back_up(run, inbox, bag)
    return archive_root


@pytest.fixture
def mounted() -> Iterator[Callable[..., Path]]:
    """`mounted(folder, place, "ro")` shows a folder at a place; skips where that is refused."""
    places = []

    def mount(*words: str | Path) -> None:
        if subprocess.run(["mount", *words], capture_output=True, check=False).returncode:
            pytest.skip("nothing can be mounted here")

    def show(folder: Path, place: Path, *options: str) -> Path:
        place.mkdir(exist_ok=True)
        mount("--bind", folder, place)
        places.append(place)
        for option in options:
            mount("-o", f"remount,bind,{option}", place)
        return place

    yield show
    for place in places:
        subprocess.run(["umount", "-l", place], capture_output=True, check=False)


@pytest.fixture
def lena(archive_root: Path, capsys: pytest.CaptureFixture[str], inbox: Path) -> Desk:
    """Lena's laptop with a note about the market."""
    desk = Desk(archive_root.rename(archive_root.with_name("lena")), capsys)
    stories.note(inbox / "market.md", title="Market")
    assert desk.run("ingest", inbox).code == 0
    return desk
