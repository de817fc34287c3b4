"""A Datasette as `serve` makes it, and one as a person starts it, both closed at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsers import browser_and_loop, chromium, reader, window, windows
from datasette.app import Datasette
from releases_built import Root, interview, item, photograph, segment
from sites import (
    bare,
    evil,
    one_city,
    sample,
    sample_release,
    served,
    server,
    twelve_towns,
    vast,
)  # fmt: skip

from fieldarchive.browse.server import datasette_for

__all__ = [
    "bare", "browser_and_loop", "chromium", "evil", "one_city", "reader", "sample",
    "sample_release", "served", "server", "twelve_towns", "vast", "window", "windows",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever looks at a page in a browser is chosen by `-m browser`."""
    for one in items:
        if "chromium" in getattr(one, "fixturenames", ()):
            one.add_marker("browser")


@pytest.fixture
def root(tmp_path: Path) -> Root:
    """An archive's folder with nothing in it."""
    return Root(tmp_path / "archive")


@pytest.fixture
def filled(root: Root) -> Root:
    """An archive with something of each kind from both banks."""
    root.add(photograph(root, "p-quay", title="渡口的早晨", city="heihe", date="2013-05-12"))
    lines = [
        segment(1, "Раньше там ничего не было.", 0, language="ru", speaker="Вера"),
        segment(2, "Рынок на острове, там всё было.", 4000, language="ru", speaker="Вера"),
    ]
    root.add(
        interview(
            root, "i-vera", lines, title="Вера, челночница", city="blagoveshchensk",
            date="2013-05-14", language="ru", themes=["market"], duration_ms=20_000,
            people=[{"role": "narrator", "handle": "n-01", "pseudonym": "Вера"}],
        )
    )  # fmt: skip
    text = "At the market in the morning. 大黑河岛的市场很热闹。 Про мост говорят всегда."
    root.add(
        item("n-market", title="Market day", city="heihe", date="2011-02-08", language="en",
             themes=["market", "bridge"], text=text)
    )  # fmt: skip
    return root


@pytest.fixture
def serving() -> Iterator[Callable[..., Datasette]]:
    """`serving(path)` is what `serve` builds; more paths are attached beside it."""
    yield from _closing(lambda path: datasette_for(path, path.parent.parent / "files", "127.0.0.1"))


@pytest.fixture
def plain() -> Iterator[Callable[..., Datasette]]:
    """`plain(path, …)` is what `datasette PATH …` builds."""
    yield from _closing(lambda *paths: Datasette([str(path) for path in paths]))


def _closing(make: Callable[..., Datasette]) -> Iterator[Callable[..., Datasette]]:
    made: list[Any] = []

    def keep(*paths: Path) -> Datasette:
        made.append(make(*paths))
        return made[-1]

    yield keep
    for datasette in made:
        for database in datasette.databases.values():
            database.close()
        datasette.executor.shutdown()
