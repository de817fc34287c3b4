"""Lines and tables fit the terminal: no word is broken, nothing is lost, wide signs line up."""

import io
import os
import pty
import re
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from fieldarchive.cli import words
from fieldarchive.cli.columns import laid_out
from fieldarchive.cli.words import safe
from fieldarchive.cli.wrapping import filled, is_plain, width_of, wrapped
from stories import note

LINES = st.text(
    alphabet=st.one_of(
        st.sampled_from("  abcxyz0.,;:()`«»—–…·✗"),
        st.sampled_from("рынокйёЩ市场黑河，。「」（）《》\u0301\u3000é①ｗ２한국🐟❤\ufe0f"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=300,
).map(safe)
WIDTHS = st.integers(20, 160)


class Terminal(io.StringIO):
    def isatty(self):
        return True


@given(LINES, WIDTHS)
@example("  aside    " + "市场" * 40, 80)
@example(" " * 90 + "late", 80)
@example("`a b` " * 30, 20)
@example("x" * 200, 33)
@example("e" + "\u0301" * 90, 20)
def test_no_line_is_wider_than_the_terminal_and_nothing_is_lost(line, width):
    lines = wrapped(line, width)
    assert all(cell_len(one) <= width for one in lines)
    assert "".join(lines).replace(" ", "") == line.replace(" ", "")


def test_the_test_of_widths_sees_signs_counted_instead_of_cells(monkeypatch):
    line = "  · " + "市场" * 20
    assert max(map(cell_len, wrapped(line, 30))) <= 30
    monkeypatch.setattr("fieldarchive.cli.wrapping.cells", len)
    assert max(map(cell_len, wrapped(line, 30))) > 30


@given(st.lists(st.text("abcdeфывжщ-", min_size=1, max_size=12), min_size=1), WIDTHS)
def test_no_word_that_fits_is_broken(said, width):
    lines = wrapped("  · " + " ".join(said), width)
    assert [word for line in lines for word in line.split()] == ["·", *said]


def test_what_follows_hangs_under_the_beginning():
    assert wrapped("  aside    three items are set aside here", 30) == [
        "  aside    three items are set",
        "           aside here",
    ]
    assert wrapped("  ✗ a.md: the date is unread", 20) == ["  ✗ a.md: the date", "    is unread"]
    assert wrapped("n-7f3k  Утренний рынок у реки", 24) == [
        "n-7f3k  Утренний рынок у",
        "        реки",
    ]
    assert wrapped("Nothing new was found in it.", 20) == ["Nothing new was", "  found in it."]


def test_a_text_can_go_on_in_the_column_where_it_began():
    assert wrapped("  Рыба берёт на зелёном.", 20, hang=2) == ["  Рыба берёт на", "  зелёном."]


def test_chinese_breaks_between_signs_but_not_before_a_closing_mark():
    assert wrapped("  · 黑河早市卖鱼的人，都说俄语。", 20) == [
        "  · 黑河早市卖鱼的",
        "    人，都说俄语。",
    ]
    lines = filled("她说「早市」搬到桥的那一边去了，大概是九十年代。", 12)
    assert not any(line[0] in "，。」" or line[-1] == "「" for line in lines)


def test_a_command_in_backticks_stays_whole_where_it_fits():
    line = "  aside    3 items are set aside; `fieldarchive redo` brings back what was undone"
    assert any("`fieldarchive redo`" in one for one in wrapped(line, 50))
    assert any(
        "(`fieldarchive redo`)." in one for one in wrapped("set aside (`fieldarchive redo`).", 26)
    )


@given(st.lists(st.sampled_from(["рынок", "市场", "x" * 40, "tea"]), min_size=1), WIDTHS)
def test_bold_words_take_no_columns_and_stay_bold(said, width):
    plain = "        " + " ".join(said)
    bold = plain.replace("рынок", "\x1b[1mрынок\x1b[0m").replace(
        "x" * 40, f"\x1b[1m{'x' * 40}\x1b[0m"
    )
    lines = wrapped(bold, width)
    assert [re.sub(r"\x1b\[[01]m", "", line) for line in lines] == wrapped(plain, width)
    assert "".join(lines).count("\x1b") == bold.count("\x1b")


TABLES = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.lists(LINES, min_size=n, max_size=n), min_size=1, max_size=6)
)


@given(TABLES, st.integers(30, 120))
def test_no_table_is_wider_than_the_terminal_and_nothing_is_lost(rows, width):
    numbers = [False] * len(rows[0])
    lines = [*laid_out(rows[0], rows[1:], numbers, width)]
    assert all(cell_len(line) <= width for line in lines)
    shown = sorted("".join(lines).replace(" ", ""))
    assert shown == sorted("".join("".join(row) for row in rows).replace(" ", ""))


@given(TABLES)
def test_in_a_pipe_each_row_is_one_line(rows):
    lines = [*laid_out(rows[0], rows[1:], [False] * len(rows[0]), None)]
    assert len(lines) == len(rows)
    for line, row in zip(lines, rows, strict=True):
        assert all(text.strip() in line for text in row)


def test_columns_line_up_with_wide_and_combining_signs():
    rows = [["рынок", "1"], ["市场", "22"], ["cafe\u0301", "3"]]
    lines = [*laid_out(["theme", "items"], rows, [False, True], None)]
    assert {cell_len(line) for line in lines} == {12}
    assert [line[-2:].strip() for line in lines[1:]] == ["1", "22", "3"]


def test_a_wide_column_is_wrapped_inside_itself():
    rows = [["n-7f3k", "Fish sellers switched to Russian when we came", "new"]]
    assert [*laid_out(["item", "title", "what"], rows, [False] * 3, 40)] == [
        "item    title                       what",
        "n-7f3k  Fish sellers switched to    new",
        "        Russian when we came",
    ]


def test_a_terminal_has_a_width_and_a_pipe_has_none(monkeypatch):
    monkeypatch.setenv("COLUMNS", "66")
    assert width_of(Terminal()) == 66
    assert width_of(io.StringIO()) is None
    for odd in ("", "0", "-3", "wide", "²", "9" * 9):
        monkeypatch.setenv("COLUMNS", odd)
        assert width_of(Terminal()) == 80  # it has no size of its own either


@pytest.mark.parametrize(
    ("variables", "plain"),
    [({"TERM": "xterm"}, False), ({"TERM": "dumb"}, True), ({}, True),
     ({"TERM": "xterm", "NO_COLOR": "1"}, True), ({"TERM": "xterm", "NO_COLOR": ""}, False)],
)  # fmt: skip
def test_escapes_are_written_to_a_terminal_that_understands_them(variables, plain, monkeypatch):
    for name in ("TERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert is_plain(Terminal()) is plain
    assert is_plain(io.StringIO())


def test_a_line_of_the_result_is_wrapped_on_a_terminal_and_not_in_a_pipe(monkeypatch, capsys):
    long = "  aside    " + "word " * 30 + "end"
    words.say(long)
    assert capsys.readouterr().out == f"{long}\n"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    words.say(long)
    lines = capsys.readouterr().out.splitlines()
    assert [line[:11].strip() for line in lines] == ["aside", "", ""]
    assert " ".join(" ".join(lines).split()) == " ".join(long.split())


def on_a_terminal(*arguments, **variables):
    """What a command shows on a terminal, with its exit code; nobody answers."""
    ours, theirs = pty.openpty()
    program = [sys.executable, "-c", "from fieldarchive.cli import main; main()"]
    environment = {**os.environ, "COLUMNS": "80", "TERM": "xterm", **variables}
    with subprocess.Popen(
        [*program, *map(str, arguments)],
        stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=environment,
    ) as process:  # fmt: skip
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:  # Linux ends a terminal so
            pass
        os.close(ours)
    return process.returncode, shown.decode()


def test_a_dumb_terminal_and_no_color_get_no_escape(run, archive_root, inbox):
    note(inbox / "a.md")
    listing = ["--archive", archive_root, "log"]
    code, shown = on_a_terminal("--archive", archive_root, "ingest", inbox, TERM="dumb")
    assert (code, "\x1b" in shown, "1 item new" in shown) == (0, False, True)
    assert "\x1b[1m" in on_a_terminal(*listing)[1]  # the control: a terminal that can do more
    assert "\x1b" not in on_a_terminal(*listing, NO_COLOR="1")[1]
    assert "\x1b" not in run("log").out
