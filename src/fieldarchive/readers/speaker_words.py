"""The words that stand before a colon in an interview: who speaks, and what is no speaker.

`is_role` knows the usual names for the two sides of an interview, in English, Russian and Chinese;
`is_label` the headings of a form, such as "Date:" or "Погода:", which are nobody's voice. How
lines become turns is told in `turns` and `interviews`.
"""

from __future__ import annotations

import re

_ROLE_WORDS = """
    interviewer interviewee narrator informant respondent speaker participant moderator researcher
    fieldworker translator interpreter question answer voice q a i n r p int nar res iv ie
    интервьюер рассказчик рассказчица респондент респондентка информант информантка собеседник
    собеседница участник участница исследователь исследовательница переводчик переводчица вопрос
    ответ голос модератор в о и р инт инф респ
    问 答 問 采访人 采访者 採訪人 访谈者 访问者 讲述人 讲述者 受访人 受访者 被访者 被访人 主持人
    记者 研究者 研究员 翻译 调查者 调查员 提问 回答 笔者 访 受
"""
_LABEL_WORDS = """
    date time place location city town country address weather temperature topic topics subject
    theme themes title language languages duration length recorded recording file files project
    archive access note notes nb ps participants present transcriber transcript translation author
    age gender sex occupation profession born birth phone tel email mail fax url http https ftp
    price cost total name names year keywords tags source sources contact summary abstract
    conclusion warning example examples todo latitude longitude gps version status id number kind
    type description rights licence license consent observation observations equipment
    дата время место город страна адрес погода температура тема темы язык языки длительность
    продолжительность запись файл файлы проект архив доступ примечание примечания заметка заметки
    наблюдение наблюдения присутствовали присутствуют участники расшифровка перевод автор возраст
    пол профессия телефон почта цена стоимость итого всего имя фио название источник источники
    вывод выводы итог пример например внимание широта долгота номер описание права согласие тип вид
    日期 时间 時間 地点 地點 城市 国家 地址 天气 气温 温度 主题 题目 标题 语言 语种 时长 录音 文件
    项目 备注 注 注意 参加者 参与者 在场 整理 记录 记录人 作者 年龄 性别 职业 电话 邮箱 价格 合计
    姓名 年份 来源 关键词 摘要 总结 结论 例如 编号 类型 说明 观察 纬度 经度
"""
_ROLES = frozenset(_ROLE_WORDS.split())
_LABELS = frozenset(_LABEL_WORDS.split())
_COUNTED = re.compile(r"(?:[\s.#№-]*\d{1,2}|[\s.-]+[a-zа-я])$")


def key_of(name: str) -> str:
    """The form in which two writings of a name are one: "И." and "и", "NARRATOR" and "Narrator"."""
    return " ".join(name.casefold().replace("ё", "е").strip(" .*_\t").split())


def is_role(key: str) -> bool:
    """Whether a key names a side of an interview, counted or not: "speaker 2", "r1"."""
    return key in _ROLES or _COUNTED.sub("", key) in _ROLES


def is_label(key: str) -> bool:
    """Whether a key is a heading of a form: "date", "date of birth", "место записи"."""
    return key in _LABELS or key.split(" ")[0] in _LABELS
