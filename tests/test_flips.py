"""A share of the sweep over damages: every one is noticed, and with a check taken out some are not.

All of them: `python tests/sweeps/flips.py`.
"""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "sweeps"))

import damages
import flips


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """The archive to damage, made once."""
    root = tmp_path_factory.mktemp("flips") / "whole"
    flips.prepare(root)
    return root


@pytest.mark.parametrize(("target", "damage", "number"), flips.WAYS)
def test_a_damage_is_noticed(target, damage, number, template):
    missed, _ = flips.tried(template, target, damage, None, range(min(number // 40, 40)))
    assert missed == []


@pytest.mark.parametrize(("blind", "target", "number"), flips.CONTROLS)
def test_a_check_that_is_taken_out_is_missed(blind, target, number, template):
    missed, _ = flips.tried(template, target, damages.flip, blind, range(number // 10))
    assert missed
