"""The page of one item, of each kind."""

from __future__ import annotations

from releases_built import file, interview, item, photograph, segment

from fieldarchive.browse.door.media import SHOWN


async def page_of(serving, root, key: str) -> str:
    answer = await serving(root.release()).client.get(f"/item/{key}")
    assert answer.status_code == 200
    return answer.text


async def test_a_photograph_is_shown_large_with_its_camera(filled, serving):
    page = await page_of(serving, filled, "p-quay")
    sha256 = filled.items[0].files[0]["sha256"]
    assert f'<img src="/-/media/{sha256}" alt="渡口的早晨" width="640" height="480">' in page
    assert "Zarya 12" in page
    assert "2013-05-12 11:37:03" in page


async def test_a_picture_that_no_browser_shows_is_shown_by_its_thumbnail(root, serving):
    made = photograph(root, "p-1")
    made.files[0].update(mime="image/heic", format="heic", name="IMG_1.HEIC")
    root.add(made)
    page = await page_of(serving, root, "p-1")
    sha256 = made.files[0]["sha256"]
    assert "image/heic" not in SHOWN
    assert f'<img src="/-/thumbnail/{sha256}"' in page
    assert f'<img src="/-/media/{sha256}"' not in page
    assert "the original is HEIC" in page


async def test_an_interview_plays_beside_its_transcript(filled, serving):
    page = await page_of(serving, filled, "i-vera")
    sha256 = filled.items[1].files[0]["sha256"]
    assert f'src="/-/media/{sha256}" aria-label="r-012.wav"></audio>' in page
    assert '<a href="#t=4" id="t=4">0:04</a>' in page
    assert '<td lang="ru" data-column="Russian" dir="auto">Рынок на острове' in page
    assert "Вера" in page
    assert "/-/static-plugins/fieldarchive/player.js" in page


async def test_languages_that_are_said_together_stand_side_by_side(root, serving):
    lines = [segment(1, "Раньше", 0, language="ru"), segment(2, "Теперь", 4000, language="ru")]
    lines += [segment(3, "以前", 150, language="zh"), segment(4, "现在", 4100, language="zh")]
    root.add(interview(root, "i-1", lines))
    page = await page_of(serving, root, "i-1")
    assert page.count('<table class="transcript side-by-side">') == 1
    assert page.index("Раньше") < page.index("以前") < page.index("Теперь") < page.index("现在")


async def test_a_transcript_without_times_is_still_read(root, serving):
    lines = [segment(1, "Вопрос", speaker="И."), segment(2, "Ответ", speaker="В.")]
    root.add(interview(root, "i-1", lines))
    page = await page_of(serving, root, "i-1")
    assert "Ответ" in page
    assert 'class="time"' not in page


async def test_a_recording_that_no_browser_plays_is_offered_as_a_file(root, serving):
    made = interview(root, "i-1", [])
    made.files[0].update(mime="audio/x-ms-wma", name="old.wma")
    root.add(made)
    page = await page_of(serving, root, "i-1")
    assert "<audio" not in page
    assert 'download="old.wma"' in page


async def test_a_note_is_rendered_and_its_html_is_not(root, serving):
    text = (
        "# Market day\n\n## Smells\n\n"
        "The *smell* of [dough](https://example.org) and [bad](javascript:x).\n\n"
        "<img src=x onerror=alert(1)>\n\n![plan](plan.png)\n\n<style>body{}</style>\n"
    )
    note = file("n.md", root.keep(text.encode()), format="markdown", mime="text/markdown")
    root.add(item("n-1", title="Market day", text=text, files=[note]))
    page = await page_of(serving, root, "n-1")
    assert "<em>smell</em>" in page
    assert 'href="https://example.org"' in page
    assert page.count("Market day</h") == 1
    assert "<h3>Smells</h3>" in page
    for bad in ("<img src=x", 'href="javascript', "<style>", 'plan.png"'):
        assert bad not in page
    assert "[plan]" in page


async def test_each_line_of_a_document_is_a_paragraph(root, serving):
    note = file("n.docx", root.keep(b"docx"), format="docx")
    root.add(item("n-1", title="О мосте", text="О мосте\nПервое.\nВторое <b>.", files=[note]))
    page = await page_of(serving, root, "n-1")
    assert '<div class="note" dir="auto"><p>Первое.</p><p>Второе &lt;b&gt;.</p></div>' in page


async def test_a_plain_note_stays_as_it_was_typed(root, serving):
    text = "08:10  *boat*\n08:40  customs <hall>"
    root.add(item("n-1", text=text, files=[file("n.txt", root.keep(text.encode()))]))
    page = await page_of(serving, root, "n-1")
    assert "08:10  *boat*\n08:40  customs &lt;hall&gt;" in page


async def test_the_files_of_an_item_are_listed_with_their_fixity(filled, serving):
    page = await page_of(serving, filled, "p-quay")
    sha256 = filled.items[0].files[0]["sha256"]
    assert f'<a href="/-/media/{sha256}" download="DSC_1.JPG">' in page
    assert page.count(sha256) >= 3


async def test_one_goes_from_item_to_item_in_time(filled, serving):
    page = await page_of(serving, filled, "p-quay")
    assert 'rel="prev" href="/item/n-market"' in page
    assert 'rel="next" class="later" href="/item/i-vera"' in page


async def test_an_item_leads_to_its_row_and_its_data(filled, serving):
    client = serving(filled.release()).client
    page = (await client.get("/item/i-vera")).text
    for address in page.split('class="take"')[1].split("</p>")[0].split('href="')[1:]:
        answer = await client.get(address.split('"')[0].replace("&amp;", "&"))
        assert answer.status_code == 200
    assert 'href="/item/i-vera"' in (await client.get("/team/items/2")).text


async def test_an_unknown_key_is_answered_with_a_sentence(filled, serving):
    for key in ("n-nothing", "%00", "a" * 3000, "~2F", "1'%20or%20'1'='1"):
        answer = await serving(filled.release(name=f"r{len(key)}")).client.get(f"/item/{key}")
        assert answer.status_code == 404
        assert "No item has this key" in answer.text
