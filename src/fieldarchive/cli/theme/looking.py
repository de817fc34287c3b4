"""Themes looked at: as a list, as a tree, and one with everything that is known of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import click

from fieldarchive.archive import Archive
from fieldarchive.catalogue import counts
from fieldarchive.catalogue.names import short_id
from fieldarchive.cli import opening
from fieldarchive.cli.theme.in_words import labels_in_words
from fieldarchive.cli.theme.typed import theme_named
from fieldarchive.cli.words import remark, safe, say, say_json, table
from fieldarchive.model import Kind
from fieldarchive.theming import Counted, counted

_NEWEST = 5
_HEADING = 7  # columns that a city's name may take above a number
_ADD = "Add one: fieldarchive theme add market --ru рынок --zh 市场"


@click.command("list")
@click.option("--proposed", is_flag=True, help="Only those that an ingest proposed.")
@click.option("--json", "as_json", is_flag=True, help="Print the themes as JSON.")
def list_command(proposed: bool, as_json: bool) -> None:
    """List the themes with their labels and their items in each city.

    An item counts for the themes that it has; `theme tree` counts it for broader ones as well.

    Example: fieldarchive theme list --proposed
    """
    with opening.archive(for_writing=False) as archive:
        found = [one for one in counted(archive) if one.theme.is_proposed or not proposed]
        cities = _cities(archive)
    if as_json:
        say_json([_as_json(one) for one in found])
        return
    if not found:
        remark("No theme is proposed." if proposed else f"There are no themes yet. {_ADD}")
        return
    _say_table(found, cities, [one.theme.slug for one in found], below=False)
    if proposed:
        first = safe(found[0].theme.slug)
        remark(
            f"\nKeep one: `fieldarchive theme add {first}`, with --broader and labels. "
            f"Or say which theme it is: `fieldarchive theme merge {first} THEME`."
        )


@click.command("tree")
@click.option("--json", "as_json", is_flag=True, help="Print the themes as JSON.")
def tree(as_json: bool) -> None:
    """Draw which theme lies under which, with their items in each city.

    An item of a narrower theme counts for the broader one as well.

    Example: fieldarchive theme tree
    """
    with opening.archive(for_writing=False) as archive:
        found, cities = counted(archive), _cities(archive)
    if as_json:
        say_json([_as_json(one) for one in found])
        return
    if not found:
        remark(f"There are no themes yet. {_ADD}")
        return
    drawn = [branch + one.theme.slug for branch, one in zip(_branches(found), found, strict=True)]
    _say_table(found, cities, drawn, below=True)


@click.command("show")
@click.argument("word")
@click.option("--json", "as_json", is_flag=True, help="Print the theme as JSON.")
def show(word: str, as_json: bool) -> None:
    """Show one theme: its words, where it lies, its newest items.

    Example: fieldarchive theme show рынок
    """
    with opening.archive(for_writing=False) as archive:
        theme = theme_named(archive, word, "WORD")
        found = next(one for one in counted(archive) if one.theme.slug == theme.slug)
        if as_json:
            say_json(_as_json(found))
            return
        _say_theme(archive, found)


def _say_theme(archive: Archive, found: Counted) -> None:
    theme = found.theme
    themes = {one.slug: one for one in archive.vocabulary.themes}
    narrower = [one.slug for one in archive.vocabulary.themes if one.broader == theme.slug]
    say(safe(f"{theme.slug}   {labels_in_words(theme)}"))
    facts = {
        "under": f"{theme.broader}   {labels_in_words(themes[theme.broader])}"
        if theme.broader
        else "",
        "holds": ", ".join(narrower),
        **{f"also {code}": ", ".join(words) for code, words in theme.alternatives.items()},
        "formerly": ", ".join(theme.formerly),
        "note": theme.note or "",
        "match": " ".join(theme.match),
        "items": _counts(found.items) + (f"; with narrower ones {found.total:,}" * bool(narrower)),
    }
    for name, value in facts.items():
        if value:
            say(f"  {name:8}  {safe(value)}")
    items = {item for one in found.below.values() for item in one}
    for item, kind, date, title in counts.newest_of(archive.record, items, _NEWEST):
        key, day = short_id(archive.record, item, Kind(kind)), date.partition("T")[0]
        say(f"  {key:8}  {safe(f'{day}  {title}'.strip())}")


def _counts(items: Mapping[str | None, Collection[str]]) -> str:
    total = sum(map(len, items.values()))
    cities = ", ".join(f"{city or 'no city'} {len(items[city]):,}" for city in _sorted(items))
    return f"{total:,}" + (f" ({cities})" if cities else "")


def _sorted(cities: Collection[str | None]) -> list[str | None]:
    return sorted(cities, key=lambda city: (city is None, city or ""))


def _say_table(
    found: Sequence[Counted], cities: Sequence[str], first: Sequence[str], *, below: bool
) -> None:
    """A row a theme; numbers are of the theme itself, or with those that lie `below` it."""
    rows = []
    for name, one in zip(first, found, strict=True):
        items = one.below if below else one.items
        numbers = [len(items.get(city, ())) for city in cities]
        rows.append((name, labels_in_words(one.theme), sum(map(len, items.values())), *numbers))
    table(["theme", "labels", "items", *(_heading(city, cities) for city in cities)], rows)


def _heading(city: str, cities: Sequence[str]) -> str:
    """A city's slug, or enough of its beginning to tell it from the others."""
    if len(city) <= _HEADING:
        return city
    others = [other for other in cities if other != city]
    for length in range(_HEADING - 1, len(city)):
        if not any(other.startswith(city[:length]) for other in others):
            return f"{city[:length]}."
    return city


def _branches(found: Sequence[Counted]) -> Iterator[str]:
    """What is drawn before each theme, so that it hangs on the one that it lies under."""
    open_at: list[bool] = []
    for n, one in enumerate(found):
        goes_on = _has_sibling_below(found, n)
        open_at[one.depth :] = [goes_on]
        if one.depth == 0:
            yield ""
            continue
        trunk = "".join("│  " if is_open else "   " for is_open in open_at[1 : one.depth])
        yield trunk + ("├─ " if goes_on else "└─ ")


def _has_sibling_below(found: Sequence[Counted], n: int) -> bool:
    for later in found[n + 1 :]:
        if later.depth <= found[n].depth:
            return later.depth == found[n].depth
    return False


def _cities(archive: Archive) -> list[str]:
    return [city.slug for city in archive.configuration.cities]


def _as_json(one: Counted) -> dict[str, object]:
    theme = one.theme
    return {
        "slug": theme.slug,
        "broader": theme.broader,
        "depth": one.depth,
        "labels": dict(theme.labels),
        "alternatives": dict(theme.alternatives),
        "formerly": theme.formerly,
        "note": theme.note,
        "match": theme.match,
        "is_proposed": theme.is_proposed,
        "items": one.own,
        "items_with_narrower": one.total,
        "cities": {city or "": len(items) for city, items in one.items.items()},
        "cities_with_narrower": {city or "": len(items) for city, items in one.below.items()},
    }
