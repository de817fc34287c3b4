"""Originals over HTTP: in parts, by hash, and never as something that runs."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from releases_built import file, item

from fieldarchive.browse.door.ranges import Span, Unsatisfiable, span_wanted

SIZE = 600_000
CONTENT = bytes(n * 31 % 251 for n in range(SIZE))
WHOLE = (0, SIZE - 1)


@pytest.fixture
def media(root, serving):
    """A Datasette with one recording in it, and the address of that."""
    sha256 = root.keep(CONTENT)
    sound = file("r 1.mp3", sha256, role="recording", mime="audio/mpeg", bytes=SIZE)
    root.add(item("i-1", "interview", files=[sound]))
    return serving(root.release()).client, f"/-/media/{sha256}"


@pytest.mark.parametrize(
    ("asked", "status", "span"),
    [
        ({}, 200, WHOLE),
        ({"range": "bytes=100-199"}, 206, (100, 199)),
        ({"range": "bytes=0-0"}, 206, (0, 0)),
        ({"range": "bytes=599990-"}, 206, (599_990, 599_999)),
        ({"range": "bytes=-10"}, 206, (599_990, 599_999)),
        ({"range": "bytes=-9999999"}, 206, WHOLE),
        ({"range": "bytes=0-99999999"}, 206, WHOLE),
        ({"range": "bytes=600000-"}, 416, None),
        ({"range": "bytes=-0"}, 416, None),
        ({"range": "bytes=9-3"}, 200, WHOLE),
        ({"range": "bytes=0-1,5-6"}, 200, WHOLE),
        ({"range": "seconds=0-1"}, 200, WHOLE),
        ({"range": "bytes=" + "9" * 5000 + "-"}, 200, WHOLE),
        ({"range": "bytes=0-9", "if-range": '"another file"'}, 200, WHOLE),
        ({"range": "bytes=0-9", "if-range": "Wed, 21 Oct 2015 07:28:00 GMT"}, 200, WHOLE),
    ],
)
async def test_a_browser_gets_the_part_it_asks_for(media, asked, status, span):
    client, address = media
    answer = await client.get(address, headers=asked)
    assert answer.status_code == status
    assert answer.headers["accept-ranges"] == "bytes"
    if span is None:
        assert answer.headers["content-range"] == f"bytes */{SIZE}"
        return
    assert answer.content == CONTENT[span[0] : span[1] + 1]
    assert int(answer.headers["content-length"]) == span[1] - span[0] + 1
    if status == 206:
        assert answer.headers["content-range"] == f"bytes {span[0]}-{span[1]}/{SIZE}"


async def test_the_same_file_is_not_sent_twice(media):
    client, address = media
    tag = (await client.get(address)).headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = await client.get(address, headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
    part = await client.get(address, headers={"range": "bytes=0-9", "if-range": tag})
    assert (part.status_code, part.content) == (206, CONTENT[:10])


async def test_asking_for_the_headers_alone_sends_no_bytes(media):
    client, address = media
    answer = await client.head(address)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(SIZE)


@pytest.mark.parametrize(
    ("name", "mime", "shown"),
    [
        ("a.jpg", "image/jpeg", True),
        ("a.wav", "audio/x-wav", True),
        ("a.mov", "video/quicktime", True),
        ("a.svg", "image/svg+xml", False),
        ("a.html", "text/html", False),
        ("a.txt", "text/plain", False),
        ("a.pdf", "application/pdf", False),
        ("a.heic", "image/heic", False),
    ],
)
async def test_only_harmless_types_are_shown_in_the_browser(root, serving, name, mime, shown):
    sha256 = root.keep(b"<script>alert(1)</script>")
    root.add(item("n-1", files=[file(name, sha256, mime=mime)]))
    answer = await serving(root.release()).client.get(f"/-/media/{sha256}")
    kind = answer.headers["content-disposition"].split(";")[0]
    assert kind == ("inline" if shown else "attachment")
    assert answer.headers["content-type"] == (mime if shown else "application/octet-stream")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.headers["cache-control"].startswith("private")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Рынок 集市.mp3", "filename*=UTF-8''%D0%A0%D1%8B%D0%BD%D0%BE%D0%BA%20%E9%9B%86"),
        ('a"; x="../../b.mp3', 'filename="a; x=....b.mp3"'),
        ("a\r\nSet-Cookie: x=1.mp3", 'filename="aSet-Cookie x=1.mp3"'),
        ("...", 'filename="original"'),
    ],
)
async def test_a_file_keeps_its_name_and_the_name_does_no_harm(root, serving, name, said):
    sha256 = root.keep(b"x")
    root.add(item("n-1", files=[file(name, sha256)]))
    answer = await serving(root.release()).client.get(f"/-/media/{sha256}")
    assert said in answer.headers["content-disposition"]
    assert "set-cookie" not in answer.headers


async def test_an_empty_original_is_sent_whole(root, serving):
    sha256 = root.keep(b"")
    root.add(item("n-1", files=[file("empty.txt", sha256)]))
    answer = await serving(root.release()).client.get(f"/-/media/{sha256}")
    assert (answer.status_code, answer.content) == (200, b"")


async def test_a_hash_that_is_not_published_is_not_served(root, serving):
    withheld = root.keep(b"of a narrator who said no")
    root.add(item("n-1"))
    answer = await serving(root.release()).client.get(f"/-/media/{withheld}")
    assert answer.status_code == 404
    assert b"narrator" not in answer.content


@pytest.mark.parametrize(
    "name",
    ["..%2f..%2fsecret", "%2e%2e%2fsecret", "~2Fetc~2Fpasswd", "%00", "x" * 64, "A" * 64, "a" * 63],
)
async def test_no_path_leads_out_of_the_store(media, name):
    client, _ = media
    answer = await client.get(f"/-/media/{name}", follow_redirects=True)
    assert answer.status_code == 404


async def test_a_link_in_the_store_is_not_followed(media, root, tmp_path):
    client, address = media
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    kept = root.originals / address[-64:-62] / address[-64:]
    kept.unlink()
    kept.symlink_to(secret)
    answer = await client.get(address)
    assert (answer.status_code, b"secret" in answer.content) == (404, False)
    assert "fieldarchive verify" in answer.text


async def test_a_pipe_in_the_store_does_not_hang_the_server(media, root):
    client, address = media
    kept = root.originals / address[-64:-62] / address[-64:]
    kept.unlink()
    os.mkfifo(kept)
    assert (await client.get(address)).status_code == 404


async def test_a_thumbnail_comes_from_the_release_and_is_kept_by_the_browser(filled, serving):
    client = serving(filled.release()).client
    picture = filled.items[0].thumbnails[0]
    answer = await client.get(f"/-/thumbnail/{picture['sha256']}")
    assert (answer.content, answer.headers["content-type"]) == (picture["jpeg"], "image/jpeg")
    tag = answer.headers["etag"]
    again = await client.get(f"/-/thumbnail/{picture['sha256']}", headers={"if-none-match": tag})
    assert again.status_code == 304
    assert (await client.get("/-/thumbnail/nothing")).status_code == 404


@given(
    first=st.integers(0, 50) | st.none(),
    last=st.integers(0, 50) | st.none(),
    size=st.integers(0, 40),
)
def test_a_span_never_leaves_the_file(first, last, size):
    asked = f"bytes={'' if first is None else first}-{'' if last is None else last}"
    try:
        span = span_wanted(asked, None, '"x"', size)
    except Unsatisfiable:
        return
    assert span is None or (isinstance(span, Span) and 0 <= span.first <= span.last < size)
