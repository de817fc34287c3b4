"""The pages over HTTP, at a million items: beside the plain table, and beside stock Datasette.

Servers are programs of their own, as `serve` starts them; stock Datasette opens the same file
without this project, its limits lifted. $FIELDARCHIVE_DATASETTE may name the Python of a second
environment with Datasette 1.0, which is then measured as well. Times are medians of warm requests
in one run; the machine's other work weighs on all of them alike.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import quote

import httpx
from measuring import Figure, bench_folder
from release import LONG, build, long_recording

_ITEMS = "team/items?_size=50"
_FACETS = "&_facet=city&_facet=kind&_facet=year&_facet_array=themes"
_SERVE = """
import sys
from pathlib import Path
from fieldarchive.browse.server import serve
serve(Path(sys.argv[1]), Path(sys.argv[2]), port=0, on_ready=lambda url: print(url, flush=True))
"""
_STOCK = """
import sys, asyncio, uvicorn, socket
import datasette.plugins as plugins
for plugin in list(plugins.pm.get_plugins()):
    if getattr(plugin, "__name__", "").startswith("fieldarchive"):
        plugins.pm.unregister(plugin)
from datasette.app import Datasette
lifted = {name: 120_000 for name in ("sql_time_limit_ms", "facet_time_limit_ms")}
app = Datasette([sys.argv[1]], settings={**lifted, "suggest_facets": False}).app()
door = socket.socket(); door.bind(("127.0.0.1", 0))
print(f"http://127.0.0.1:{door.getsockname()[1]}/", flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[door])
"""
_PAGES = {
    "home": "",
    "compare": "compare",
    "compare a theme": "compare?theme=market",
    "timeline": "timeline",
    "map": "map",
    "gallery": "gallery",
    "themes": "themes",
    "places": "places",
    "search": "search?q=market",
    "one item": f"item/{LONG}",
}
_READERS, _SECONDS = 50, 60


def figures(quick: bool) -> Iterator[Figure]:
    count = 100_000 if quick else 1_000_000
    path, originals = _release(count)
    pythons = [sys.executable, *filter(None, [os.environ.get("FIELDARCHIVE_DATASETTE")])]
    for python in pythons:
        yield from _of_version(python, path, originals, quick)


def _of_version(python: str, path: Path, originals: Path, quick: bool) -> Iterator[Figure]:
    version = _version(python)
    with _started(python, _SERVE, str(path), str(originals)) as (url, server):
        ask = _asking(url)
        first, warm = ask(_ITEMS + _FACETS, 1), ask(_ITEMS + _FACETS)
        yield _figure(f"{version}: first request after start", first, warm, "+ 300 ms", 1)
        plain = ask(_ITEMS + "&_nofacet=1")
        yield _figure(f"{version}: table, 4 facets / without", warm, plain, "1.3")
        found = ask(_ITEMS + _FACETS + "&_search=market")
        yield _figure(f"{version}: search of many hits, 4 facets / plain", found, plain, "3")
        theme = ask(_ITEMS + _FACETS + "&themes__arraycontains=theme-1&city=heihe")
        yield _figure(f"{version}: a theme and a city, 4 facets / plain", theme, plain, "")
        for name, address in _PAGES.items():
            yield _figure(f"{version}: {name} / faceted table", ask(address), warm, "10")
        home = httpx.get(url, timeout=60)
        yield Figure(
            f"{version}: home without pictures", _kilobytes(url, home), "", None, "100 kB", 1
        )
        yield _readers(version, url, server.pid, 6 if quick else _SECONDS)
    with _started(python, _STOCK, str(path)) as (url, _server):
        slow = _asking(url)(_ITEMS + _FACETS, 1)
        yield _figure(f"{version}: table, 4 facets / stock, limits lifted", warm, slow, "0.02", 1)


def _release(count: int) -> tuple[Path, Path]:
    folder = bench_folder() / f"release-{count}"
    path, originals = folder / "browse" / "team.db", folder / "files"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        build(path.with_suffix(".part"), count).replace(path)
        long_recording(originals)
    return path, originals


def _version(python: str) -> str:
    said = "from datasette.version import __version__; print(__version__)"
    return subprocess.run([python, "-c", said], capture_output=True, text=True).stdout.strip()


@contextmanager
def _started(python: str, program: str, *words: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    server = subprocess.Popen([python, "-c", program, *words], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        yield server.stdout.readline().strip(), server
    finally:
        server.kill()
        server.wait()


def _asking(url: str) -> Callable[..., float]:
    client = httpx.Client(timeout=180)

    def ask(address: str, times: int = 7) -> float:
        spent = []
        for _ in range(times + (times > 1)):
            begun = time.perf_counter()
            answer = client.get(url + address)
            spent.append(time.perf_counter() - begun)
            assert answer.status_code == 200, (address, answer.status_code)
        return median(spent[1:] or spent)

    return ask


def _figure(what: str, ours: float, theirs: float, at_most: str, repeats: int = 7) -> Figure:
    said = f"{ours * 1000:.0f} ms", f"{theirs * 1000:.0f} ms"
    return Figure(what, *said, ours / theirs, at_most, repeats)


def _kilobytes(url: str, page: httpx.Response) -> str:
    parts = [f"{url}{address.lstrip('/')}" for address in _linked(page.text)]
    whole = len(page.content) + sum(len(httpx.get(part).content) for part in parts)
    return f"{whole / 1000:.0f} kB"


def _linked(html: str) -> list[str]:
    """Style sheets and scripts of a page."""
    pieces = html.split('<link rel="stylesheet" href="')[1:] + html.split('<script src="')[1:]
    return [piece.split('"')[0] for piece in pieces]


def _readers(version: str, url: str, pid: int, seconds: int) -> Figure:
    """Fifty readers who look at all pages in turn; memory is that of the server's process."""
    addresses = [_ITEMS + _FACETS, f"search?q={quote('рынок')}", *_PAGES.values()]
    until = time.monotonic() + seconds
    spent: list[float] = []
    errors: list[int] = []
    readers = [
        threading.Thread(target=_read, args=(url, addresses[n % 5 :], until, spent, errors))
        for n in range(_READERS)
    ]
    _read(url, addresses, time.monotonic() + 2, [], [])
    before = _memory(pid)
    for reader in readers:
        reader.start()
    time.sleep(seconds / 2)
    middle = _memory(pid)
    for reader in readers:
        reader.join()
    spent.sort()
    told = f"{len(spent)} answers, {len(errors)} errors, 95 in 100 within {_share(spent):.1f} s"
    memory = f"{before}, {middle}, {_memory(pid)} MB"
    return Figure(
        f"{version}: {_READERS} readers, {seconds} s", told, memory, None, "no error, flat", 1
    )


def _share(spent: Sequence[float]) -> float:
    return spent[int(len(spent) * 0.95)] if spent else 0.0


def _read(
    url: str, addresses: Sequence[str], until: float, spent: list[float], errors: list[int]
) -> None:
    with httpx.Client(timeout=120) as client:
        while time.monotonic() < until:
            for address in addresses:
                begun = time.perf_counter()
                status = client.get(url + address).status_code
                spent.append(time.perf_counter() - begun)
                if status != 200:
                    errors.append(status)


def _memory(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1000 for line in lines if line.startswith("VmRSS"))
