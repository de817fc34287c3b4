"""A real browser for the tests: Debian's Chromium, driven by Playwright, that watches each page.

Whoever reads here complains of what no page of ours may do: speak to the console, fail, break the
Content-Security-Policy, ask another host, open a dialog. Tests say what they read; the complaints
are looked at when the test ends.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PLACES = (shutil.which("chromium"), shutil.which("chromium-browser"), "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"]
LOCALES = {"en": "en-GB", "ru": "ru-RU", "zh": "zh-CN"}
TELL_OF_POLICY = """document.addEventListener("securitypolicyviolation", event =>
    console.error("policy: " + event.violatedDirective + " " + event.blockedURI))"""


@dataclass
class Reader:
    """Somebody who reads pages of one server in one window; their complaints are kept."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str = "", status: int = 200) -> Page:
        """Go to a path of the server, written without its first slash."""
        answer = self.page.goto(self.address + path)
        assert answer is None or answer.status == status, (path, answer.status)
        return self.page

    def forgive(self, *parts: str) -> None:
        """Forget complaints in which one of `parts` stands: a test that provokes says so."""
        self.complaints[:] = [c for c in self.complaints if not any(p in c for p in parts)]

    def watch(self) -> Reader:
        """Begin to complain."""
        page, address = self.page, self.address
        page.on("console", lambda said: self._complain("console", said.text))
        page.on("pageerror", lambda error: self._complain("error", error))
        page.on("dialog", lambda dialog: self._dismiss(dialog))
        page.on("request", lambda asked: asked.url.startswith((address, "data:", "blob:"))
                or self._complain("another host", asked.url))  # fmt: skip
        return self

    def _dismiss(self, dialog: Any) -> None:
        self._complain("dialog", dialog.message)
        dialog.dismiss()

    def _complain(self, of: str, what: object) -> None:
        self.complaints.append(f"{self.page.url}: {of}: {what}")


@pytest.fixture(scope="session")
def browser_and_loop() -> Iterator[tuple[Browser, Any]]:
    """The one browser of this process, and the loop that Playwright left running in it."""
    play = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = next((place for place in PLACES if place and Path(place).exists()), None)
    if path is None:
        pytest.skip("no Chromium here (Debian: apt-get install chromium)")
    with play.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=FLAGS)
        loop = asyncio.events._get_running_loop()
        asyncio.events._set_running_loop(None)
        yield browser, loop
        asyncio.events._set_running_loop(loop)
        browser.close()


@pytest.fixture
def chromium(browser_and_loop: tuple[Browser, Any]) -> Iterator[Browser]:
    """The browser. Its loop is the running one while a test uses it, and at no other time.

    Playwright's loop stays entered between calls, and no asynchronous test could run beside it.
    """
    browser, loop = browser_and_loop
    asyncio.events._set_running_loop(loop)
    yield browser
    asyncio.events._set_running_loop(None)


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Callable[..., Reader]]:
    """`reader(address, language="ru", scheme="dark", width=360)` opens a window that is watched.

    Other words are Playwright's own: `java_script_enabled`, `forced_colors`, `reduced_motion`.
    At the end of the test nobody may have had a complaint.
    """
    readers: list[Reader] = []

    def sit_down(address: str, *way: Any, **more: Any) -> Reader:
        readers.append(_seated(chromium, address, *way, **more))
        return readers[-1]

    yield sit_down
    for one in readers:
        one.page.context.close()
    assert [complaint for one in readers for complaint in one.complaints] == []


@pytest.fixture(scope="session")
def windows() -> dict[tuple[Any, ...], Reader]:
    """The windows of this process that stay open, by address and way to look."""
    return {}


@pytest.fixture
def window(
    chromium: Browser, windows: dict[tuple[Any, ...], Reader]
) -> Iterator[Callable[..., Reader]]:
    """What `reader` does, with a window that stays open: for the same look at very many pages."""

    def sit_down(*way: Any) -> Reader:
        if way not in windows:
            windows[way] = _seated(chromium, *way, reduced_motion="reduce")
        return windows[way]

    yield sit_down
    complaints = [complaint for one in windows.values() for complaint in one.complaints]
    for one in windows.values():
        one.complaints.clear()
    assert complaints == []


def _seated(
    browser: Browser, address: str, language: str = "en", scheme: str = "light", width: int = 1280,
    height: int = 800, **more: Any,
) -> Reader:  # fmt: skip
    context = browser.new_context(
        locale=LOCALES[language], color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": height}, **more,
    )  # fmt: skip
    context.set_default_timeout(20_000)
    context.add_init_script(TELL_OF_POLICY)
    return Reader(context.new_page(), address).watch()
