"""Old text files are read in the encoding they were written in, or what is doubtful is said."""

import codecs
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.errors import Unreadable
from fieldarchive.readers import encodings
from fieldarchive.readers.encodings import decode, read_text
from fieldarchive.readers.strangeness import strangeness

HOSTILE_UTF8 = b"\xd0\x90\xd0\xbc\xff\xfe\xd1\x83\xd1\x80 \xc3\x28 \xed\xa0\x80 tok"

RUSSIAN = (
    "Утром на рынке у реки было холодно, и торговали только рыбой. "
    "Женщина из Хэйхэ продавала чеснок и смеялась: «Бери, дешевле не будет!» "
    "Паром ходит с девяти; летом очередь — от самой площади. "
    "Мы записали разговор о мосте, о ценах, о том, как пахнет чай. "
)
CAPITALS = (
    "РЫНОК У РЕКИ, БЛАГОВЕЩЕНСК. ПОЛЕВОЙ ДНЕВНИК. НАБЕРЕЖНАЯ И ПЕРЕПРАВА: ЗАПАХИ, ЗВУКИ, СВЕТ. "
)
MIXED = (
    "Музыка из колонки JBL, реклама Huawei и WeChat; продавец говорит: Привет! "
    "USB-кабель за 10 юаней, чай Pu-erh, Wi-Fi в кафе Coffee Time. "
)
SIMPLIFIED = (
    "黑河的早市很热闹，卖鱼的人大声喊价钱。大桥开通以后，来买东西的俄罗斯人多了。"
    "冬天江面结冰，空气里有煤烟和烤红薯的味道。我们在码头等船，听见对岸的钟声。"
)
TRADITIONAL = (
    "黑龍江邊的集市，夏天，買賣魚和蔬菜。大橋開通以後，來買東西的人多了。"
    "冬天江面結冰，空氣裡有煤煙和烤紅薯的味道。我們在碼頭等船，聽見對岸的鐘聲。"
)
MIXED_CHINESE = "我们用WiFi听广播，老板说Привет！一斤苹果5块钱，微信WeChat付款，很便宜。"
ENGLISH = (
    "“It’s cold,” she said – and the café by the river was closed… “Come back at nine,” "
    "the seller’s brother told us, “when the ferry’s in.” Señor Müller’s naïve question. "
)
FRENCH = "Été à la frontière : le marché, la rivière gelée, l’odeur du thé et des poêles à bois. "

CYRILLIC_ENCODINGS = ("cp1251", "koi8_r", "cp866")
LENGTHS = (8, 12, 16, 24, 40, 80, 300, 2000)


def _cases():
    plain = {length: (RUSSIAN * 12)[:length] for length in LENGTHS}
    for encoding in CYRILLIC_ENCODINGS:
        for length, text in plain.items():
            # the cp866 of DOS has neither long dash nor angled quotation marks
            simple = text.replace("—", "-").replace("«", '"').replace("»", '"')
            yield encoding, simple, f"russian-{length}"
            yield encoding, simple.lower(), f"small-{length}"
        for length in LENGTHS[1:]:
            yield encoding, (CAPITALS * 30)[:length], f"capitals-{length}"
            yield encoding, (MIXED * 30)[:length], f"mixed-{length}"
    for length in LENGTHS:
        yield "gb18030", (SIMPLIFIED * 30)[:length], f"simplified-{length}"
        yield "gb18030", (TRADITIONAL * 30)[:length], f"traditional-{length}"
        yield "gb18030", (MIXED_CHINESE * 60)[:length], f"mixed-{length}"
        yield "big5", (TRADITIONAL * 30)[:length], f"traditional-{length}"
        yield "cp1252", (ENGLISH * 30)[:length], f"english-{length}"
        yield "cp1252", (FRENCH * 40)[:length], f"french-{length}"
        yield "utf-16-le", (RUSSIAN * 30)[:length], f"russian-{length}"
        yield "utf-16-be", (SIMPLIFIED * 30)[:length], f"simplified-{length}"
        yield "utf-16-le", (ENGLISH * 30)[:length], f"english-{length}"
    for sentence in RUSSIAN.strip().split(". "):
        for encoding in ("cp1251", "koi8_r"):
            yield encoding, sentence.replace("—", "-").replace("«", '"').replace("»", '"'), "line"


CASES = list(_cases())


def test_the_table_of_cases_is_large():
    assert len(CASES) >= 120


@pytest.mark.parametrize(
    ("encoding", "text"), [pytest.param(e, t, id=f"{e}-{name}") for e, t, name in CASES]
)
def test_old_encodings_are_told_from_one_line(encoding, text):
    decoded = decode(text.encode(encoding))
    assert (decoded.encoding, decoded.text) == (encoding, text)


def test_a_scoring_that_knows_nothing_fails_the_table(monkeypatch):
    monkeypatch.setattr(encodings, "strangeness", lambda text: float(len(text)))
    wrong = [text for encoding, text, _ in CASES if decode(text.encode(encoding)).text != text]
    assert len(wrong) > len(CASES) / 2


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_believed_and_taken_off(name):
    assert decode("Рынок 集市".encode(name)).text == "Рынок 集市"
    assert decode("Рынок 集市".encode(name)).encoding == name


def test_big_endian_marks_are_known():
    assert decode(codecs.BOM_UTF16_BE + "Рынок".encode("utf-16-be")).text == "Рынок"
    assert decode(codecs.BOM_UTF32_BE + "Рынок".encode("utf-32-be")).text == "Рынок"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_utf8_comes_back_as_written(text):
    assert decode(text.encode()).text == text.removeprefix("\ufeff")


@given(st.binary(max_size=300))
def test_no_bytes_raise_and_no_text_holds_nul(data):
    decoded = decode(data)
    assert "\x00" not in decoded.text
    assert "\r" not in decoded.text


def test_invalid_bytes_in_utf8_are_shown_and_said():
    decoded = decode(HOSTILE_UTF8)
    assert decoded.encoding == "utf-8"
    assert decoded.text.startswith("Ам\ufffd\ufffdур")
    assert [problem.code for problem in decoded.problems] == ["encoding-damaged"]


def test_doubt_is_said_with_the_encoding_taken_and_the_way_out():
    decoded = decode("ωδή στη θάλασσα".encode("iso8859_7"))
    (problem,) = decoded.problems
    assert problem.code == "encoding-guessed"
    assert decoded.encoding in problem.message
    assert "--encoding" in problem.message


@pytest.mark.parametrize(
    ("typed", "codec"),
    [("KOI8-R", "koi8_r"), ("windows-1251", "cp1251"), ("UTF8", "utf-8"), ("GBK", "gbk")],
)
def test_an_override_is_obeyed_by_any_of_its_names(typed, codec):
    assert decode("Рынок".encode(codec), typed).encoding == codec
    assert decode("Рынок".encode(codec), typed).text == "Рынок"


@pytest.mark.parametrize(
    "name", ["kоi8", "hex", "rot13", "idna", "unicode_escape", "utf\x008", "é"]
)
def test_an_override_that_is_no_encoding_is_refused_with_a_sentence(name):
    with pytest.raises(Unreadable, match="is no encoding") as refused:
        decode(b"abc", name)
    assert refused.value.code == "unknown-encoding"


def test_text_after_nul_is_not_lost():
    decoded = decode("до\x00после".encode())
    assert decoded.text == "до\ufffdпосле"
    assert [problem.code for problem in decoded.problems] == ["nul-replaced"]


def test_every_kind_of_line_end_becomes_one():
    assert decode(b"a\r\nb\rc\nd").text == "a\nb\nc\nd"


def test_the_telling_lines_are_found_far_below(tmp_path: Path):
    note = tmp_path / "note.txt"
    note.write_bytes(b"Plain English. " * 1000 + b"\n" + RUSSIAN[:60].encode("cp1251"))
    assert read_text(note).encoding == "cp1251"


def test_a_file_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(encodings, "MAX_BYTES", 1024)
    (tmp_path / "big.txt").write_bytes(b"a" * 1025)
    with pytest.raises(Unreadable, match="too large"):
        read_text(tmp_path / "big.txt")


def test_utf8_costs_microseconds():
    data = RUSSIAN.encode() * 4
    started = time.perf_counter()
    for _ in range(1000):
        decode(data)
    assert time.perf_counter() - started < 0.5


def test_a_longer_text_is_stranger():
    assert 0 == strangeness("") < strangeness("а") < strangeness("рынок") < strangeness("рынокъъ")
