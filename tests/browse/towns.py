"""Archives of another shape than two banks: one city alone, and twelve towns along a river."""

from __future__ import annotations

from pathlib import Path

from releases_built import CITIES, Root, interview, item, photograph, segment

TOWNS = (
    ("chita", "Chita", "Чита", "赤塔"),
    ("nerchinsk", "Nerchinsk", "Нерчинск", "涅尔琴斯克"),
    ("mohe", "Mohe", "Мохэ", "漠河"),
    *CITIES,
    ("xunke", "Xunke", "Сюнькэ", "逊克"),
    ("birobidzhan", "Birobidzhan", "Биробиджан", "比罗比詹"),
    ("tongjiang", "Tongjiang", "Тунцзян", "同江"),
    ("khabarovsk", "Khabarovsk", "Хабаровск", "哈巴罗夫斯克"),
    ("fuyuan", "Fuyuan", "Фуюань", "抚远"),
    ("komsomolsk", "Komsomolsk-on-Amur", "Комсомольск-на-Амуре", "阿穆尔河畔共青城"),
    ("nikolaevsk", "Nikolaevsk-on-Amur", "Николаевск-на-Амуре", "尼古拉耶夫斯克"),
)


def make_one(folder: Path) -> None:
    """One city, and nothing to compare it with."""
    _make(folder, CITIES[1:])


def make_twelve(folder: Path) -> None:
    """Twelve towns along the Amur."""
    _make(folder, TOWNS)


def _make(folder: Path, cities: tuple[tuple[str, ...], ...]) -> None:
    root = Root(folder)
    for n, (city, *_names) in enumerate(cities):
        day = f"{2010 + n % 4}-{1 + n:02}-12"
        root.add(photograph(root, f"p-{city}", title=f"Quay {n}", city=city, date=day))
        root.add(item(f"n-{city}", title=f"Market {n}", city=city, date=day, language="en",
                      themes=["market"], text="At the market in the morning."))  # fmt: skip
        said = [segment(1, "Раньше рынка не было.", 0, language="ru", speaker="Вера")]
        root.add(interview(root, f"i-{city}", said, title=f"Вера {n}", city=city, date=day,
                           language="ru", themes=["trade"]))  # fmt: skip
    root.release(cities=cities)
