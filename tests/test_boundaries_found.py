"""One Chinese character: every text that has it is found, and first those where it is a word."""

from __future__ import annotations

from stories import write

NOTE = "---\ntitle: {title}\ndate: {date}\n---\n{text}\n"


def put(inbox, title, text, date="2013"):
    write(inbox / f"{title}.md", NOTE.format(title=title, date=date, text=text))


def transcript(*lines):
    times = (f"00:00:{n:02},000 --> 00:00:{n:02},900" for n in range(len(lines)))
    return "\n".join(
        f"{n}\n{time}\n{line}\n" for n, (time, line) in enumerate(zip(times, lines, strict=True), 1)
    )


def found(run, *words):
    return [item["title"] for item in run("find", *words, "--json").json()["items"]]


def test_the_word_comes_before_the_character_in_another_word(run, inbox):
    put(inbox, "Inside", "火车站，汽车站，自行车，电车，停车场。")
    put(inbox, "Word", "那时候没有车，大家都走路去口岸，走得很慢，要走一个小时才到。")
    put(inbox, "Nothing", "没有人。")
    assert run("ingest", inbox).code == 0
    assert found(run, "车") == found(run, "車") == ["Word", "Inside"]
    assert found(run, "车", "--limit", "1") == ["Word"]


def test_none_of_many_is_left_out_and_the_newest_of_equals_is_first(run, inbox):
    for year in range(1960, 2020):
        put(inbox, f"Inside {year}", "黑龙江省。", date=str(year))
        if year % 20 == 0:
            put(inbox, f"Word {year}", "江很宽。", date=str(year))
    assert run("ingest", inbox).code == 0
    titles = found(run, "江", "--limit", "100")
    assert titles[:3] == ["Word 2000", "Word 1980", "Word 1960"]
    assert titles[3:] == [f"Inside {year}" for year in range(2019, 1959, -1)]
    for most in (1, 3, 5, 50):
        assert found(run, "江", "--limit", str(most)) == titles[:most]


def test_a_longer_word_beside_it_and_another_language_stay_found(run, inbox):
    put(inbox, "Inside", "人民币，人参，市场。")
    put(inbox, "Word", "那时人很少，市场也没有。")
    put(inbox, "Half", "那时人很少。")
    assert run("ingest", inbox).code == 0
    assert found(run, "人", "市场") == ["Word", "Inside"]
    assert sorted(found(run, "人 OR 市场")) == ["Half", "Inside", "Word"]


def test_a_recording_leads_to_the_line_with_the_word(run, inbox):
    inside = ["火车站，汽车站，电车。"] * 3
    write(inbox / "r-1.srt", transcript(*inside, "没有车。"))
    assert run("ingest", inbox).code == 0
    [item] = run("find", "车", "--json").json()["items"]
    assert item["passages"][-1]["n"] == 4
