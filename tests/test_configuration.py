"""What is wrong in fieldarchive.toml is told in the words of who edits it, with the place."""

from __future__ import annotations

import pytest

from fieldarchive.config import schema_path

CITY = """
[[city]]
slug = "{slug}"
zone = "Asia/Shanghai"
{country}
en = "Third"
"""


@pytest.mark.parametrize(
    ("block", "told"),
    [
        (
            CITY.format(slug="third city", country=""),
            'city 3, slug: "third city" is not a slug, which has small Latin letters, figures and '
            "single hyphens between them: amur-north.",
        ),
        (
            CITY.format(slug="third", country='country = "China"'),
            'city 3, country: "China" is not a country in two capital letters, such as CN.',
        ),
        (
            CITY.format(slug="third", country='centr = "x"'),
            'city 3: "centr" is not known here, did you mean "centre"?',
        ),
        ('\n[[city]]\nslug = "third"\nen = "Third"\n', 'city 3: "zone" is missing.'),
        ('\n[[city]]\nslug = "third\n', "for a quotation mark or a bracket that is missing."),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_is_right(run, archive_root, block, told):
    configuration = archive_root / "fieldarchive.toml"
    configuration.write_text(configuration.read_text("utf-8") + block, "utf-8")
    ran = run("status")
    assert ran.code == 1
    assert told in ran.err, ran.err


def test_a_new_configuration_is_read_whole_in_a_terminal():
    lines = (schema_path("seed") / "fieldarchive.toml").read_text("utf-8").splitlines()
    assert [line for line in lines if len(line) > 80] == []
