"""axe-core, put into a page as it stands: its Content-Security-Policy stays in force."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """What breaks WCAG 2.2 AA or good practice on the page, a line each: rule, place, reason."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_script())
    options = {"runOnly": RULES, "resultTypes": ["violations"], "elementRef": False}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {_reason(node)}"
        for rule in found
        for node in rule["nodes"][:3]
    ]


def _reason(node: dict[str, object]) -> str:
    return " ".join(str(node["failureSummary"]).split())[:300]


@cache
def _script() -> str:
    axe = pytest.importorskip("axe_playwright_python.base", reason="axe-core is not installed")
    return str(axe.AXE_FILE_PATH.read_text("utf-8"))
