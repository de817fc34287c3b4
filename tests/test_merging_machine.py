"""Laptops that part, work, lose, withdraw and meet again end with one history, and all of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from sqlite3 import IntegrityError

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from fieldarchive.catalogue import erasing, merging, revisions
from fieldarchive.errors_of_copies import NothingToMerge
from fieldarchive.history import joining
from fieldarchive.history.revision import Account
from fieldarchive.merge import rows as merge_rows
from fieldarchive.model import Authority, Claim, Description, FileEntry, Role
from laptops import World, digest
from truths import wrongs

QUICK = 100
A_FEW = st.integers(0, 5)
TITLES = st.sampled_from(["Market", "Рынок", "市场", None])
WORDS = st.lists(st.sampled_from(["market", "smell", "trade", "river"]), unique=True, max_size=3)
ACCESS = st.sampled_from(["open", "team", "closed", "secret", None])
WHO = st.sampled_from([Authority.EDIT, Authority.SIDECAR, Authority.OPTION])
FILES = st.lists(st.sampled_from(["a.wav", "a.srt", "a.srt@2", "a.srt@3"]), unique=True, max_size=3)


def claim(field: str, value: object, authority: Authority) -> Callable[[Account], Account]:
    """Say a field by an authority, in place of what it said of it; None takes the word back."""

    def change(account: Account) -> Account:
        kept = [c for c in account.description if (c.field, c.authority) != (field, authority)]
        said = [] if value is None else [Claim(field, value, authority, authority.name)]
        return replace(account, description=Description((*said, *kept)))

    return change


def files(names: Sequence[str]) -> Callable[[Account], Account]:
    """The item has these files from now on; there is always the first."""
    entries = tuple(
        FileEntry(digest(name), name.split("@")[0], Role.TEXT, "text", "text/plain", 1)
        for name in dict.fromkeys(["a.wav", *names])
    )
    return lambda account: replace(account, files=entries)


def turned(account: Account) -> Account:
    return replace(account, aside=not account.aside)


CHANGES = st.one_of(
    st.builds(claim, st.just("title"), TITLES, st.just(Authority.EDIT)),
    st.builds(claim, st.just("place"), TITLES, WHO),
    st.builds(claim, st.sampled_from(["themes", "narrators"]), WORDS, WHO),
    st.builds(claim, st.just("access"), ACCESS, WHO),
    st.builds(files, FILES),
    st.just(turned),
)


class Laptops(RuleBasedStateMachine):
    """Two to five laptops and their clones."""

    cases = 0

    @initialize(count=st.integers(2, 5), chance=st.randoms(use_true_random=False))
    def begin(self, count: int, chance: Random) -> None:
        """They part with two items that all of them have, and that share a file."""
        self.world, self.chance = World(count), chance
        for own in ("a-0.wav", "a-1.wav"):
            self.world.bring(0, files([own])(Account(Description(), ())))
        for who in range(1, count):
            self.world.merge(who, 0)

    @rule(who=A_FEW, change=CHANGES)
    def bring(self, who: int, change: Callable[[Account], Account]) -> None:
        own = f"a-{len(self.world.ledger.said)}.wav"  # as long as no change of files takes it off
        self.world.bring(self.one(who), change(files([own])(Account(Description(), ()))))

    @rule(who=A_FEW, which=A_FEW, change=CHANGES)
    def change(self, who: int, which: int, change: Callable[[Account], Account]) -> None:
        self.world.change(self.one(who), which, change)

    @rule(one=A_FEW, other=A_FEW, which=A_FEW, word=CHANGES, answer=CHANGES)
    def quarrel(
        self,
        one: int,
        other: int,
        which: int,
        word: Callable[[Account], Account],
        answer: Callable[[Account], Account],
    ) -> None:
        self.world.change(self.one(one), which, word)
        self.world.change(self.one(other), which, answer)

    @rule(who=A_FEW, which=A_FEW, head=A_FEW, change=CHANGES)
    def change_one(
        self, who: int, which: int, head: int, change: Callable[[Account], Account]
    ) -> None:
        self.world.change_one(self.one(who), which, head, change)

    @rule(who=A_FEW, which=A_FEW, last=A_FEW, change=CHANGES)
    def speak_again(
        self, who: int, which: int, last: int, change: Callable[[Account], Account]
    ) -> None:
        self.world.speak_again(self.one(who), which, last, change)

    @rule(who=A_FEW, which=A_FEW, field=A_FEW, version=A_FEW)
    def decide(self, who: int, which: int, field: int, version: int) -> None:
        self.world.decide(self.one(who), which, field, version)

    @rule(who=A_FEW, which=A_FEW, is_sure=st.sampled_from([False, False, True]))
    def erase(self, who: int, which: int, is_sure: bool) -> None:
        if is_sure:
            self.world.erase(self.one(who), which)

    @rule(here=A_FEW, there=A_FEW, without=st.none() | A_FEW)
    def merge(self, here: int, there: int, without: int | None) -> None:
        one, other = self.one(here), self.one(there)
        if one != other:
            self.world.merge(one, other, without=without)
            self.world.merge(one, other)
            assert self.world.merge(one, other) == 0, "merging again brought something"

    @rule(who=A_FEW, years=st.sampled_from([-10, -1, 0, 10]))
    def set_clock(self, who: int, years: int) -> None:
        self.world.laptops[self.one(who)].years = years

    @rule(who=A_FEW)
    def clone(self, who: int) -> None:
        if len(self.world.laptops) < 5:
            self.world.clone(self.one(who))

    def one(self, who: int) -> int:
        return who % len(self.world.laptops)

    def teardown(self) -> None:
        if hasattr(self, "world"):
            type(self).cases += 1
            self.all_with_all()
            found = list(wrongs(self.world.laptops, self.world.ledger))
            assert not found, found

    def all_with_all(self) -> None:
        """Everybody merges everybody, twice, in any order."""
        many = range(len(self.world.laptops))
        pairs = [(one, other) for one in many for other in many if one != other]
        for _ in range(2):
            self.chance.shuffle(pairs)
            for one, other in pairs:
                self.world.merge(one, other)


def tried(cases: int, *, always_the_same: bool = False) -> None:
    """Run the machine; raises what it finds."""
    run_state_machine_as_test(
        Laptops,
        settings=settings(
            max_examples=cases,
            stateful_step_count=20,
            deadline=None,
            database=None,
            derandomize=always_the_same,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_whatever_laptops_do_they_end_with_one_history():
    tried(QUICK)


def last_writer_wins(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(joining, "_not_looser", lambda description, spoken: description)


def clocks_decide(patch: pytest.MonkeyPatch) -> None:
    def newest(history):
        one = joining.newest_first(history)[0]
        said = joining.account_of(one.body)
        return joining.Joined(said, ((one, said),), ())

    patch.setattr(revisions, "join", newest)


def older_ones_are_skipped(patch: pytest.MonkeyPatch) -> None:
    real = merging.add_incoming

    def newer(database, rows, operation):
        newest = database.conn.execute("SELECT max(made_at) FROM revisions").fetchone()[0] or ""
        real(database, (row for row in rows if row["made_at"] >= newest), operation)

    patch.setattr(merging, "add_incoming", newer)
    patch.setattr(merging, "stray_revision", lambda database, operation: None)


def erasures_stay_at_home(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge_rows, "_erase", lambda *_: merge_rows.Came())


def stale_records_come_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge_rows._Gone, "living", lambda gone, rows: rows)


def withdrawn_originals_come_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(erasing, "withdrawn", lambda *_: frozenset())


def heads_are_kept(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merging, "find_heads", lambda database, operation: None)


def shared_originals_go(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(erasing.erasures, "needed_by", lambda *_, **__: {})


BUGS = (
    last_writer_wins,
    clocks_decide,
    older_ones_are_skipped,
    erasures_stay_at_home,
    stale_records_come_back,
    withdrawn_originals_come_back,
    heads_are_kept,
    shared_originals_go,
)
NOTICED = (AssertionError, NothingToMerge, IntegrityError)


@pytest.mark.parametrize("bug", BUGS)
def test_a_bug_in_merging_is_noticed(bug, monkeypatch):
    bug(monkeypatch)
    with pytest.raises(NOTICED):
        tried(QUICK, always_the_same=True)
