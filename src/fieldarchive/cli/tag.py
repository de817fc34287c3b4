"""`fieldarchive tag`: themes put on the items of a query, and taken off them."""

from __future__ import annotations

from collections.abc import Sequence

import click

from fieldarchive.archive import Archive
from fieldarchive.cli import opening
from fieldarchive.cli.filters import Query, asked, query
from fieldarchive.cli.mistyped import mistyped
from fieldarchive.cli.planning import carry_out, chosen_by
from fieldarchive.tagging import tagged


@click.command("tag", cls=Query)
@query
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(words: tuple[str, ...], dry_run: bool, yes: bool) -> None:
    """Put +THEMES on all items of a QUERY, and take -THEMES off them.

    The themes come first, by slug or by any name in any language; the query is that of
    `fieldarchive find`, and `--` may stand before it. More than one item is asked about once.

    Example: fieldarchive tag +market +smell -- kind:photograph date:2024-06-12
    """
    signed, terms = _taken_apart(words)
    with opening.archive(for_writing=not dry_run) as archive:
        plus, minus = (_themes(archive, signed, sign) for sign in "+-")
        edits = tagged(archive, chosen_by(archive, asked(archive, terms)), plus, minus)
        carry_out(archive, edits, "tag", " ".join(signed), dry_run=dry_run, yes=yes)


def _taken_apart(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The signed themes that come first, and the words of the query."""
    count = next((n for n, word in enumerate(words) if not _is_signed(word)), len(words))
    signed, terms = list(words[:count]), [word for word in words[count:] if word != "--"]
    if not signed:
        raise click.UsageError("Say which themes: +market puts one on, -market takes it off.")
    if not terms:
        raise click.UsageError(
            "Say which items: an id such as n-7f3k, or a query such as -has:theme city:heihe."
        )
    return signed, terms


def _is_signed(word: str) -> bool:
    return word[:1] in {"+", "-"} and word != "--" and ":" not in word


def _themes(archive: Archive, signed: Sequence[str], sign: str) -> list[str]:
    """The slugs of the themes with this sign; refuses a word that names none."""
    words, found = archive.vocabulary, []
    for word in (one[1:] for one in signed if one[0] == sign):
        slug = words.theme_of(word)
        if slug is None:
            like = words.themes_like(word)
            wrong = "names no theme" + ("" if like else "; `fieldarchive theme add` makes one")
            raise mistyped(f"{sign}{word}", word, wrong, like)
        found.append(slug)
    return found
