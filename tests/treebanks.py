"""Treebanks with gold lemmas, where a machine has them, and the program that measures by them.

The folder that holds `tools/search_eval.py` and `corpora/ud` is named by FIELDARCHIVE_CORPORA.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

_FOLDER = Path(os.environ.get("FIELDARCHIVE_CORPORA", Path(__file__).parents[2] / "shared"))
_PROGRAM = _FOLDER / "tools" / "search_eval.py"
_TREEBANKS = _FOLDER / "corpora" / "ud"

needed = pytest.mark.skipif(
    not (_PROGRAM.exists() and _TREEBANKS.is_dir()),
    reason="no treebanks here: set FIELDARCHIVE_CORPORA to the folder that holds them",
)


@pytest.fixture(scope="module")
def program():
    """The measuring program as a module."""
    spec = importlib.util.spec_from_file_location("search_eval", _PROGRAM)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sentences_of(program, language):
    """All sentences of a language, each with its words."""
    return program.load([_TREEBANKS / name for name in program.FILES[language]])
