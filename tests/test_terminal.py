"""What a person meets in the terminal: safe words, honest numbers, help that works."""

import json
import os
import pty
import re
import shlex
import subprocess
import sys
import unicodedata
from importlib import import_module

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

import stories
from fieldarchive.cli.commands import NAMES, fieldarchive
from fieldarchive.cli.words import bytes_in_words, clock, plural, safe
from stories import note, write

NAUGHTY = stories.CORPORA / "hostile" / "blns" / "blns.json"
STEERING = "\x1b]52;c;aGk=\x07 \x9b31m \u202edesrever \r over \u2028 \x7f"


def steers(printed):
    """Signs that a terminal obeys, line ends left out."""
    return [
        sign
        for sign in printed.replace("\n", "")
        if unicodedata.category(sign)[0] == "C" or sign in "\u2028\u2029"
    ]


@pytest.mark.skipif(not NAUGHTY.is_file(), reason="the corpus of naughty strings is not here")
def test_no_naughty_string_steers_a_terminal():
    strings = json.loads(NAUGHTY.read_text("utf-8"))
    assert len(strings) > 500
    assert any(steers(string) for string in strings)  # the control: they would
    assert not any(steers(safe(string)) for string in strings)


@given(st.text())
def test_no_text_steers_a_terminal_and_plain_text_stays_itself(text):
    shown = safe(text)
    assert not steers(shown)
    assert "\n" not in shown
    if not steers(text) and "\n" not in text:
        assert shown == text


@pytest.fixture
def steering(run, inbox):
    """A note whose every word would steer a terminal, and a file that is refused."""
    text = STEERING.replace("\x1b", "").replace("\x07", "")
    write(inbox / "\x1b[31mred\r\u202e.md", f"# {text}\n\nmarket {STEERING}\n")
    write(inbox / "\x1b[31mred\n.xyz", "?")
    write(
        inbox / "items.csv", f"file,place,themes,city\n\x1b[31mred\r\u202e,{text},{text},{text}\n"
    )
    return run("ingest", inbox)


@pytest.mark.parametrize(
    "words",
    [["ingest", "INBOX"], ["ingest", "INBOX", "--json", "--rehash"], ["status"],
     ["status", "--json"], ["find", "market"], ["find", "market", "--json"], ["show", "n-"],
     ["show", "KEY", "--why"], ["show", "KEY", "--why", "--json"], ["show", STEERING], [STEERING],
     ["find", "--" + STEERING], ["find", "x", "--city", STEERING], ["verify"]],
)  # fmt: skip
def test_no_command_prints_what_steers_a_terminal(words, run, steering, inbox, archive_root):
    [(key,)] = stories.record(archive_root, "SELECT id FROM items")
    given_words = [{"INBOX": inbox, "KEY": key}.get(word, word) for word in words]
    for ran in (steering, run(*given_words)):
        assert ran.out + ran.err
        assert steers(ran.out + ran.err) == []


def test_json_says_the_same_as_the_record_whatever_it_escapes(run, inbox, archive_root):
    write(inbox / "a.md", "# x\u202ey\x9bz\n\ntext\n")
    [outcome] = run("ingest", "--json", inbox).json()["outcomes"]
    assert [(outcome["title"],)] == stories.record(archive_root, "SELECT title FROM items")
    assert outcome["title"] == "x\u202ey\x9bz"


def in_a_terminal(*words):
    """Run with stderr on a terminal: exit code, and what it showed there."""
    ours, theirs = pty.openpty()
    program = [sys.executable, "-c", "from fieldarchive.cli import main; main()", *map(str, words)]
    with subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:  # Linux ends a terminal so
            pass
        os.close(ours)
    return process.returncode, shown.decode()


def test_the_bar_of_progress_takes_a_name_for_a_name(archive_root, inbox):
    note(inbox / "[red] [bold" / "x] y[" / "bold].md")
    note(inbox / "a[" / "b].md", text="other")
    code, shown = in_a_terminal("--archive", archive_root, "ingest", inbox)
    assert (code, "Traceback" in shown) == (0, False)
    assert "ingesting" in shown


def test_each_way_to_end_has_its_number(run, inbox, archive_root, tmp_path):
    note(inbox / "a.md")
    assert run("ingest", inbox).code == 0
    assert run("show", "nothing").code == 1
    assert run("ingest").code == 2
    assert run("nonsense").code == 2
    write(inbox / "b.xyz", "?")
    assert run("ingest", inbox).code == 3
    for original in (archive_root / "files").glob("??/*"):
        original.unlink()
    assert run("verify").code == 4


def test_an_archive_that_is_not_there_is_told(run, archive_root):
    (archive_root / "fieldarchive.toml").unlink()
    for words in (["status"], ["ingest", "."], ["find", "x"], ["verify"], ["rebuild"]):
        ran = run(*words)
        assert (ran.code, "No archive" in ran.err) == (1, True)


@pytest.mark.parametrize("toml", ["[archive", "[archive]\nname = 3", "[archive]\n", "x = 1"])
def test_a_configuration_that_cannot_be_used_is_told(toml, run, archive_root):
    (archive_root / "fieldarchive.toml").write_text(toml)
    ran = run("status")
    assert (ran.code, "fieldarchive.toml" in ran.err) == (1, True)


def test_init_makes_an_archive_once_and_never_over_another(run, tmp_path):
    root = tmp_path / "new"
    assert run("init", root, "--name", 'Города "на Амуре"\\').code == 0
    before = stories.files_of(root)
    again = run("init", root)
    assert (again.code, "already holds" in again.err) == (1, True)
    assert stories.files_of(root) == before
    assert 'Города "на Амуре"\\' in run("--archive", root, "status").out


def test_find_never_raises_whatever_is_typed(run, inbox):
    note(inbox / "a.md")
    run("ingest", inbox)
    for typed in ['"', "*", "a* OR", "NEAR(a b)", "title:x", "-x", "^a", "'; DROP", "\0", "市场*"]:
        assert run("find", "--", typed).code == 0, typed


def commands():
    """Every command with the words that call it, groups opened."""
    for name in NAMES:
        command = import_module(f"fieldarchive.cli.{name}").command
        yield [name], command
        if isinstance(command, click.Group):
            for inner, one in command.commands.items():
                yield [name, inner], one


def example_of(command):
    return re.search(r"Example: (fieldarchive .*)\s*\Z", command.help).group(1)


@pytest.mark.parametrize("words", [words for words, _ in commands()], ids=" ".join)
def test_help_begins_with_a_verb_and_ends_with_an_example(words, run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "themes.ttl", "")  # an example may name a file that is there
    [command] = [one for known, one in commands() if known == words]
    assert re.match(r"[A-Z][a-z]+,? ", command.help)
    example = shlex.split(example_of(command))
    assert example[: 1 + len(words)] == ["fieldarchive", *words]
    with fieldarchive.make_context("fieldarchive", ["status"]) as above:
        command.make_context(words[-1], example[1 + len(words) :], parent=above).close()
    assert "Example:" in run(*words, "--help").out


# The others name an item, a folder or an operation that a fresh archive does not have.
@pytest.mark.parametrize("name", ["find", "status", "log", "conflicts", "verify", "rebuild", "gc"])
def test_an_example_works_on_a_fresh_archive(name, run):
    words = shlex.split(example_of(import_module(f"fieldarchive.cli.{name}").command))
    assert run(*words[1:]).code == (1 if name == "verify" else 0)  # nothing was checked


def test_sizes_lengths_and_counts_are_for_people():
    assert [bytes_in_words(n) for n in (0, 999, 1000, 3_400_000)] == [
        "0 bytes", "999 bytes", "1.0 kB", "3.4 MB",
    ]  # fmt: skip
    assert [clock(ms) for ms in (0, 751_000, 3_723_000)] == ["0:00", "12:31", "1:02:03"]
    assert [plural(n, "file") for n in (1, 2, 2000)] == ["1 file", "2 files", "2,000 files"]
