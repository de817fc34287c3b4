"""Heads that laptops wrote apart are read as one, and nobody's word is lost."""

from itertools import permutations
from time import process_time

import pytest

from fieldarchive.history.claims import access_of, winner, words_of
from fieldarchive.history.deciding import edited
from fieldarchive.history.joining import join, speak_again
from fieldarchive.history.revision import Account, Revision, body_of
from fieldarchive.model import Authority, Claim, Description, FileEntry, Role


def account(files=("a.md",), aside=False, **fields):
    claims = [Claim(name, value, Authority.SIDECAR, "a.yaml") for name, value in fields.items()]
    entries = [
        FileEntry(f"{name}-bytes", name.split("@")[0], Role.TEXT, "text", "text/plain", 1)
        for name in files
    ]
    return Account(Description(tuple(claims)), tuple(entries), aside)


def revision(said, *parents, at="2013", device="laptop"):
    digests = tuple(sorted(parent.digest for parent in parents))
    return Revision("a" * 16, "item", digests, at, None, device, body_of(said))


def apart(before, one, other):
    """What two laptops make together that both began with `before`."""
    base = revision(account(**before))
    mine = revision(account(**one), base, at="2014", device="mine")
    theirs = revision(account(**other), base, at="2015", device="theirs")
    found = [join(order) for order in permutations([base, mine, theirs])]
    assert all(one == found[0] for one in found)
    return found[0]


def value(joined, name):
    return joined.account.description.value(name)


def test_each_side_changed_another_field():
    joined = apart(
        {"title": "Market", "city": "heihe"},
        {"title": "Morning market", "city": "heihe"},
        {"title": "Market", "city": "blagoveshchensk"},
    )
    assert (value(joined, "title"), value(joined, "city")) == ("Morning market", "blagoveshchensk")
    assert joined.conflicts == ()


def test_a_field_that_both_changed_is_a_conflict_with_both_words():
    joined = apart({"title": "a"}, {"title": "b"}, {"title": "c"})
    [conflict] = joined.conflicts
    assert (conflict.field, [one.value for one in conflict.versions]) == ("title", ["c", "b"])
    assert [one.device for one in conflict.versions] == ["theirs", "mine"]
    assert [claim.value for claim in joined.account.description] == ["c", "b"]


def test_both_said_the_same():
    assert apart({"title": "a"}, {"title": "b"}, {"title": "b"}).conflicts == ()


def test_lists_are_joined_word_by_word():
    joined = apart(
        {"themes": ["market", "smell"]},
        {"themes": "smell; trade"},
        {"themes": "market; smell; sound"},
    )
    assert joined.conflicts == ()
    assert set(value(joined, "themes")) == {"smell", "trade", "sound"}


def test_files_are_joined_and_two_corrections_of_one_file_are_a_conflict():
    joined = apart(
        {"files": ["r.wav", "r.srt"]},
        {"files": ["r.wav", "r.srt@2"]},
        {"files": ["r.wav", "r.srt", "r.en.srt"]},
    )
    assert {entry.sha256 for entry in joined.account.files} == {
        "r.wav-bytes", "r.srt@2-bytes", "r.en.srt-bytes",
    }  # fmt: skip
    both = apart({"files": ["r.srt"]}, {"files": ["r.srt@2"]}, {"files": ["r.srt@3"]})
    assert [conflict.field for conflict in both.conflicts] == ["file r.srt"]
    assert len(both.account.files) == 2


@pytest.mark.parametrize("loose", ["open", "team"])
@pytest.mark.parametrize("before", [{"access": "closed"}, {}])
def test_access_is_the_stricter_and_is_listed(before, loose):
    joined = apart(before, {"access": loose}, {"access": "closed"})
    assert access_of(joined.account.description) == "closed"
    assert "access" in [conflict.field for conflict in joined.conflicts]
    alone = apart({"access": "closed"}, {"access": loose}, {"access": "closed", "title": "x"})
    assert access_of(alone.account.description) == "closed"
    assert [conflict.field for conflict in alone.conflicts] == ["access"]


@pytest.mark.parametrize("before", [{"access": "open"}, {"access": "team"}, {}])
def test_access_is_not_listed_where_one_side_alone_spoke_of_it_and_was_stricter(before):
    joined = apart(before, {**before, "title": "x"}, {"access": "closed"})
    assert access_of(joined.account.description) == "closed"
    assert joined.conflicts == ()


def test_an_item_set_aside_here_and_worked_on_there_is_shown_until_somebody_decides():
    joined = apart({"title": "a"}, {"title": "a", "aside": True}, {"title": "b"})
    assert not joined.account.aside
    assert [conflict.field for conflict in joined.conflicts] == ["aside"]


def test_a_decision_that_names_both_ends_the_conflict_even_against_a_third_who_knew_it():
    base = revision(account(title="a"))
    b, c = (revision(account(title=one), base, device=one) for one in "bc")
    chosen = revision(account(title="b"), b, c)
    assert join([base, b, c, chosen]).conflicts == ()
    beside = revision(account(title="b", city="heihe"), b)
    joined = join([base, b, c, chosen, beside])
    assert (value(joined, "title"), joined.conflicts) == ("b", ())


def test_joining_again_what_was_joined_is_no_new_word():
    base = revision(account(title="a", city="heihe"))
    b, c = revision(account(title="b", city="heihe"), base), revision(account(title="a"), base)
    joined = revision(join([base, b, c]).account, b, c)
    later = revision(account(title="d", city="heihe"), b)
    found = join([base, b, c, joined, later])
    assert (value(found, "title"), found.conflicts) == ("d", ())


def test_a_long_history_is_summed_up_where_all_met():
    """The end of one laptop's work names a revision that it knew by another parent already."""
    first = revision(account(title="a", city="heihe"))
    second = revision(account(title="a", city="heihe", place="quay"), first)
    met = revision(account(title="b", city="heihe", place="quay"), second)
    mine = revision(account(title="b", city="heihe", place="pier"), met, first)
    theirs = revision(account(title="c", city="heihe", place="quay"), met, device="theirs")
    found = join([first, second, met, mine, theirs])
    assert (value(found, "title"), value(found, "place"), found.conflicts) == ("c", "pier", ())


def test_a_place_that_speaks_again_keeps_what_others_said_since():
    first = revision(account(title="a", city="heihe"))
    edited = revision(account(title="a", city="blagoveshchensk", place="quay"), first)
    whole, clashes = speak_again([first, edited], first.digest, account(title="b", city="heihe"))
    said = {claim.field: claim.value for claim in whole.description}
    assert said == {"title": "b", "city": "blagoveshchensk", "place": "quay"}
    assert clashes == ()


def test_a_place_may_loosen_what_it_closed_itself_but_not_what_others_closed():
    first = revision(account(access="closed"))
    edited = revision(account(access="closed", place="quay"), first)
    whole, _ = speak_again([first, edited], first.digest, account(access="open"))
    assert access_of(whole.description) == "open"
    first = revision(account(access="team"))
    closed = revision(account(access="closed"), first)
    whole, _ = speak_again([first, closed], first.digest, account(access="open"))
    assert access_of(whole.description) == "closed"


def seconds_to_join(heads):
    """How long it takes to read as one what so many laptops said apart."""
    base = revision(account(title="a", themes=["market"]))
    apart = [revision(account(title=f"{n}", themes=["market", f"{n}"]), base) for n in range(heads)]
    begun = process_time()
    [conflict] = join([base, *apart]).conflicts
    assert len(conflict.versions) == heads
    return process_time() - begun


def test_a_record_with_heads_without_end_is_read_in_time():
    few, many = (min(seconds_to_join(heads) for _ in range(3)) for heads in (400, 1600))
    assert many < 9 * few  # 4 where each costs the same; the best of three, on a busy machine


def test_a_list_emptied_by_hand_stays_empty_until_somebody_adds_a_word():
    base = account(title="a", themes=["market"])
    emptied = edited(base, {"themes": []})
    renamed = edited(base, {"title": "b"})
    added = edited(base, {"themes": ["market", "smell"]})
    for theirs, words in ((renamed, []), (added, ["smell"])):
        first = revision(base)
        mine = revision(emptied, first, at="2014", device="mine")
        other = revision(theirs, first, at="2015", device="theirs")
        found = [join(order) for order in permutations([first, mine, other])]
        assert all(one == found[0] for one in found)
        claim = winner(found[0].account.description, "themes")
        assert (words_of(claim), claim.authority) == (words, Authority.EDIT)
