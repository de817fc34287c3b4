"""The index of facets says what the rows say, however often they change."""

from __future__ import annotations

from contextlib import closing

from hypothesis import given, settings
from hypothesis import strategies as st
from releases_built import Root, item

from fieldarchive import indexing
from fieldarchive.browse.facets import BitMap, index_of
from fieldarchive.catalogue import facet_index
from fieldarchive.catalogue.database import open_browse

WORDS = st.sampled_from(["bridge", "market", "trade"])
ITEMS = st.fixed_dictionaries(
    {
        "city": st.sampled_from([None, "heihe", "blagoveshchensk"]),
        "date": st.sampled_from([None, "2013-05-12", "2013-06-01", "1969-12-31"]),
        "language": st.sampled_from([None, "ru", "zh"]),
        "themes": st.lists(WORDS, max_size=3, unique=True),
    }
)
EVENINGS = st.lists(
    st.lists(st.tuples(st.integers(0, 5), ITEMS), min_size=1, max_size=3), max_size=4
)


def plain(bitmaps) -> dict[str, dict[str, list[int]]]:
    return {f: {v: list(items) for v, items in values.items()} for f, values in bitmaps.items()}


@given(evenings=EVENINGS)
@settings(max_examples=25, deadline=None)
def test_an_index_that_follows_equals_one_made_anew(evenings, tmp_path_factory):
    root = Root(tmp_path_factory.mktemp("archive"))
    with closing(open_browse(root.release())) as database:
        for evening in evenings:
            there = {f"n-{n}": item(f"n-{n}", **said) for n, said in evening}
            with database.atomic():
                indexing.put_items(database, list(there.values()))
            assert plain(facet_index.stored(database)) == plain(facet_index.made(database))


async def test_counts_are_those_of_the_rows(filled, serving):
    datasette = serving(filled.release())
    index = await index_of(datasette, "team")
    assert index.counts("kind") == {"photograph": 1, "interview": 1, "note": 1}
    assert index.counts("city", index.items("themes", "market")) == {
        "heihe": 1,
        "blagoveshchensk": 1,
    }
    assert index.counts("people") == {"Вера": 1}
    assert index.items("city", "moscow") == BitMap()
    assert len(index.every) == 3


async def test_a_month_is_said_where_the_date_is_known_so_well(root, serving):
    spans = [("12", "12"), ("01", "31")]
    bounds = [(f"2013-05-{first}", f"2013-05-{last}") for first, last in spans]
    for n, (first, last) in enumerate([*bounds, ("2013-01-01", "2013-12-31"), (None, None)]):
        root.add(item(f"n-{n}", date_start=first, date_end=last))
    index = await index_of(serving(root.release()), "team")
    assert index.counts("month") == {"2013-05": 2}


async def test_a_release_without_an_index_is_counted_from_its_rows(filled, serving):
    path = filled.release()
    with closing(open_browse(path)) as database:
        database.conn.execute("DROP TABLE facet_index")
        database.conn.commit()
    datasette = serving(path)
    assert (await index_of(datasette, "team")).counts("language") == {"ru": 1, "en": 1}


async def test_a_change_of_the_file_is_counted(filled, serving):
    path = filled.release()
    datasette = serving(path)
    assert len((await index_of(datasette, "team")).every) == 3
    with closing(open_browse(path)) as database, database.atomic():
        indexing.put_items(database, [item("n-new", city="heihe")])
    assert (await index_of(datasette, "team")).counts("city")["heihe"] == 3


def test_a_wrong_index_is_noticed(filled):
    with closing(open_browse(filled.release())) as database:
        before = facet_index.said(database, ["n-market"])
        facet_index.follow(database, before, {})
        assert plain(facet_index.stored(database)) != plain(facet_index.made(database))
