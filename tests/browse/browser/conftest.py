"""What the checks of every page share: the paths of the sample archive's pages."""

from __future__ import annotations

import pytest
from pages import PAGES, address_of, fullest


@pytest.fixture(scope="session")
def paths(sample: str) -> dict[str, str]:
    """By name the path of each page of the sample archive, without its first slash."""
    keys = fullest(sample)
    return {name: address_of(name, keys) for name in PAGES}
