"""A note in the editor: whatever editor and terminal do, the text is in a draft or recorded."""

import os
import re
import signal
import time

import pytest

import stories
from stories import record
from terminals import Terminal, script

WROTE = 'printf "Рыба и чай.\\n" >> "$draft"'


@pytest.fixture
def write(archive_root, tmp_path):
    """`write("body of an editor")` runs `note` in a terminal with that editor."""

    def begin(body, *words, name="vi", **variables):
        program = script(tmp_path / name, body)
        return Terminal(archive_root, "note", *words, VISUAL=str(program), **variables)

    return begin


def drafts(root):
    folder = root / "drafts"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def titles(root):
    return [title for (title,) in record(root, "SELECT title FROM items")]


def test_what_was_written_is_recorded_as_it_was_and_the_draft_goes(write, archive_root, run):
    term = write(WROTE, "--city", "heihe", "--theme", "market")
    assert term.end() == 0
    assert re.search(
        r"saved n-\w+   1 theme · recorded \d{4}-\d\d-\d\d \d\d:\d\d in Heihe", term.shown
    )
    [(name, sha256)] = record(archive_root, "SELECT name, sha256 FROM item_files")
    assert re.fullmatch(r"notes/\d{4}-\d\d-\d\d-\d{4}-[0-9a-f]{6}\.md", name)
    original = stories.originals(archive_root)[sha256].decode()
    assert original.startswith("---\ndate: ")
    assert "#" in original.partition("about:")[2].partition("\n")[0]  # its remarks are there too
    assert original.endswith("---\n\nРыба и чай.\n")
    assert titles(archive_root) == ["Рыба и чай."]
    assert drafts(archive_root) == []
    assert run("undo").code == 0
    assert titles(archive_root) == []


@pytest.mark.parametrize("body", ["true", "exit 3", ': > "$draft"', 'echo >> "$draft"'])
def test_nothing_written_leaves_nothing(body, write, archive_root):
    term = write(body)
    assert term.end() == (1 if "exit" in body else 0)
    assert "Nothing was written." in term.shown
    assert drafts(archive_root) == []
    assert titles(archive_root) == []


@pytest.mark.parametrize(
    ("body", "told"),
    [(f"{WROTE}; exit 1", "ended with 1"), (f"{WROTE}; kill -9 $$", "ended by SIGKILL"),
     (f"{WROTE}; kill -SEGV $$", "ended by SIGSEGV")],
)  # fmt: skip
def test_an_editor_that_crashes_leaves_its_text_in_a_draft(body, told, write, archive_root, run):
    term = write(body)
    assert term.end() == 1
    assert told in term.shown
    [draft] = drafts(archive_root)
    assert "Рыба и чай." in draft.read_text()
    assert f"fieldarchive note --draft {draft.stem}" in " ".join(term.shown.split())
    assert draft.stem in run("note", "--drafts").out
    assert "Рыба и чай." in run("note", "--drafts").out
    assert run("note", "--draft", "last").code == 0  # no terminal: it is recorded as it is
    assert titles(archive_root) == ["Рыба и чай."]
    assert drafts(archive_root) == []


def test_what_a_killed_editor_saved_under_another_name_is_not_thrown_away(write, archive_root):
    term = write('printf "words" > "$draft.save"; kill -HUP $$')
    assert term.end() == 1
    assert [path.suffix for path in drafts(archive_root)] == [".md", ".save"]
    assert ".md.save" in term.shown


def test_an_editor_may_write_a_new_file_over_the_old_and_leave_a_backup(write, archive_root):
    body = """
cp "$draft" "$draft~"
cp "$draft" "$draft.new"
echo "Рыба и чай." >> "$draft.new"
mv "$draft.new" "$draft"
"""
    term = write(body)
    assert term.end() == 0
    assert titles(archive_root) == ["Рыба и чай."]
    assert drafts(archive_root) == []


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1251"])
def test_an_editor_may_save_in_another_encoding(codec, write, archive_root, tmp_path):
    text = "---\ndate: 2013-05-12\ncity: heihe\n---\nВечером на рынке пахнет рыбой и чаем.\n"
    (tmp_path / "ready").write_bytes(text.encode(codec))
    term = write(f'cp "{tmp_path}/ready" "$draft"')
    term.until("suggest")
    term.press("n")
    assert term.end() == 0
    assert titles(archive_root) == ["Вечером на рынке пахнет рыбой и чаем."]


def test_a_draft_that_the_editor_took_away_is_told(write, archive_root):
    term = write('rm "$draft"')
    assert term.end() == 1
    assert "not there any more" in term.shown


def test_an_editor_with_a_window_of_its_own_is_waited_for(write, archive_root):
    body = f"""
(while [ ! -e "$draft.go" ]; do sleep 0.02; done
rm "$draft.go"; {WROTE}; : > "$draft.done") &
"""
    term = write(body, name="code")
    term.until("Press Enter when it is saved")
    assert "code --wait" in term.shown
    [draft] = drafts(archive_root)
    draft.with_name(f"{draft.name}.go").touch()
    done = draft.with_name(f"{draft.name}.done")
    while not done.exists():
        time.sleep(0.01)
    done.unlink()
    term.type("\r")
    assert term.end() == 0
    assert titles(archive_root) == ["Рыба и чай."]


def test_a_window_that_is_not_waited_for_leaves_the_draft(write, archive_root):
    term = write("exit 0", name="gedit")
    term.until("Press Enter when it is saved")
    term.type("\x03")
    assert term.end() == 1
    assert "--draft" in term.shown
    assert len(drafts(archive_root)) == 1


def test_ctrl_c_is_the_editors_own(write, archive_root):
    term = write(f'trap "" INT; echo ready; sleep 0.3; {WROTE}')
    term.until("ready")
    term.type("\x03")
    assert term.end() == 0
    assert titles(archive_root) == ["Рыба и чай."]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_fieldarchive_killed_while_the_editor_is_open_leaves_the_draft(number, write, archive_root):
    term = write(f'trap "" HUP; {WROTE}; echo saved; sleep 0.3; echo Позже. >> "$draft"; echo over')
    term.until("saved")
    term.kill(number)
    term.until("over")  # the editor was not ended with it
    assert term.end() != 0
    [draft] = drafts(archive_root)
    assert draft.read_text().endswith("Рыба и чай.\nПозже.\n")


def test_what_was_not_understood_is_asked_about(write, archive_root, tmp_path):
    mend = f"""
if [ -e {tmp_path}/twice ]; then
  sed -i s/bazar/bazaar/ "$draft"
else
  touch {tmp_path}/twice
  sed -i 's/^themes:.*/themes: bazar/' "$draft"
  {WROTE}
fi
"""
    term = write(mend)
    term.until('mean "bazaar"?')
    term.until("Record it?")
    term.press("e")
    assert term.end() == 0
    assert "1 theme" in term.shown
    assert record(archive_root, "SELECT theme FROM item_themes") == [("market",)]


def test_later_leaves_the_draft_and_taking_it_up_again_records_it(write, archive_root):
    term = write(f"sed -i 's/^themes:.*/themes: fog/' \"$draft\"; {WROTE}")
    term.until("Record it?")
    term.press("l")
    assert term.end() == 0
    assert titles(archive_root) == []
    term = write("sed -i 's/^themes:.*/themes: smell/' \"$draft\"", "--draft", "last")
    assert term.end() == 0
    assert titles(archive_root) == ["Рыба и чай."]


def test_themes_that_the_text_speaks_of_are_suggested_with_one_key(write, archive_root, run):
    term = write('echo "На рынке запах рыбы." >> "$draft"')
    term.until("suggest")
    term.until("+market  На рынке запах рыбы")
    term.press("e")
    term.until("+market")
    term.press("n")
    term.until("+smell")
    term.press("д")
    assert term.end() == 0
    key = re.search(r"saved (n-\w+)", term.shown)[1]
    shown = run("show", key, "--why", "--json").json()
    assert shown["item"]["themes"] == ["smell"]
    assert shown["claims"]["themes"][0]["authority"] == "edit"
    assert record(archive_root, "SELECT command FROM operations") == [("note",)]


def test_a_dumb_terminal_is_enough(write, archive_root):
    term = write('echo "На рынке." >> "$draft"', TERM="dumb", NO_COLOR="1")
    term.until("suggest")
    term.type("y\r")
    assert term.end() == 0
    assert "\x1b" not in term.shown
    assert record(archive_root, "SELECT theme FROM item_themes") == [("market",)]


def test_no_editor_at_all_is_a_sentence_and_leaves_no_draft(archive_root, monkeypatch):
    term = Terminal(archive_root, "note", VISUAL="", EDITOR="/nowhere/ed")
    assert term.end() == 1
    assert 'EDITOR is "/nowhere/ed", and no such program is here' in " ".join(term.shown.split())
    assert drafts(archive_root) == []


def test_two_notes_at_once_do_not_wait_for_each_other(write, archive_root, tmp_path):
    first = write(f'echo one; while [ ! -e "{tmp_path}/go" ]; do sleep 0.02; done; {WROTE}')
    first.until("one")
    second = write('echo "Другая запись." >> "$draft"', name="nano")
    assert second.end() == 0
    (tmp_path / "go").touch()
    assert first.end() == 0
    assert sorted(titles(archive_root)) == ["Другая запись.", "Рыба и чай."]
    assert os.listdir(archive_root / "drafts") == []


def test_what_was_asked_about_is_not_told_a_second_time(write, archive_root):
    term = write(f'{WROTE}; sed -i "s/^themes:.*/themes: smel/" "$draft"')
    term.until("Record it?")
    term.press("y")
    assert term.end() == 0
    assert "saved n-" in term.shown
    assert "next     fieldarchive edit n-" in term.shown
    assert term.shown.count('theme "smel"') == 1
