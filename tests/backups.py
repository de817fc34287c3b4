"""What the stories of backups share: archives of many kinds, every kind of damage, and crashes."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import stories
from fieldarchive.archive import opened
from fieldarchive.catalogue.fingerprint import archive_hash
from fieldarchive.cli.boundary import run
from fieldarchive.storage.bags.layout import Bag

WORDS = ["рынок", "fish", "茶", "quay", "Амур", "集市", "snow", "чай", "bridge"]
# Calls that change what is on a disk, or open the way to it. SQLite's own are not among them.
CALLS = ("fsync", "mkdir", "open", "replace", "rmdir", "unlink", "write")


class Crash(BaseException):
    """The machine stopped; nothing that comes later happens."""


@contextmanager
def crash_at(point: int) -> Iterator[list[str]]:
    """Let the machine stop at the n-th call: it and all after it fail. Gives the calls so far."""
    calls: list[str] = []
    real = {name: getattr(os, name) for name in CALLS}

    def stopping(name: str) -> Callable[..., object]:
        def call(*arguments, **options):
            calls.append(f"{name} {arguments[0]}")
            if len(calls) >= point:
                raise Crash
            return real[name](*arguments, **options)

        return call

    for name in CALLS:
        setattr(os, name, stopping(name))
    try:
        yield calls
    except Crash:
        pass
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def fa(root: Path, *words: object) -> int:
    """A command to the archive at `root`."""
    return run(["--archive", str(root), *map(str, words)])


def hash_of(root: Path) -> str:
    """The archive hash."""
    with opened(root, for_writing=False) as archive:
        return archive_hash(archive.record)


def random_archive(folder: Path, seed: int) -> Path:
    """An archive with a life behind it: several ingests, corrections, copies, odd names."""
    dice = random.Random(seed)
    root, inbox = folder / "archive", folder / "inbox"
    stories.write_words(root)
    inbox.mkdir()
    for _ in range(dice.randint(1, 3)):
        _live_on(inbox, dice)
        assert fa(root, "ingest", inbox, "--place", dice.choice(WORDS)) in {0, 3}
    return root


def _live_on(inbox: Path, dice: random.Random) -> None:
    for _ in range(dice.randint(1, 4)):
        stem = f"{dice.choice(WORDS)} {dice.randint(0, 9)}"
        text = " ".join(dice.choices(WORDS, k=dice.randint(1, 60)))
        kind = dice.choice(["note", "text", "table", "subtitles", "sidecar", "bytes", "copy"])
        if kind == "note":
            stories.note(inbox / f"{stem}.md", title=dice.choice(WORDS), text=text)
        elif kind == "text":
            stories.write(inbox / f"{stem}.txt", text.encode(dice.choice(["utf-8", "utf-16"])))
        elif kind == "table":
            stories.write(inbox / f"{stem}.csv", f"text,city\n{text},heihe\n{text[:5]},\n")
        elif kind == "subtitles":
            stories.write(inbox / f"{stem}.srt", f"1\n00:00:01,000 --> 00:00:04,000\n{text}\n")
        elif kind == "sidecar":
            stories.note(inbox / f"{stem}.md", text=text)
            stories.write(inbox / f"{stem}.yaml", f"access: {dice.choice(['open', 'closed'])}\n")
        elif kind == "bytes":
            stories.write(inbox / f"{stem}.pdf", b"%PDF-1.4 " + dice.randbytes(500))
        else:
            stories.note(inbox / "copies" / f"{stem}.md", text="The same words.")
    odd = os.fsencode(inbox) + b"/\xd0\xff" + str(dice.randint(0, 3)).encode() + b".txt"
    Path(os.fsdecode(odd)).write_bytes(b"A name that is no UTF-8.")


def files_in(bag: Path) -> list[Path]:
    """Every file of a bag that has a byte in it."""
    return [path for path in sorted(bag.rglob("*")) if path.is_file() and path.stat().st_size]


def overwrite(path: Path, content: bytes) -> None:
    """Damage a file that may be read-only."""
    path.chmod(0o600)
    path.write_bytes(content)


def flip(path: Path, place: int) -> None:
    """Turn one bit, counted from the beginning of the file."""
    content = bytearray(path.read_bytes())
    content[place // 8] ^= 1 << place % 8
    overwrite(path, bytes(content))


def every_damage(good: bytes) -> list[tuple[str, bytes | None]]:
    """The ways a file can come back from a disk; None is a file that is gone."""
    turned = bytes([good[0] ^ 0x20, *good[1:]])
    return [
        ("missing", None),
        ("empty", b""),
        ("truncated", good[:-1]),
        ("longer", good + b"\n"),
        ("turned", turned),
    ]


@contextmanager
def damaged(path: Path, content: bytes | None) -> Iterator[None]:
    """A file with other bytes, or without any file, for as long as the story lasts."""
    good = path.read_bytes()
    if content is None:
        path.unlink()
    else:
        overwrite(path, content)
    try:
        yield
    finally:
        path.write_bytes(good)


def fresh_copy(template: Path, folder: Path) -> Path:
    """A copy of a folder in place of whatever was there."""
    shutil.rmtree(folder, ignore_errors=True)
    if template.exists():
        shutil.copytree(template, folder)
    return folder


def rows_of(root: Path) -> dict[str, list[str]]:
    """All that an archive holds, but for what happened to it after the backup, and when."""
    return stories.dump(root / "archive.db", without={"events", "_sqlite_migrations"})


def crashes(count: int, quick: int) -> list[int]:
    """Some of the points at which a job of so many calls can stop, the last ones among them."""
    return sorted({*range(1, count + 1, max(1, count // quick)), count - 1, count})


def broken_after_a_crash(root: Path, cut: Path, back: Path, states: tuple[str, str]) -> list[str]:
    """What is wrong with a bag whose backup was cut off, now and after the same command again."""
    wrong = []
    shutil.rmtree(back, ignore_errors=True)
    if fa(root, "restore", cut, back) != 0 or hash_of(back) not in states:
        wrong.append("it restores to neither state")
    if fa(root, "backup", cut) != 0 or fa(root, "backup", "--verify", cut) != 0:
        wrong.append("the same command does not make it whole")
    shutil.rmtree(back, ignore_errors=True)
    if fa(root, "restore", cut, back) != 0 or hash_of(back) != states[1]:
        wrong.append("it does not restore to the new state")
    return wrong


def hasty(begin: Callable[[Bag], tuple[int, Path]]) -> Callable[[Bag], tuple[int, Path]]:
    """A bug to plant: the generation before is given up before the new one is there."""

    def begin_hastily(bag: Bag) -> tuple[int, Path]:
        for number in bag.generations():
            shutil.rmtree(bag.generation(number))
        return begin(bag)

    return begin_hastily


def generation(bag: Path) -> Path:
    """The folder of the only generation of a bag."""
    [folder] = (bag / "data" / "record").iterdir()
    return folder


def seal_again(bag: Path) -> None:
    """Write the manifests to fit what is there now, as a forger would."""

    def lines(paths: list[Path]) -> str:
        return "".join(
            f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(bag)}\n"
            for path in sorted(paths)
        )

    payload = [path for path in (bag / "data").rglob("*") if path.is_file()]
    (bag / "manifest-sha256.txt").write_text(lines(payload))
    tags = [bag / name for name in ("bagit.txt", "bag-info.txt", "manifest-sha256.txt")]
    (bag / "tagmanifest-sha256.txt").write_text(lines(tags))


def forge_snapshot(bag: Path, sql: str) -> None:
    """Change the snapshot and correct every digest that names it, as a forger would."""
    database = generation(bag) / "archive.db"
    database.chmod(0o600)
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.executescript(sql)
    forge(bag, "archive.db", database.read_bytes())


def forge(bag: Path, name: str, content: bytes) -> None:
    """Another content for a file of the record, with every digest that names it corrected."""
    overwrite(generation(bag) / name, content)
    about = generation(bag) / "generation.json"
    said = json.loads(about.read_bytes())
    said["files"][name] = hashlib.sha256(content).hexdigest()
    overwrite(about, json.dumps(said).encode())
    seal_again(bag)


def live_and_back_up(run: Callable[..., stories.Ran], inbox: Path, bag: Path) -> None:
    """Notes, one of them corrected, subtitles, a name that is no UTF-8; backed up."""
    stories.note(inbox / "a.md")
    stories.write(inbox / "map.pdf", b"%PDF-1.4 not read")
    stories.write(inbox / "r-1.srt", "1\n00:00:01,000 --> 00:00:04,000\nРынок\n")
    stories.write(inbox / os.fsdecode(b"\xd0\xff.txt"), b"A name that is no UTF-8.")
    run("ingest", inbox)
    stories.note(inbox / "a.md", text="Corrected.")
    run("ingest", inbox)
    run("verify")
    assert run("backup", bag).code == 0


def bagit_says(bag: Path) -> int:
    """What the BagIt program of the Library of Congress thinks of it."""
    ran = subprocess.run(
        [sys.executable, "-m", "bagit", "--validate", "--quiet", str(bag)], capture_output=True
    )
    return ran.returncode


def faults(run: Callable[..., stories.Ran], bag: Path) -> tuple[int, list[str]]:
    """How `backup --verify` ends, and the codes of what it finds."""
    ran = run("backup", "--verify", bag, "--json")
    return ran.code, [fault["code"] for fault in ran.json()["faults"]]
