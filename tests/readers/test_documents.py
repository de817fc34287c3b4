"""Word processor files give their text in reading order, or a sentence why not."""

import json
import re
import time
import warnings
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_files import STRICT, docx, make_zip, odt, paragraph, word_part

from fieldarchive.errors import Unreadable
from fieldarchive.model import Authority, Claim, Hints, Role
from fieldarchive.readers import containers, plain_text
from fieldarchive.readers.documents import read

FILES = Path(__file__).parent.parent / "files" / "documents"
CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
needs_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason="the test corpora are not here")

ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def text_of(path: Path) -> str:
    text = read(path, Hints()).text
    assert text is not None
    return text


def test_a_word_document_reads_in_order(tmp_path):
    body = (
        paragraph("Рынок ")
        + "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t>"
        "<w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>"
        + "<w:p><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p>"
        + paragraph("")
        + "<w:sdt><w:sdtContent>"
        + paragraph("集市")
        + "</w:sdtContent></w:sdt>"
    )
    path = docx(tmp_path / "a.docx", body)
    assert text_of(path) == "Рынок \na\tb\nc\u2011d\nlink\n\n集市"
    reading = read(path, Hints())
    assert (reading.role, reading.format, reading.encoding) == (Role.TEXT, "docx", None)
    assert reading.mime.endswith("wordprocessingml.document")


def test_cells_stand_between_tabs_and_nested_tables_inside_their_cell(tmp_path):
    inner = (
        f"<w:tbl><w:tr><w:tc>{paragraph('i1')}</w:tc><w:tc>{paragraph('i2')}</w:tc></w:tr></w:tbl>"
    )
    body = (
        f"<w:tbl><w:tr><w:tc>{paragraph('А:')}</w:tc><w:tc>{paragraph('да')}{paragraph('нет')}"
        f"</w:tc></w:tr><w:tr><w:tc>{inner}</w:tc><w:tc>{paragraph('x')}</w:tc></w:tr></w:tbl>"
    )
    assert text_of(docx(tmp_path / "a.docx", body)) == "А:\tда\nнет\ni1\ti2\tx"


def test_notes_stand_below_the_text_in_the_order_of_their_marks(tmp_path):
    body = (
        '<w:p><w:r><w:t>one</w:t><w:endnoteReference w:id="7"/></w:r><w:r><w:t> two</w:t>'
        '<w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    path = docx(
        tmp_path / "a.docx",
        body,
        footnotes=f'<w:footnote w:type="separator" w:id="0">{paragraph("---")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("foot")}</w:footnote>',
        endnotes=f'<w:endnote w:id="7">{paragraph("end")}</w:endnote>',
    )
    assert text_of(path) == "one[1] two[2]\n\n[1] end\n[2] foot"


def test_deleted_words_are_left_out_and_inserted_ones_kept(tmp_path):
    body = (
        "<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r>"
        "</w:ins><w:moveFrom><w:r><w:t>from</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> to</w:t>"
        "</w:r></w:moveTo><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert text_of(docx(tmp_path / "a.docx", body)) == "new to"


def test_a_text_box_follows_its_paragraph_once(tmp_path):
    box = f"<w:txbxContent>{paragraph('box')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><w:t>be</w:t><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent><w:t>fore</w:t></w:r></w:p>"
        + paragraph("after")
    )
    assert text_of(docx(tmp_path / "a.docx", body)) == "before\nbox\nafter"


def test_the_strict_form_of_word_is_read(tmp_path):
    assert text_of(docx(tmp_path / "a.docx", paragraph("strict"), STRICT)) == "strict"


def test_the_main_part_is_found_by_its_relation(tmp_path):
    relations = (
        "<R><x Type='http://r/officeDocument' Target='/word/document2.xml'/></R>",
        word_part("document", f"<w:body>{paragraph('moved')}</w:body>"),
    )
    members = dict(zip(("_rels/.rels", "word/document2.xml"), relations, strict=True))
    assert text_of(make_zip(tmp_path / "a.docx", members)) == "moved"


def test_an_opendocument_text_reads_in_order(tmp_path):
    body = (
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
        '<text:h>Рынок</text:h><text:p>a\n  <text:span>b</text:span> <text:s text:c="3"/>c'
        "<text:tab/>d<text:line-break/>e<office:annotation><text:p>comment</text:p></office:annotation></text:p>"
        "<text:list><text:list-item><text:p>item</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell>"
        "<table:table-cell><text:p>2</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p>x<text:note><text:note-citation>9</text:note-citation><text:note-body><text:p>foot"
        "</text:p></text:note-body></text:note>y<draw:frame><draw:text-box><text:p>box</text:p>"
        "</draw:text-box><svg:title>alt</svg:title></draw:frame></text:p>"
    )
    path = odt(tmp_path / "a.odt", body)
    assert text_of(path) == "Рынок\na b    c\td\ne\nitem\n1\t2\nx[1]y\nbox\n\n[1] foot"
    assert read(path, Hints()).mime == "application/vnd.oasis.opendocument.text"


def test_two_thousand_million_spaces_are_a_hundred(tmp_path):
    body = '<text:p>a<text:s text:c="2000000000"/>b<text:s text:c="-1"/>c</text:p>'
    assert text_of(odt(tmp_path / "a.odt", body)) == f"a{' ' * 100}b c"


def test_properties_become_claims_of_embedded_authority(tmp_path):
    core = (
        "<dc:title>Разговор о мосте</dc:title><dc:creator>анна</dc:creator><dc:description>два "
        "часа</dc:description><cp:keywords>мост; паром, чай</cp:keywords>"
        "<dcterms:created>2013-12-23T23:15:00Z</dcterms:created>"
    )
    claims = read(docx(tmp_path / "a.docx", paragraph("x"), core=core), Hints()).claims
    origin = "docx core properties"
    assert claims == (
        Claim("title", "Разговор о мосте", Authority.EMBEDDED, origin),
        Claim("creator", "анна", Authority.EMBEDDED, origin),
        Claim("description", "два часа", Authority.EMBEDDED, origin),
        Claim("keywords", ["мост", "паром", "чай"], Authority.EMBEDDED, origin),
    )


def test_what_programs_write_by_themselves_is_no_claim(tmp_path):
    core = (
        "<dc:title>Документ1</dc:title><dc:creator>python-docx</dc:creator>"
        "<dc:description>generated by python-docx</dc:description><cp:keywords> </cp:keywords>"
    )
    assert read(docx(tmp_path / "a.docx", paragraph("x"), core=core), Hints()).claims == ()
    for nobody in ("Пользователь", "微软用户", "Microsoft Office User", "User", "Admin"):
        core = f"<dc:creator>{nobody}</dc:creator>"
        assert read(docx(tmp_path / "a.docx", paragraph("x"), core=core), Hints()).claims == ()


def test_opendocument_properties_name_who_began_the_text(tmp_path):
    meta = (
        "<office:meta><dc:creator>later</dc:creator><meta:initial-creator>first"
        "</meta:initial-creator><meta:keyword>чай</meta:keyword><meta:keyword>лёд</meta:keyword>"
        "</office:meta>"
    )
    claims = read(odt(tmp_path / "a.odt", "<text:p>x</text:p>", meta=meta), Hints()).claims
    assert {claim.field: claim.value for claim in claims} == {
        "creator": "first",
        "keywords": ["чай", "лёд"],
    }


def test_damaged_properties_do_not_cost_the_text(tmp_path):
    reading = read(docx(tmp_path / "a.docx", paragraph("text"), core="<open>"), Hints())
    assert reading.text == "text"
    assert [problem.code for problem in reading.problems] == ["properties-unreadable"]


@pytest.mark.parametrize("bad", [ENTITIES, EXTERNAL])
@pytest.mark.parametrize("name", ["a.docx", "a.odt"])
def test_entities_are_refused(tmp_path, bad, name):
    part = "word/document.xml" if name.endswith("x") else "content.xml"
    path = make_zip(tmp_path / name, {part: f"{bad}<x>&a;</x>"})
    with pytest.raises(Unreadable, match="entities"):
        read(path, Hints())


def test_entities_are_refused_in_every_part(tmp_path):
    path = docx(tmp_path / "a.docx", paragraph("text"))
    with ZipFile(path, "a") as archive:
        archive.writestr("word/_rels/document.xml.rels", f"{EXTERNAL}<x>&a;</x>")
    with pytest.raises(Unreadable, match="entities"):
        read(path, Hints())


def test_nesting_is_limited(tmp_path):
    deep = "<w:sdt>" * 300 + "</w:sdt>" * 300
    with pytest.raises(Unreadable, match="nested"):
        read(docx(tmp_path / "a.docx", deep), Hints())


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = docx(tmp_path / "a.docx", paragraph("a" * 40_000_000))
    started = time.perf_counter()
    with pytest.raises(Unreadable, match="38 MiB"):
        read(path, Hints())
    assert time.perf_counter() - started < 0.2


def test_a_bomb_beside_the_text_is_left_alone(tmp_path):
    path = docx(tmp_path / "a.docx", paragraph("text"))
    with ZipFile(path, "a", 8) as archive:
        archive.writestr("word/media/a.bin", bytes(50_000_000))
    assert text_of(path) == "text"


def test_a_text_longer_than_the_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(plain_text, "MAX_SIGNS", 1000)
    with pytest.raises(Unreadable, match="longer than"):
        read(docx(tmp_path / "a.docx", paragraph("a" * 1001)), Hints())


def test_too_many_parts_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(containers, "MAX_MEMBERS", 3)
    path = make_zip(tmp_path / "a.docx", {str(n): "" for n in range(4)})
    with pytest.raises(Unreadable, match="more parts"):
        read(path, Hints())


def test_two_parts_of_one_name_are_refused(tmp_path):
    path = docx(tmp_path / "a.docx", paragraph("one"))
    with warnings.catch_warnings(), ZipFile(path, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("word/document.xml", word_part("document", paragraph("two")))
    with pytest.raises(Unreadable, match="two parts named"):
        read(path, Hints())


def test_names_that_lead_out_of_the_folder_write_nothing(tmp_path):
    path = docx(tmp_path / "in.docx", paragraph("text"))
    with ZipFile(path, "a") as archive:
        archive.writestr("../out.txt", "stray")
        archive.writestr(str(tmp_path / "absolute.txt"), "stray")
    assert text_of(path) == "text"
    assert [entry.name for entry in tmp_path.iterdir()] == ["in.docx"]
    assert not (tmp_path.parent / "out.txt").exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no document"),
        (b"just text", "no document"),
        (b"PK\x03\x04 and no more", "half copied"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "password"),
    ],
)
def test_what_is_no_document_is_said(tmp_path, data, words):
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(Unreadable, match=words):
        read(tmp_path / "a.docx", Hints())


def test_a_zip_of_something_else_is_no_document(tmp_path):
    with pytest.raises(Unreadable, match="no part"):
        read(make_zip(tmp_path / "a.docx", {"photo.jpg": "x"}), Hints())


def test_a_password_of_libreoffice_is_said(tmp_path):
    path = odt(tmp_path / "a.odt", "x", manifest="<manifest:encryption-data/>")
    with pytest.raises(Unreadable, match="password") as refused:
        read(path, Hints())
    assert refused.value.code == "encrypted"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff")
    )
)
def test_any_text_survives_word(tmp_path, text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert text_of(docx(tmp_path / "a.docx", paragraph(escaped))) == text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_damaged_bytes_never_raise_anything_else(tmp_path, data):
    whole = bytearray(docx(tmp_path / "whole.docx", paragraph("Рынок " * 20)).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    (tmp_path / "a.docx").write_bytes(bytes(whole[:cut] if cut % 3 == 0 else whole))
    try:
        read(tmp_path / "a.docx", Hints())
    except Unreadable as refused:
        if not refused.reason.endswith("."):
            raise


def test_the_example_interview_is_text_of_word_and_of_libreoffice():
    from_word, from_libreoffice = (text_of(FILES / f"ferry.{kind}") for kind in ("docx", "odt"))
    assert from_word == from_libreoffice
    assert from_word.startswith("Паром в Хэйхэ\n")
    reading = read(FILES / "ferry.docx", Hints())
    assert reading.role == Role.TRANSCRIPT
    assert {segment.speaker for segment in reading.segments} >= {"И", "Н1"}


def _truth():
    if not CORPORA.is_dir():
        return []
    lines = (CORPORA / "truth" / "transcripts.jsonl").read_text(encoding="utf-8").splitlines()
    return [fact for fact in map(json.loads, lines) if fact["kind"] == "docx"]


def _letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


@needs_corpora
@pytest.mark.parametrize("fact", _truth(), ids=lambda fact: Path(fact["file"]).name)
def test_real_documents_begin_as_they_should(fact):
    """The truth strings all text nodes together: a box twice, with the numbers of its frame."""
    text = _letters(text_of(CORPORA / fact["file"]))
    expected = _letters(fact["head"])
    if fact["file"].endswith("text-box.docx"):
        assert (text, expected[-10:]) == ("Datumplane", "Datumplane")
        return
    assert _letters(re.sub(r"\[\d+\]", "", text)).startswith(expected)


@needs_corpora
def test_real_notes_are_found():
    for name in ("footnotes", "endnotes"):
        path = CORPORA / f"transcripts/mammoth-docx/tests/test-data/{name}.docx"
        assert text_of(path).endswith("[1] A tachyon walks into a bar.\n[2] Fin.")
