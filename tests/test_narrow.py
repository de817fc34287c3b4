"""Every command keeps within a narrow terminal, whatever the titles are written in."""

import pytest
from rich.cells import cell_len

from stories import record, write

TITLES = {
    "a": "黑河早市卖鱼的人都说俄语因为俄罗斯人来买鱼他们每天早上六点钟就来了一直到中午才走",
    "b": "Утренний рынок на набережной Амура, пока ещё не открыли ряды",
    "c": "A word of sixty letters: " + "Wort" * 15,
}
NOTE = (
    '---\ntitle: "{title}"\ncity: heihe\ndate: когда-то давно\nthemes: [рынокк]\n---\n{title}。\n'
)
COMMANDS = [
    ["status"], ["check"], ["check", "--list"], ["check", "--explain", "no-city"], ["log"],
    ["log", "1"], ["show", "KEY"], ["show", "KEY", "--why"], ["show", "KEY", "--history"],
    ["find", "рынок"], ["find", "早市"],
    ["concordance", "рынок"], ["concordance", "俄"], ["conflicts"], ["ingest", "INBOX"],
    ["erase", "KEY", "--dry-run"], ["undo", "--dry-run"], ["check", "--fix", "--dry-run"],
    ["tag", "+smell", "--dry-run", "kind:note"], ["edit", "--set", "place=набережная",
    "--dry-run", "kind:note"], ["fix", "theme", "--dry-run"], ["theme", "list"], ["theme", "tree"],
    ["theme", "show", "market"], ["person", "list"], ["place"], ["device", "list"], ["verify"],
    ["show", "n-"], ["igest"],
]  # fmt: skip


@pytest.fixture
def wide(run, inbox, archive_root):
    """Notes with long titles in three scripts; gives the id of one."""
    for name, title in TITLES.items():
        write(inbox / f"{name}.md", NOTE.format(title=title))
    run("ingest", inbox)
    return record(archive_root, "SELECT id FROM items ORDER BY title DESC")[0][0]


def narrow(monkeypatch):
    """Let both streams be a dumb terminal of 44 columns, from here on."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "44")
    monkeypatch.setenv("TERM", "dumb")


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_line_is_wider_than_the_terminal(words, run, wide, inbox, monkeypatch):
    narrow(monkeypatch)
    ran = run(*({"KEY": wide, "INBOX": inbox}.get(word, word) for word in words))
    lines = (ran.out + ran.err).splitlines()
    assert lines
    assert [line for line in lines if cell_len(line) > 44] == []
    assert "\x1b" not in ran.out + ran.err


def test_in_a_pipe_the_same_lines_are_wider(run, wide):
    """The control: without a terminal nothing is broken."""
    assert max(map(cell_len, run("check").out.splitlines())) > 80
