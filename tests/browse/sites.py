"""Servers for the browser tests: one process serves as many releases as it is told, each at a port.

The standing releases are made once a run, by whichever worker asks first, and shared by all.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import hostile
import pytest
import towns
from releases_built import Root

from fieldarchive.cli.boundary import run as run_command

# A release a line on stdin, its address a line on stdout.
PROGRAM = """
import sys, threading
from pathlib import Path
from fieldarchive.browse.server import serve

def tell(url):
    print(url, flush=True)

for line in sys.stdin:
    release, originals = map(Path, line.rstrip("\\n").split("\\t"))
    words = {"port": 0, "on_ready": tell}
    threading.Thread(target=serve, args=(release, originals), kwargs=words, daemon=True).start()
"""


class Server:
    """A process that serves releases."""

    def __init__(self) -> None:
        words = [sys.executable, "-c", PROGRAM]
        self._process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def serve(self, release: Path, originals: Path) -> str:
        """The address of a release, once it answers there."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(release, originals, sep="\t", file=self._process.stdin, flush=True)
        return self._process.stdout.readline().strip()

    def end(self) -> None:
        """End it, and all it serves."""
        self._process.kill()
        self._process.communicate()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The server of this process; a release is added to it in a few hundredths of a second."""
    started = Server()
    yield started
    started.end()


@pytest.fixture
def served(server: Server) -> Callable[[Root], str]:
    """`served(root)` is the address of a release of what was added to `root`."""
    return lambda root: server.serve(root.release(), root.originals)


def _standing(name: str, make: Callable[[Path], object]) -> Callable[..., str]:
    @pytest.fixture(scope="session", name=name)
    def address(server: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
        folder = _shared(tmp_path_factory) / "standing" / name
        with _alone(folder):
            if not (folder / "browse" / "team.db").exists():
                make(folder)
        return server.serve(folder / "browse" / "team.db", folder / "files")

    address.__doc__ = make.__doc__
    return address


def _shared(factory: pytest.TempPathFactory) -> Path:
    """A folder of this run, one for all workers of pytest-xdist."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.parent.mkdir(exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_sample(folder: Path) -> None:
    """The sample archive, made by `fieldarchive demo` itself."""
    assert run_command(["demo", "--no-serve", str(folder)]) == 0


def _make_empty(folder: Path) -> None:
    """Two cities and nothing in them."""
    Root(folder).release(themes=())


sample = _standing("sample", _make_sample)


@pytest.fixture(scope="session")
def sample_release(sample: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the sample archive that is served."""
    return _shared(tmp_path_factory) / "standing" / "sample" / "browse" / "team.db"


bare = _standing("bare", _make_empty)
evil = _standing("evil", hostile.make)
vast = _standing("vast", hostile.make_vast)
one_city = _standing("one_city", towns.make_one)
twelve_towns = _standing("twelve_towns", towns.make_twelve)
