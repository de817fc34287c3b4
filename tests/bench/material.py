"""Material to measure with: photographs, notes and tables, the same at every run.

Photographs have the detail of real ones (grain over soft shapes), because flat pictures are
packed and unpacked several times faster.
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

THEMES = ("smell", "звук", "味道", "food", "семья", "语言", "memory", "light")
CITIES = (("Blagoveshchensk", "Благовещенск"), ("Heihe", "黑河"))
TITLES = {"en": "Morning on the embankment", "ru": "Утро на набережной", "zh": "江边的早晨"}
SENTENCES = {
    "en": (
        "The boat leaves when it is full, and it is never full.",
        "She sells socks, thermos flasks and a kind of bread I do not know.",
        "Music comes across the water after dark; nobody here admits to dancing.",
        "On the other bank a crane has turned all day without lifting anything.",
    ),
    "ru": (
        "Теплоход уходит, когда наполнится, а наполняется он редко.",
        "Она продаёт носки, термосы и хлеб, которого я раньше не видела.",
        "После темноты с того берега доносится музыка; танцевать никто не признаётся.",
        "На том берегу целый день вертится кран и ничего не поднимает.",
    ),
    "zh": (
        "船坐满了才开，可是从来坐不满。",
        "她卖袜子、暖水瓶，还有一种我没见过的面包。",
        "天黑以后，对岸的音乐飘过江来，这边没有人承认在跳舞。",
        "对岸的吊车转了一整天，什么也没有吊起来。",
    ),
}
CITY_CONFIGURATION = """
[[city]]
slug = "blagoveshchensk"
zone = "Asia/Yakutsk"
country = "RU"
en = "Blagoveshchensk"
ru = "Благовещенск"
centre = [50.2759, 127.5264]

[[city]]
slug = "heihe"
zone = "Asia/Shanghai"
country = "CN"
en = "Heihe"
zh = "黑河"
centre = [50.2441, 127.4902]
"""

_GRAIN = 22  # standard deviation; gives about 4 MB at 12 megapixels and quality 90
_DATE_TIME_ORIGINAL, _EXIF, _GPS = 0x9003, 0x8769, 0x8825


def photographs(folder: Path, number: int) -> Path:
    """That many JPEGs of 12 megapixels with date, camera and position, made once and then kept."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(11)
    grain = [Image.effect_noise((4000, 3000), _GRAIN) for _ in range(3)]
    for n in range(number):
        path = folder / f"DSC_{n:04d}.JPG"
        places, tones = [chance.random() for _ in range(24)], [chance.randrange(256) for _ in "123"]
        if path.exists():
            continue
        picture = _picture(grain, places, tones)
        picture.save(path.with_suffix(".part"), "JPEG", quality=90, exif=_exif(n))
        path.with_suffix(".part").rename(path)
    return folder


def notes(folder: Path, number: int) -> Path:
    """That many Markdown notes with front matter, a third in each language, in folders of 500."""
    chance = random.Random(12)
    for n in range(number):
        path = folder / f"{n // 500:03d}" / f"note-{n:05d}.md"
        if path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_note(n, chance), encoding="utf-8")
    return folder


def tables(folder: Path, first: int, number: int) -> Path:
    """CSV tables of 1,000 notes each, numbered from `first` on."""
    chance = random.Random(first)
    folder.mkdir(parents=True, exist_ok=True)
    for begin in range(first, first + number, 1000):
        path = folder / f"notes-{begin:07d}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("id", "title", "date", "city", "themes", "language", "text"))
            for n in range(begin, min(begin + 1000, first + number)):
                writer.writerow(_row(n, chance))
    return folder


def _picture(grain: list[Image.Image], places: list[float], tones: list[int]) -> Image.Image:
    small = Image.linear_gradient("L").resize((400, 300))
    bands = [
        ImageChops.offset(small, int(400 * places[i]), int(300 * places[i + 3])) for i in range(3)
    ]
    scene = Image.merge("RGB", bands)
    pen = ImageDraw.Draw(scene)
    for i in range(6, 24, 3):
        x, y, size = 400 * places[i], 300 * places[i + 1], 20 + 90 * places[i + 2]
        pen.ellipse((x, y, x + size, y + size), fill=tuple(tones[(i + k) % 3] for k in range(3)))
    large = scene.resize((4000, 3000), Image.Resampling.BICUBIC)
    shifted = [ImageChops.offset(one, int(4000 * places[i])) for i, one in enumerate(grain)]
    return ImageChops.add(large, Image.merge("RGB", shifted), scale=2)


def _exif(n: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "NIKON CORPORATION", "NIKON D90"
    exif.get_ifd(_EXIF)[_DATE_TIME_ORIGINAL] = f"2013:05:{1 + n % 28:02d} 11:{n % 60:02d}:00"
    position = exif.get_ifd(_GPS)
    position[1], position[2] = "N", (50.0, 15.0, 10 + n % 50 / 1.0)
    position[3], position[4] = "E", (127.0, 30.0, 5 + n % 40 / 1.0)
    return exif


def _note(n: int, chance: random.Random) -> str:
    language = ("en", "ru", "zh")[n % 3]
    title, date, city, theme = _facts(n, language)
    paragraphs = [" ".join(chance.choices(SENTENCES[language], k=4)) for _ in range(5)]
    return (
        f"---\ntitle: {title}\ndate: {date}\ncity: {city}\nthemes: [{theme}]\n"
        f"language: {language}\n---\n\n" + "\n\n".join(paragraphs) + f"\n\n{n}\n"
    )


def _row(n: int, chance: random.Random) -> tuple[str, ...]:
    language = ("en", "ru", "zh")[n % 3]
    title, date, city, theme = _facts(n, language)
    text = " ".join(chance.choices(SENTENCES[language], k=4)) + f" {n}"
    return (str(n), title, date, city, theme, language, text)


def _facts(n: int, language: str) -> tuple[str, str, str, str]:
    dates = {"en": "{d} May {y}", "ru": "{d} мая {y}", "zh": "{y}年5月{d}日"}
    date = dates[language].format(d=1 + n % 28, y=2004 + n % 14)
    return f"{TITLES[language]} {n}", date, CITIES[n % 2][n // 2 % 2], THEMES[n % len(THEMES)]
