"""Importing what every command needs, without what none of them needs."""

from __future__ import annotations

import sys


def import_sqlite_utils() -> None:
    """Import sqlite-utils alone.

    It looks for numpy and pandas only to know their types, and numpy takes longer to import than
    all else that a command needs together.
    """
    hidden = [name for name in ("numpy", "pandas") if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        import sqlite_utils  # noqa: F401
    finally:
        for name in hidden:
            del sys.modules[name]
