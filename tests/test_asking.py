"""Nothing is changed before somebody at a terminal, or --yes, has agreed to what would change."""

import os
import pty
import select
import subprocess
import sys
from contextlib import suppress

import click
import pytest

from fieldarchive.cli.asking import SHOWN, chosen, confirmed

LONG = [f"  n-{number:04}  themes + market" for number in range(SHOWN + 5)]


@click.command("tag")
@click.option("--dry-run", is_flag=True)
@click.option("--yes", is_flag=True)
def tag(dry_run, yes):
    agreed = confirmed(LONG, "20 items change.", yes=yes)
    click.echo(f"agreed: {agreed}")


def ran(capsys, *words):
    capsys.readouterr()
    try:
        tag.main([*words], standalone_mode=False)
        refused = ""
    except click.UsageError as error:
        refused = error.message
    captured = capsys.readouterr()
    return captured.out, captured.err + refused


@pytest.mark.parametrize(
    ("keys", "agreed"),
    [("y", True), ("Y", True), ("д", True), ("是", True), ("ly", True), ("xly", True),
     ("n", False), ("н", False), ("否", False), ("\r", False), ("q", False), ("\x1b", False),
     ("ln", False)],
)  # fmt: skip
def test_one_key_answers(keys, agreed, capsys, answering):
    answering(keys)
    out, err = ran(capsys)
    assert f"agreed: {agreed}" in out
    assert ("Nothing was changed." in err) is not agreed
    assert "20 items change.   [y]es [n]o [l]ist > " in err
    assert ("n-0016" in out) is ("l" in keys)  # what does not fit is shown when asked for
    assert f"… and {len(LONG) - SHOWN} more" in out
    assert ("press y, n, l" in err) is ("x" in keys)


@pytest.mark.parametrize("ended", [KeyboardInterrupt, EOFError])
def test_ctrl_c_and_the_end_of_the_input_mean_no(ended, capsys, answering, monkeypatch):
    def press():
        raise ended

    answering("")
    monkeypatch.setattr("click.getchar", press)
    out, err = ran(capsys)
    assert ("agreed: False" in out, "Nothing was changed." in err) == (True, True)


def test_without_a_terminal_nothing_is_asked_and_nothing_changed(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    out, err = ran(capsys)
    assert "n-0000" in out
    assert "agreed" not in out
    assert "Nothing was changed. Say --yes, or --dry-run to see the plan alone." in err
    out, err = ran(capsys, "--yes")
    assert ("agreed: True" in out, err) == (True, "")


def test_the_keys_of_a_russian_keyboard_answer_as_well(answering):
    fix = {"t": "[t]ype", "s": "[s]kip", "q": "[q]uit"}
    answering("ыйЕ")
    assert [chosen("?", fix, otherwise="s") for _ in range(3)] == ["s", "q", "t"]
    answering("дн")
    agree = {"y": "[y]es", "n": "[n]o", "l": "[l]ist"}
    assert [chosen("?", agree, otherwise="n") for _ in range(2)] == ["y", "n"]


def test_other_answers_have_other_keys(answering):
    answering("zF")
    places = {"f": "[f]erry", "h": "[h]eihe", "s": "[s]kip"}
    assert chosen("p-c21f  ferry?", places, otherwise="s") == "f"
    answering("\r")
    assert chosen("p-c21f  ferry?", places, otherwise="s") == "s"


@pytest.mark.parametrize(
    ("terminal", "typed", "agreed"),
    [("xterm", b"y", True), ("dumb", b"yes\n", True), ("dumb", b"\n", False),
     ("xterm", b"\x03", False), ("dumb", b"\x04", False)],
)  # fmt: skip
def test_on_a_real_terminal(terminal, typed, agreed):
    ours, theirs = pty.openpty()
    ask = (
        "import os; os.login_tty(0)\n"
        "import click; from fieldarchive.cli.asking import confirmed\n"
        "@click.command('tag')\n"
        "def tag(): print('agreed:', confirmed(['  one'], 'Go on?', yes=False))\n"
        "tag()"
    )
    environment = {**os.environ, "TERM": terminal}
    with subprocess.Popen(
        [sys.executable, "-c", ask],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environment,
    ):  # fmt: skip
        os.close(theirs)
        shown = b""
        with suppress(OSError):
            while True:
                while b" > " in shown and not select.select([ours], [], [], 0.3)[0]:
                    os.write(ours, typed)  # it waits for a key now: what came before was dropped
                if not (piece := os.read(ours, 4096)):
                    break
                shown += piece
        os.close(ours)
    assert f"agreed: {agreed}".encode() in shown, shown


def test_a_key_stays_in_the_line_of_its_answer(answering, capsys, monkeypatch):
    monkeypatch.setattr("fieldarchive.cli.asking.width_of", lambda _: 40)
    answering("1")
    places = {"1": "[1] Heihe", "2": "[2] Blagoveshchensk", "3": "[3] Ice road"}
    chosen(" ", places, otherwise="1")
    shown = capsys.readouterr().err.splitlines()
    assert [line.strip() for line in shown[:2]] == [
        "[1] Heihe [2] Blagoveshchensk",
        "[3] Ice road > 1",
    ]
