"""Material that means harm, or is too much: every word that a page shows is one of these."""

from __future__ import annotations

from pathlib import Path

from releases_built import Root, file, interview, item, jpeg, photograph, segment

LONG = "оченьдлинноеслово" * 60
WORDS = (
    "<script>alert('title')</script>",
    "</title></textarea></style></script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(2)>",
    "' onmouseover='alert(3)' x='",
    "javascript:alert(4)",
    "{{ 7 * 7 }} {% raw %} %(name)s %s {0}",
    "&lt;b&gt; &amp; &#x3C;script&#x3E;",
    "]]><!-- --> <!--",
    LONG,
    "W" * 1000,
    "市场" * 200,
    "שלום עולם, مرحبا بالعالم",
    "\u202eevil\u202d \u2066isolate \u200fmark",
    "👩🏽‍🌾🏳️‍🌈🇷🇺🇨🇳" * 12,
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
    "bell\x07 escape\x1b[31m tab\tbreak\r\nend",
    "-",
    "😀",
    "C:\\..\\..\\etc/passwd?x=#y%00",
    "=cmd|' /C calc'!A0",
)  # fmt: skip
MARKDOWN = "\n\n".join((
    "# <script>alert(5)</script>",
    "[press](javascript:alert(6)) <a href='javascript:alert(7)'>x</a>",
    "![x](https://elsewhere.example/spy.png) <img src='https://elsewhere.example/spy2.png'>",
    "<style>body { display: none }</style><iframe src='https://elsewhere.example/'></iframe>",
    "<form action='https://elsewhere.example/'><input name=q></form> <svg onload=alert(8)>",
    "| " + " | ".join([LONG[:90]] * 12) + " |\n|" + "---|" * 12, "```\n" + "x" * 900 + "\n```",
    *WORDS,
))  # fmt: skip

FACTS = {
    "layout": "1", "audience": "team", "archive_id": "x", "archive_name": WORDS[1],
    "archive_about": WORDS[2], "source": WORDS[0], "source_url": WORDS[4], "licence": WORDS[3],
    "licence_url": WORDS[4],
}  # fmt: skip


def make(folder: Path) -> None:
    """An archive in which every word means harm: titles, themes, cities, people, file names."""
    root = Root(folder)
    for n, word in enumerate(WORDS):
        about = {
            "title": word, "city": "evil" if n % 2 else "heihe", "date": f"2013-05-{1 + n:02}",
            "description": word, "place": "pit", "creator": word, "rights": word,
            "language": "en", "themes": ["market"] if n % 3 else ["snare"],
            "people": [{"role": "narrator", "handle": f"n-{n:02}", "pseudonym": word}],
        }  # fmt: skip
        root.add(_note(root, n, word, about))
        root.add(photograph(root, f"p-{n:02}", **about))
        said = [segment(s, word, s * 1000, speaker=word, language="ru") for s in range(1, 4)]
        root.add(interview(root, f"i-{n:02}", said, **about))
    names = (WORDS[0], WORDS[2], WORDS[8])
    root.release(
        cities=(("heihe", "Heihe", "Хэйхэ", "黑河"), ("evil", *names)),
        themes=(("market", None, "market", "рынок", "市场"), ("snare", "market", *names)),
        facts=FACTS,
        searches=[(WORDS[2], WORDS[0]), (LONG, "market")],
    )  # fmt: skip


def _note(root: Root, n: int, word: str, about: dict[str, object]):
    text = MARKDOWN if n == 0 else f"{word}\n\nmarket"
    kept = file(f"{word}.md", root.keep(text.encode()), mime="text/markdown")
    return item(f"n-{n:02}", text=text, files=[kept], **about)


def make_vast(folder: Path) -> None:
    """Five thousand photographs of one day, and a transcript of ten thousand lines."""
    root = Root(folder)
    first = photograph(root, "p-0", title="0", city="heihe", date="2013-05-12")
    sha256 = str(first.item["thumbnail"])
    small = {"sha256": sha256, "width": 80, "height": 60, "jpeg": jpeg(80, 60, "navy")}
    for n in range(5000):
        root.add(item(f"p-{n}", "photograph", [{**first.files[0]}], title=f"Photograph {n}",
                      photographs=first.photographs, thumbnails=[small] if n == 0 else [],
                      thumbnail=sha256, city="heihe", date="2013-05-12",
                      themes=["market"]))  # fmt: skip
    lines = [segment(n, f"строка {n} о рынке", n * 2000, language="ru", speaker="Вера")
             for n in range(10_000)]  # fmt: skip
    root.add(interview(root, "i-long", lines, title="Ten thousand lines", city="blagoveshchensk",
                       date="2013-05-13", language="ru"))  # fmt: skip
    root.release()
