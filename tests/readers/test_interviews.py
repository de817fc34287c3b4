"""Which plain texts are interviews, and that nothing a narrator said is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldarchive.readers.interviews import segments_of

S = 1000

# name, text, (speaker, start_ms) of each segment
INTERVIEWS = [
    (
        "time in square brackets",
        "[00:12:31] Narrator: We crossed on foot.\n[00:12:40] Interviewer: In winter?",
        [("Narrator", 751 * S), ("Interviewer", 760 * S)],
    ),
    (
        "time in round brackets, two parts",
        "(12:31) Narrator: We crossed on foot.\n(12:40) Interviewer: In winter?",
        [("Narrator", 751 * S), ("Interviewer", 760 * S)],
    ),
    (
        "bare time",
        "00:12:31 Narrator: We crossed on foot.\n00:12:40 Interviewer: In winter?",
        [("Narrator", 751 * S), ("Interviewer", 760 * S)],
    ),
    (
        "bare time and a dash",
        "00:12:31 - Narrator: We crossed.\n00:12:40 – Interviewer: In winter?",
        [("Narrator", 751 * S), ("Interviewer", 760 * S)],
    ),
    (
        "time after the speaker",
        "Narrator [00:12:31]: We crossed on foot.\nInterviewer [00:12:40]: In winter?",
        [("Narrator", 751 * S), ("Interviewer", 760 * S)],
    ),
    (
        "times without speakers",
        "[00:00:05] So it began.\n[00:01:10] Then the bridge came.\nIt was 2022.",
        [(None, 5 * S), (None, 70 * S)],
    ),
    (
        "short times without speakers",
        "(0:05) So it began.\n(1:10) Then the bridge came.",
        [(None, 5 * S), (None, 70 * S)],
    ),
    (
        "a range of times",
        "[00:00.000 --> 00:05.500]  The river was frozen.\n[00:05.500 --> 00:09.000]  We walked.",
        [(None, 0), (None, 5500)],
    ),
    (
        "speakers alone",
        "Interviewer: When did you come?\nNarrator: In 1992. With my sister.\nInterviewer: Why?\n"
        "Narrator: To trade.",
        [("Interviewer", None), ("Narrator", None)] * 2,
    ),
    (
        "letters",
        "I: When did you come?\n\nN: In 1992.\n\nI: Why?\n\nN: To trade.",
        [("I", None), ("N", None)] * 2,
    ),
    ("one question, one answer", "Q: When was that?\nA: In 1992.", [("Q", None), ("A", None)]),
    (
        "Q. and A. with full stops",
        "Q. When was that?\nA. In 1992, in May.\nQ. Why?\nA. To trade.",
        [("Q", None), ("A", None)] * 2,
    ),
    (
        "В и О",
        "В: Когда вы приехали?\nО: В девяносто втором.\nВ: Зачем?\nО: Торговать.",
        [("В", None), ("О", None)] * 2,
    ),
    (
        "В и О in one line",
        "В: Когда вы приехали? О: В девяносто втором.\nВ: Зачем? О: Торговать.",
        [("В", None), ("О", None)] * 2,
    ),
    (
        "И. и Р.",
        "И.: А мост помните?\nР.: Моста не было. Ходили по льду.\nИ.: Пешком?\nР.: Пешком.",
        [("И.", None), ("Р.", None)] * 2,
    ),
    (
        "Russian words with a header",
        "Интервью 12\nДата: 12.05.2013\nМесто: рынок\n\nИнтервьюер: Давно торгуете?\n"
        "Рассказчица: Двадцать лет.\n",
        [("Интервьюер", None), ("Рассказчица", None)],
    ),
    (
        "counted respondents",
        "Респондент 1: Я помню лёд.\nРеспондент 2: А я паром.\nРеспондент 1: Паром был потом.",
        [("Респондент 1", None), ("Респондент 2", None), ("Респондент 1", None)],
    ),
    (
        "full-width colons",
        "问：你什么时候来的？\n答：一九九二年。\n问：为什么？\n答：做生意。",
        [("问", None), ("答", None)] * 2,
    ),
    (
        "Chinese question and answer in one line",
        "问：你什么时候来的？答：一九九二年。",
        [("问", None), ("答", None)],
    ),
    (
        "full-width brackets",
        "［00:12:31］讲述人：我们走过去的。\n【00:12:40】采访人：冬天吗？",
        [("讲述人", 751 * S), ("采访人", 760 * S)],
    ),
    (
        "Chinese names",
        "王大姐：那时候没有桥。\n研究者：怎么过去？\n王大姐：走冰上。\n研究者：不怕吗？",
        [("王大姐", None), ("研究者", None)] * 2,
    ),
    (
        "f4 marks at the end",
        "I: When did you come? #00:00:04-2#\n\nB: In ninety-two. #00:00:09-8#\n\n"
        "I: Why? #00:00:11-0#",
        [("I", None), ("B", 4200), ("I", 9800)],
    ),
    (
        "f4 marks at the beginning",
        "#00:00:04-2# I: When did you come?\n#00:00:09-8# B: In ninety-two.",
        [("I", 4200), ("B", 9800)],
    ),
    (
        "bold names",
        "**Interviewer:** When?\n\n**Narrator:** In 1992.\n\n**Interviewer:** Why?",
        [("Interviewer", None), ("Narrator", None), ("Interviewer", None)],
    ),
    (
        "bold before the colon, and a bold question",
        "**Q: When did you come?**\n\n**A**: In 1992.\n\n**Q: Why?**\n\n**A**: To trade.",
        [("Q", None), ("A", None)] * 2,
    ),
    (
        "time alone on its line",
        "00:00:03\nNarrator: We crossed on foot.\n00:00:15\nInterviewer: In winter?",
        [("Narrator", 3 * S), ("Interviewer", 15 * S)],
    ),
    (
        "time alone, no speaker",
        "0:03\nWe crossed on foot.\n0:15\nIn winter?",
        [(None, 3 * S), (None, 15 * S)],
    ),
    (
        "Otter",
        "Speaker 1  0:12\nWhen did you come?\n\nSpeaker 2  0:15\nIn ninety-two, in spring.\n",
        [("Speaker 1", 12 * S), ("Speaker 2", 15 * S)],
    ),
    (
        "non-breaking spaces of Word",
        "Narrator\xa0(00:12:31):\xa0We crossed.\nInterviewer\xa0(00:12:40):\xa0In winter?",
        [("Narrator", 751 * S), ("Interviewer", 760 * S)],
    ),
    (
        "French spacing",
        "Interviewer : When was that?\nNarrator : In 1992, in May.",
        [("Interviewer", None), ("Narrator", None)],
    ),
    (
        "handles",
        "n-07: We crossed on foot.\nanna: In winter?\nn-07: In winter.\nanna: Alone?",
        [("n-07", None), ("anna", None)] * 2,
    ),
    (
        "a name alone on its line",
        "Interviewer:\nWhen did you come?\n\nNarrator:\nIn 1992.\n\nInterviewer:\nWhy?",
        [("Interviewer", None), ("Narrator", None), ("Interviewer", None)],
    ),
    (
        "a life told in many paragraphs",
        "I: Tell me.\n"
        + "N: It began so.\nThen it went on.\nAnd on.\nI: And then?\n" * 4
        + "N: That was all.",
        [("I", None), *[("N", None), ("I", None)] * 4, ("N", None)],
    ),
]

NOTES = [
    ("nothing", ""),
    ("a header", "Date: 2013-05-12\nPlace: market\nWeather: rain, cold.\n\nWe went to the market."),
    ("a Russian header", "Дата: 12.05.2013\nМесто: рынок\nПогода: дождь.\n\nХодили на рынок."),
    ("a Chinese header", "日期：2013年5月12日\n地点：早市\n天气：下雨。\n\n我们去了早市。"),
    (
        "people in a header",
        "Interviewer: anna\nNarrator: n-07\n\nWe met at the market. She did not want to be "
        "recorded.\nI wrote this down in the evening.",
    ),
    ("a list", "Things to ask:\n- Market: when did it open?\n- Bridge: who built it?"),
    ("a glossary", "Baozi: a steamed bun.\nKvass: a drink of bread.\nShuttle: a trader on foot."),
    ("pros and cons", "Pros: it is near the river.\nCons: it is loud at night."),
    ("a week", "Monday: we went to the market.\nTuesday: nothing.\nWednesday: the ferry again."),
    (
        "a form filled in twice",
        "Товар: огурцы\nЦена: 5\nТовар: помидоры\nЦена: 7\nТовар: лук\nЦена: 3",
    ),
    ("a form with other words", "Stall: fish\nSeller: woman\nStall: bread\nSeller: man"),
    (
        "talk quoted in prose",
        "In the morning I went along the embankment and watched the ferry being loaded, which took "
        "two hours.\nAt the stall I heard this:\nSeller: Five yuan.\nBuyer: Too much!\n"
        "Seller: Four.\nThen they both laughed and he paid.\nI walked on to the bridge.\n"
        "There was nobody, only two soldiers smoking.\nIt rained again.\nI went home.",
    ),
    (
        "разговор в заметке",
        "Утром стоял у переправы и смотрел, как грузят паром, и записал потом по памяти.\n"
        "Продавец: Пять юаней.\nЯ: Дорого!\nПродавец: Ну четыре.\n"
        "Посмеялись.\nПошёл дальше по набережной.\nУ моста никого.\nСолдаты курят.\nДождь.",
    ),
    ("a diary by the clock", "09:30 We left the hotel.\n10:15 The market.\n12:40 Lunch: noodles."),
    ("дневник по часам", "[09:30] Вышли из гостиницы.\n[10:15] Рынок.\n[12:40] Обед: лапша."),
    ("a diary with times alone", "09:30\nWe left the hotel.\n\n10:15\nAt the market."),
    ("a night diary", "[23:10] The disco.\n[23:50] Home.\n[00:20] Asleep."),
    ("a log with seconds", "10:22:33 fix 50.25 N\n10:22:43 fix 50.26 N\n10:22:53 lost"),
    ("addresses", "https://example.org/a\nhttp://example.org/b\nhttps://example.org/c"),
    ("a link after a word", "See: https://example.org\nSee: https://example.com\nSo: nothing."),
    ("clock times in text", "We met at 12:30 and left at 14:15. The ferry: 16:00."),
    ("coordinates", "N: 50.2572\nE: 127.5364\nN: 50.2450\nE: 127.4990"),
    ("a choice of answers", "Which is nearer?\nA: the bridge\nB: the ferry\nC: both"),
    ("questions to ask", "Q: When did the market open?\nQ: Who built it?\nQ: Who pays?"),
    ("one speaker", "Narrator: I remember the ice.\nNarrator: And the boats."),
    ("one turn", "Narrator: I remember the ice. It was thick.\nNothing else was said."),
    ("prices", "огурцы: 5\nпомидоры: 7\nогурцы: 6\nпомидоры: 8"),
    ("opening hours", "Mon 09:00-18:00\nTue 09:00-18:00\nSat 10:00-16:00"),
    ("a letter", "Dear Anna:\n\nThe parcel came. Thank you.\n\nP.S.: Write soon.\nYours: Wang"),
    ("verses of a book", "1:1 In the beginning.\n1:2 And the earth.\n1:3 And there was light."),
    ("scores", "Amur 3:12 Heihe\nRiver 2:11 Bridge"),
    ("Chinese notes", "注意：明天去早市。\n备注：带相机。\n注意：下雨。\n备注：带伞。"),
    ("Markdown", "# Market\n\n**Seen**: fish.\n\n**Heard**: a song.\n\n**Smelt**: smoke."),
    ("emoticons", "Haha :) nice.\nHaha :) again.\nWell :) so.\nWell :) so what."),
    ("addresses of files", "C:\\photos\\a.jpg\nD:\\photos\\b.jpg\nC:\\photos\\c.jpg"),
    ("a bibliography", "A. Smith, The Amur. 1990.\nB. Wong, Heihe. 2001.\nA. Smith, Ice. 2003."),
    ("code", "for x in y:\n    print(x)\nelse:\n    pass"),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in INTERVIEWS],
                         ids=[case[0] for case in INTERVIEWS])  # fmt: skip
def test_an_interview_is_told_by_its_shape(text, expected):
    assert [(s.speaker, s.start_ms) for s in segments_of(text)] == expected


@pytest.mark.parametrize("text", [case[1] for case in NOTES], ids=[case[0] for case in NOTES])
def test_a_note_stays_a_note(text):
    assert segments_of(text) == ()


def test_turns_run_over_paragraphs_until_the_next_speaker():
    segments = segments_of(
        "I: What was there?\n\nN: A market.\n\nOn the ice.\n\nI: And then?\nN: A bridge."
    )
    assert [s.text for s in segments] == [
        "What was there?", "A market.\nOn the ice.", "And then?", "A bridge.",
    ]  # fmt: skip


def test_a_turn_ends_where_the_next_starts_and_the_last_end_is_unknown():
    segments = segments_of("[0:05] I: When?\n[0:09] N: In May.\n[1:00:00] I: Thank you.")
    assert [s.end_ms for s in segments] == [9 * S, 3600 * S, None]


def test_what_somebody_is_quoted_to_say_does_not_become_a_speaker():
    segments = segments_of(
        "I: And he?\nN: He looked at me.\nHe said: go home.\nI: And you?\nN: I went."
    )
    assert segments[1].text == "He looked at me.\nHe said: go home."


def test_the_bold_marks_of_a_question_are_no_part_of_it():
    segments = segments_of("**Q: When?**\n\nA: In May.\n\n**Q: Why?**\n\nA: To trade.")
    assert [s.text for s in segments] == ["When?", "In May.", "Why?", "To trade."]


WORDS = st.text("abвгд黑河 ,", min_size=1, max_size=30).filter(lambda text: text.strip())


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.tuples(WORDS, WORDS), min_size=2, max_size=8), st.booleans())
def test_every_word_of_every_turn_is_kept(pairs, with_time):
    said = [(who, f"{words.strip()}.") for pair in pairs
            for who, words in zip(("I", "N"), pair, strict=True)]  # fmt: skip
    text = "\n".join(
        f"[00:{n // 60:02}:{n % 60:02}] {who}: {words}" if with_time else f"{who}: {words}"
        for n, (who, words) in enumerate(said)
    )
    assert [(s.speaker, s.text) for s in segments_of(text)] == said


@settings(deadline=None)  # the machine may be busy
@given(st.text("IN:：.?# \n[]()0123-*Qщ答", max_size=200))
def test_no_text_is_too_odd(text):
    for segment in segments_of(text):
        assert segment.text
