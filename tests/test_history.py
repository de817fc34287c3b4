"""History: each description that was ever recorded stays, named by its own words."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stories
from fieldarchive.history.revision import (
    Account,
    Revision,
    account_of,
    body_of,
    canonical,
    new_id,
)
from fieldarchive.model import Authority, Claim, Description, FileEntry, Role
from stories import note, record, write

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
claims = st.builds(
    Claim,
    field=st.sampled_from(["title", "themes", "date"]),
    value=st.one_of(words, st.lists(words, max_size=3), st.none(), st.floats(-180, 180)),
    authority=st.sampled_from(Authority),
    origin=words,
)
entries = st.builds(
    FileEntry,
    sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    name=words,
    role=st.sampled_from(Role),
    format=words,
    mime=words,
    size=st.integers(0, 2**62),
    language=st.none() | words,
    encoding=st.none() | words,
    row=st.none() | st.integers(1, 10**6),
)
accounts = st.builds(
    Account,
    st.lists(claims, max_size=4).map(lambda some: Description(tuple(some))),
    st.lists(entries, max_size=3).map(tuple),
)


@given(accounts)
def test_an_account_comes_back_from_history_as_it_went_in(account):
    assert account_of(json.loads(canonical(body_of(account)))) == account


@pytest.mark.parametrize(
    "change",
    [{"record": "b"}, {"kind": "theme"}, {"parents": ("aa",)}, {"made_at": "2014"},
     {"made_by": "somebody"}, {"device": None}, {"body": {}}, {"body": {"claims": ["title"]}}],
)  # fmt: skip
def test_another_word_is_another_revision(change):
    one = Revision("a", "item", (), "2013", None, "laptop", {"claims": []})
    assert replace(one, **change).digest != one.digest
    assert replace(one).digest == one.digest


def test_an_id_is_eighty_random_bits_in_an_alphabet_that_can_be_read_aloud():
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert {len(one) for one in ids} == {16}
    assert set("".join(ids)) == set("0123456789abcdefghjkmnpqrstvwxyz")


@pytest.fixture
def corrected(run, inbox, archive_root, monkeypatch):
    """A note that was corrected twice, the second time back to its first words."""
    monkeypatch.setenv("FIELDARCHIVE_USER", "fieldworker-01")
    for text in ("First words.", "Second words.", "First words."):
        note(inbox / "a.md", text=text)
        run("ingest", inbox)


def test_corrections_follow_one_another_and_none_is_lost(corrected, archive_root):
    found = record(
        archive_root, "SELECT digest, parents, made_by FROM revisions ORDER BY operation"
    )
    digests = [digest for digest, _, _ in found]
    assert [json.loads(parents) for _, parents, _ in found] == [[], digests[:1], digests[1:2]]
    assert {made_by for _, _, made_by in found} == {"fieldworker-01"}
    assert record(archive_root, "SELECT digest FROM heads") == [(digests[2],)]
    assert record(archive_root, "SELECT text FROM texts") == [("First words.\n",)]
    assert len(stories.originals(archive_root)) == 2


def test_an_item_keeps_its_id_the_day_it_was_added_and_its_first_names(
    run, corrected, inbox, archive_root
):
    facts = "SELECT id, added_at FROM items"
    before = record(archive_root, facts)
    first = "SELECT min(made_at) FROM revisions"
    assert [(added,) for _, added in before] == record(archive_root, first)
    (inbox / "a.md").rename(inbox / "A.md")
    write(inbox / "A.yaml", "place: the quay")
    run("ingest", inbox)
    run("rebuild")
    assert record(archive_root, facts) == before
    [(name,)] = record(archive_root, "SELECT name FROM item_files WHERE role = 'text'")
    assert name == "inbox/a.md"


def test_each_ingest_that_changed_something_has_a_line_in_the_log(run, corrected, archive_root):
    log = record(archive_root, "SELECT command, summary, ended_at IS NULL FROM operations")
    assert log == [
        ("ingest", "1 new; files: 1 kept", 0),
        ("ingest", "1 updated; files: 1 kept", 0),
        ("ingest", "1 updated", 0),
    ]


def test_nothing_but_an_ingest_writes_history(run, corrected, archive_root):
    history = {"revisions", "heads", "operations"}
    before = stories.dump(archive_root / "archive.db")
    for words in (["rebuild"], ["verify"], ["status"], ["find", "words"]):
        run(*words)
    after = stories.dump(archive_root / "archive.db")
    assert {name: after[name] for name in history} == {name: before[name] for name in history}


def test_an_item_is_called_by_any_beginning_that_means_it_alone(run, inbox, archive_root):
    for number in range(40):
        note(inbox / f"{number}.md", text=f"Note {number}.")
    run("ingest", inbox)
    ids = [one for (one,) in record(archive_root, "SELECT id FROM items")]
    for one in ids[:5]:
        assert run("show", one).code == run("show", f"n-{one[:12]}").code == 0
        assert run("show", one[:12].upper()).code == 0
    assert "Type more of the id" in run("show", "n-").err
    assert run("show", "").code == run("show", "%").code == run("show", "i-zzzz").code == 1


def test_the_shortest_names_that_are_printed_are_understood(run, inbox, archive_root):
    for number in range(40):
        note(inbox / f"{number}.md", title=f"Title {number}", text=f"Note {number}.")
    printed = run("ingest", inbox).out
    for line in printed.splitlines()[:20]:
        key, _, title = line.split(maxsplit=2)
        assert title in run("show", key).out
