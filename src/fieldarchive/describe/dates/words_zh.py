"""Chinese words of time, in simplified signs; `spelling` brings the traditional ones here."""

from __future__ import annotations

from collections.abc import Iterator

from fieldarchive.describe.dates.when import AUTUMN, EARLY, LATE, MID, SPRING, SUMMER, WINTER

_WORDS: tuple[tuple[str, object, str], ...] = (
    ("SEASON", SPRING, "春 春天 春季 春日 春里 春上"),
    ("SEASON", SUMMER, "夏 夏天 夏季 夏日 夏里"),
    ("SEASON", AUTUMN, "秋 秋天 秋季 秋日"),
    ("SEASON", WINTER, "冬 冬天 冬季 冬日 冬里"),
    ("PART", (EARLY, EARLY), "初 初期 早期 前期 上旬 之初 初年 初叶 年初 月初 伊始 早些时候"),
    ("PART", (EARLY, EARLY), "头几年 刚开始"),
    ("PART", (MID, MID), "中 中期 中叶 中旬 年中 月中 中段"),
    ("PART", (LATE, LATE), "末 末期 后期 晚期 底 下旬 末叶 末年 年底 年末 月底 月末 之末 尾 尾声"),
    ("PART", (MID, LATE), "中后期 中晚期 中末期 中下旬 中后叶"),
    ("PART", (EARLY, MID), "早中期 初中期 前中期 中前期 上中旬 中早期"),
    ("SEASONPART", (EARLY, EARLY), "初 早 孟"),
    ("SEASONPART", (MID, MID), "仲 盛"),
    ("SEASONPART", (LATE, LATE), "晚 深 暮 季 残"),
    ("HALF", 1, "上半叶 上半 前半 前半期 上半期 前半叶 前半段 上半段 前五年"),
    ("HALF", 2, "下半叶 下半 后半 后半期 下半期 后半叶 后半段 下半段 后五年"),
    ("HALFYEARWORD", 1, "上半年 前半年"),
    ("HALFYEARWORD", 2, "下半年 后半年"),
    ("FIRSTPART", None, "头 最初"),
    ("HALFMONTHWORD", 1, "上半月 前半月"),
    ("HALFMONTHWORD", 2, "下半月 后半月"),
    ("QUARTERYEAR", None, "季度"),
    ("CENTURYWORD", None, "世纪"),
    ("DECADES", None, "年代"),
    ("YEARWORD", None, "年 年份 年度"),
    ("MONTHWORD", None, "月 月份"),
    ("DAYWORD", None, "日 号"),
    ("ABOUT", None, "大约 约 大概 差不多 约莫 大致 左右 前后 上下 约为 将近 近"),
    ("PERHAPS", None, "可能 也许 或许 好像 似乎 应该是 估计 可能是 恐怕 应该 不确定 存疑 我想"),
    ("PERHAPS", None, "我想是 我觉得 吧"),
    ("DET", None, "在 于 的 期间 间 整个 整 那年 那时 里 时 时候 是 那是 我记得"),
    ("BEFOREEND", None, "以前 之前 前"),
    ("AFTEREND", None, "以后 之后 后"),
    ("SINCEEND", None, "以来 起 开始 之后一直 后一直 起至今 以来至今"),
    ("UNTILEND", None, "为止 止"),
    ("SINCE", None, "自 从 自从"),
    ("UNTIL", None, "一直到 到 至 直到 直至 截至 截止 截止到"),
    ("TO", None, "一直到 到 至 直到 直至"),
    ("DASH", None, "到 至"),
    ("AND", None, "和 与 及 跟 、 以及"),
    ("NOW", None, "今 现在 如今 今天 目前"),
    ("ERA", None, "公元"),
    ("LASTPART", None, "最后 最后一 最后一个"),
    ("AGO", None, "前 以前 之前"),
    ("ZHREL", -1, "上 上个 上一个 上一"),
    ("ZHREL", 0, "本 这 这个 当前 今"),
    ("ZHREL", 1, "下 下个 下一个"),
    ("ZHREL", -2, "上上 上上个"),
    ("RELYEAR", -1, "去年 上年"),
    ("RELYEAR", -2, "前年"),
    ("RELYEAR", -3, "大前年"),
    ("RELYEAR", 0, "今年 本年 这年"),
    ("RELYEAR", 1, "明年"),
    ("RELYEAR", 2, "后年"),
    ("RELDAY", -1, "昨天 昨日 昨"),
    ("RELDAY", -2, "前天 前日"),
    ("RELDAY", -3, "大前天"),
    ("RELDAY", 0, "今天 今日 今 现在 目前"),
    ("RELDAY", 1, "明天 明日"),
    ("RELDAY", 2, "后天"),
    ("UNIT", "day", "天 日"),
    ("UNIT", "week", "周 星期 礼拜 个星期 个礼拜"),
    ("UNIT", "month", "月 个月"),
    ("UNIT", "year", "年 个年头"),
    ("WEEKWORD", None, "周"),
    ("COUNT", (2, 3), "两三"),
    ("COUNT", (3, 4), "三四"),
    ("COUNT", (3, 5), "三五"),
    ("COUNT", (4, 5), "四五"),
    ("COUNT", (5, 6), "五六"),
    ("COUNT", (7, 8), "七八"),
    ("COUNT", (1, 2), "一两"),
    ("FEW", (3, 9), "几 好几 数"),
    ("TENMORE", None, "多 来 几"),
    ("DAYTIME", "am", "早上 早晨 上午 清晨 凌晨 早 晨 清早 一早"),
    ("DAYTIME", "pm", "下午 晚上 傍晚 黄昏 晚 午后 夜里 夜晚 夜"),
    ("DAYTIME", "", "中午 正午 半夜 午夜 深夜"),
    ("HOURWORD", None, "点 点钟 时"),
    ("MINUTEWORD", None, "分 分钟"),
    ("HALFHOUR", None, "半"),
)  # fmt: skip
_WEEKDAYS = "一二三四五六"


def entries() -> Iterator[tuple[str, object, str]]:
    """Symbol, value and forms of all words."""
    yield from _WORDS
    for number, sign in enumerate(_WEEKDAYS):
        yield "WEEKDAY", number, f"星期{sign} 周{sign} 礼拜{sign}"
    yield "WEEKDAY", 6, "星期日 星期天 周日 礼拜天 礼拜日 周天"
    for tens, sign in enumerate("一二三四五六七八", 1):
        following = "一二三四五六七八九"[tens]
        yield "TWOTENS", (tens * 10, tens * 10 + 10), f"{sign}{following}十"
