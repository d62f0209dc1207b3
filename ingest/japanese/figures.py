"""Every figure that a text states, as a value with a unit: what grounding compares and what sources are checked for.

`4月30日`, `4/30` and `令和8年4月30日` are dates; `2,500万円`, `25,000,000円` and `二千五百万円` are the same amount;
`2/3`, `3分の2` and `三分の二` are the same rate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, Protocol

from ingest.japanese.normalise import normalise
from ingest.japanese.numerals import NUMBER, has_scale, is_kanji_only, large_scale, parse_number

Kind = Literal["yen", "rate", "date", "fiscal_year", "time", "count", "number", "slash", "phone", "email", "url"]
DateParts = tuple[int | None, int | None, int | None]
Value = int | Fraction | str | DateParts | tuple[int, int]


@dataclass(frozen=True)
class Figure:
    """A figure in a text.

    `value` is yen (int) for `yen`; a Fraction for `rate`, `count` and `number`; (year, month, day) with None for
    what isn't said for `date`; (hour, minute) for `time`; (a, b) for `slash`, which is `a/b` where only the
    context tells a rate from a date; digits for `phone`; the text for `email` and `url`.
    """

    kind: Kind
    value: Value
    unit: str
    text: str
    """As it stands in the normalised text."""
    span: tuple[int, int]
    """Where it stands in the normalised text."""
    weekday: int | None = None
    """Monday is 0, where a weekday is printed beside a date."""


class _Maker(Protocol):
    def __call__(self, kind: Kind, value: Value, unit: str = "") -> Figure: ...


_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
_WEEKDAYS = "月火水木金土日"
_WEEKDAY = rf"(?:\s*\(\s*[{_WEEKDAYS}](?:曜日?|・祝)?\s*\))?"
_PRINTED_WEEKDAY = re.compile(rf"\(\s*([{_WEEKDAYS}])")
_N = NUMBER
_KN = r"[\d〇一二三四五六七八九十元]{1,4}"

_COUNTERS = [
    "ヶ月間", "ヶ月", "か月間", "か月", "カ月間", "カ月", "ヵ月間", "ヵ月", "ケ月", "箇月", "年間", "年分",
    "週間", "日間", "時間", "営業日", "年度", "年", "月", "日", "時", "分", "秒", "小規模事業者", "事業者",
    "者", "社", "人", "名", "件", "回", "次", "業務領域", "領域", "機能", "種類", "類型", "費目", "段階", "台",
    "軸", "倍", "つ", "個", "店舗", "店", "拠点", "歳", "プログラム", "講座", "区分", "項目", "ポイント", "点",
    "枠", "型", "本", "軒", "枚", "番", "期", "ページ", "頁", "行", "文字", "講", "冊", "級", "GB", "MB", "円",
    "えん", "エン", "yen", "YEN", "銭", "ドル",
]  # fmt: skip
_COUNTER = "|".join(sorted(map(re.escape, _COUNTERS), key=len, reverse=True))

_UNIT_ALIASES = {
    "か月": "ヶ月", "カ月": "ヶ月", "ヵ月": "ヶ月", "ケ月": "ヶ月", "箇月": "ヶ月",
    "ヶ月間": "ヶ月", "か月間": "ヶ月", "カ月間": "ヶ月", "ヵ月間": "ヶ月",
    "年間": "年", "年分": "年", "日間": "日", "業務領域": "領域", "小規模事業者": "者", "事業者": "者", "社": "者",
    "名": "人", "店": "店舗", "軒": "店舗",
}  # fmt: skip

_MASTER = re.compile(
    rf"""
    (?P<url>https?://[^\s<>()「」『』、。，\[\]"']+)
  | (?P<email>[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)
  | (?P<phone>(?<![\d-])0\d{{1,4}}[-(]\d{{1,4}}[-)]\d{{3,4}}(?![\d-])|(?<![\d,.])0\d{{9,10}}(?![\d,]))
  | (?P<fiscal>(?:(?P<f_era>令和|平成|R|H)\s*(?P<f_eyear>{_KN})|(?P<f_year>(?:19|20)\d\d))\s*年度)
  | (?P<wareki>(?P<w_era>令和|平成|(?<![A-Za-z])[RH](?=\s*[\d元]))\s*(?P<w_year>{_KN})\s*
        (?:[年./-]\s*(?P<w_month>{_KN})?\s*(?:[月./-]\s*(?:(?P<w_day>{_KN})\s*日?)?)?){_WEEKDAY})
  | (?P<seireki>(?<!\d)(?P<s_year>(?:19|20)\d\d)\s*(?:年\s*(?:(?P<s_month>{_KN})\s*月\s*(?:(?P<s_day>{_KN})\s*日)?)?
        |[-/.]\s*(?P<s_month2>\d{{1,2}})(?:[-/.]\s*(?P<s_day2>\d{{1,2}}))?(?!\d)){_WEEKDAY})
  | (?P<md>(?<![\d,.])(?P<m_month>{_KN})\s*月\s*(?P<m_day>{_KN})\s*日(?!間){_WEEKDAY})
  | (?P<ampm>(?:(?P<half>午前|午後|夕方|朝|お?昼|深夜|今夜|今晩|夜|晩)の?)?\s*(?<![\d:,.])(?P<hour>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})
        (?::(?P<minute>\d\d)(?!\d)|\s*時(?!間)(?:\s*(?P<minute2>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*分|(?P<half_hour>半))?))
  | (?P<noon>正午)
  | (?P<bun>(?P<den>{_N})\s*分の\s*(?P<num>{_N}))
  | (?P<slash>(?<![\d/.,-])(?P<a>\d{{1,2}})\s*/\s*(?P<b>\d{{1,2}})(?![\d/]){_WEEKDAY})
  | (?P<percent>(?P<p_number>{_N})\s*(?:%|パーセント|percent))
  | (?P<wari>(?P<wari_number>[\d一二三四五六七八九]+)\s*割(?!合|引))
  | (?P<half_word>半分|半額)
  | (?P<half_year>半年)
  | (?P<western>[¥$]\s*(?P<y_number>\d[\d,]*(?:\.\d+)?)\s*(?P<y_scale>million|billion|万|億)?
        |(?P<e_number>\d[\d,]*(?:\.\d+)?)\s*(?P<e_scale>million|billion|thousand|mil|man|oku)\s*(?P<e_yen>yen|en|JPY|円)?(?![A-Za-z]))
  | (?P<amount>(?:(?<![A-Za-z])(?<![A-Za-z]\d)(?<![A-Za-z]\d\d)|(?<=[A-Za-z])(?=[\d,.]+\s*[万億]))(?P<number>{_N})\s*(?P<counter>{_COUNTER})?)
    """,
    re.VERBOSE | re.IGNORECASE,
)

_WESTERN_SCALE = {"million": 10**6, "mil": 10**6, "billion": 10**9, "thousand": 1000, "man": 10**4, "oku": 10**8}
# Words that a numeral belongs to without stating a figure.
_NOT_NUMBERS = re.compile(
    r"(?:一般|一部|一覧|一緒|一気|一番|一旦|一応|一切|一定|一層|一連|一方|一歩|一律|一括|一体|(?<=第)三者|十分|万一|千葉|八百屋|三重|四国|九州|五輪|百貨|一から)"
)


_OPEN = ("何", "数", "幾")


def figures(text: str) -> list[Figure]:
    """Every figure in the text, left to right. Works on any spelling: the text is normalised first."""
    return list(_inherit_units(normalise(text), list(_scan(normalise(text)))))


def _scan(text: str) -> Iterator[Figure]:
    position = 0
    while match := _MASTER.search(text, position):
        word = _NOT_NUMBERS.match(text, match.start())
        if word and match.lastgroup is not None and is_kanji_only(match.group()):
            position = word.end()
            continue
        # `何千万円`, `数百社`: nothing is stated.
        open_number = text[: match.start()].endswith(_OPEN) and is_kanji_only(match["number"] or "")
        figure = None if open_number else _figure(match)
        if figure is not None:
            yield figure
        position = max(match.end(), match.start() + 1)


def _figure(match: re.Match[str]) -> Figure | None:
    printed = _PRINTED_WEEKDAY.search(match.group())
    weekday = _WEEKDAYS.index(printed[1]) if printed else None

    def make(kind: Kind, value: Value, unit: str = "") -> Figure:
        return Figure(kind, value, unit, match.group().strip(), match.span(), weekday)

    if match["url"]:
        return make("url", match["url"].rstrip("/.,;:"))
    if match["email"]:
        return make("email", match["email"].lower())
    if match["phone"]:
        return make("phone", re.sub(r"\D", "", match["phone"]))
    if match["fiscal"]:
        year = int(match["f_year"]) if match["f_year"] else _era_year(match["f_era"], match["f_eyear"])
        return make("fiscal_year", Fraction(year))
    if match["wareki"]:
        return make(
            "date", (_era_year(match["w_era"], match["w_year"]), _small(match["w_month"]), _small(match["w_day"]))
        )
    if match["seireki"]:
        month = match["s_month"] or match["s_month2"]
        day = match["s_day"] or match["s_day2"]
        return make("date", (int(match["s_year"]), _small(month), _small(day)))
    if match["md"]:
        return make("date", (None, _small(match["m_month"]), _small(match["m_day"])))
    if match["ampm"]:
        return _time(match, make)
    if match["noon"]:
        return make("time", (12, 0))
    if match["bun"]:
        denominator, numerator = parse_number(match["den"]), parse_number(match["num"])
        return make("rate", numerator / denominator) if denominator else None
    if match["slash"]:
        return _slash(match, make, weekday)
    if match["percent"]:
        return make("rate", parse_number(match["p_number"]) / 100, "%")
    if match["wari"]:
        return make("rate", parse_number(match["wari_number"]) / 10, "割")
    if match["half_word"]:
        return make("rate", Fraction(1, 2))
    if match["half_year"]:
        return make("count", Fraction(6), "ヶ月")
    if match["western"]:
        number = Fraction((match["y_number"] or match["e_number"]).replace(",", ""))
        scale = (match["y_scale"] or match["e_scale"] or "").lower()
        factor = {"万": 10**4, "億": 10**8}.get(scale) or _WESTERN_SCALE.get(scale, 1)
        return make("yen", _whole(number * factor), "円")
    return _amount(match, make)


# The hours that are counted from noon in a part of the day: `夜の8時` is 20:00, `夜の2時` is 2:00.
_NIGHT = range(5, 13)
_AFTER_NOON = {
    "午後": range(12),
    "夕方": range(12),
    "昼": range(1, 6),
    "お昼": range(1, 6),
    "夜": _NIGHT,
    "晩": _NIGHT,
    "今夜": _NIGHT,
    "今晩": _NIGHT,
    "深夜": _NIGHT,
}


def _time(match: re.Match[str], make: _Maker) -> Figure | None:
    hour, minute = _small(match["hour"]), _small(match["minute"] or match["minute2"])
    if match["half_hour"]:
        minute = 30
    if hour is None or hour > 24 or (minute or 0) > 59:
        return None
    if match["half"] and hour in _AFTER_NOON.get(match["half"], ()):
        hour += 12
    return make("time", (hour, minute or 0))


def _slash(match: re.Match[str], make: _Maker, weekday: int | None) -> Figure | None:
    a, b = int(match["a"]), int(match["b"])
    could_be_date = 1 <= a <= 12 and 1 <= b <= 31
    could_be_rate = 0 < a < b <= 10
    if weekday is not None or (could_be_date and not could_be_rate):
        return make("date", (None, a, b))
    if could_be_date and could_be_rate:
        return make("slash", (a, b))
    return make("rate", Fraction(a, b)) if could_be_rate else None


def _amount(match: re.Match[str], make: _Maker) -> Figure | None:
    raw, counter = match["number"], match["counter"] or ""
    try:
        number = parse_number(raw)
    except ValueError:
        return None
    if is_kanji_only(raw) and not counter and not (has_scale(raw) and len(raw) > 1) and len(raw) < 3:
        return None
    if counter.lower() in ("円", "えん", "エン", "yen") or (has_scale(raw) and not counter):
        return make("yen", _whole(number), "円")
    if counter == "年" and 1900 <= number <= 2100 and number.denominator == 1:
        return make("date", (int(number), None, None))
    if counter == "月" and number.denominator == 1 and 1 <= number <= 12:
        return make("date", (None, int(number), None))
    if counter == "日" and number.denominator == 1 and 1 <= number <= 31:
        return make("count", number, "日")
    if counter:
        return make("count", number, _UNIT_ALIASES.get(counter, counter))
    return make("number", number)


def _inherit_units(text: str, found: list[Figure]) -> Iterator[Figure]:
    """`750~2,500万円` states two amounts, and `2、3ヶ月` two lengths: the first takes the unit of the second."""
    for index, figure in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        if figure.kind == "number" and following and following.kind in ("yen", "count", "rate"):
            between = text[figure.span[1] : following.span[0]].strip()
            if between in ("~", "-", "から", "ないし") or (between == "、" and _next_number(figure, following)):
                yield _with_unit_of(figure, following)
                continue
        yield figure


def _next_number(figure: Figure, following: Figure) -> bool:
    """`2、3ヶ月` is said of one length or the other; `領域5、540万円` tells two things."""
    leading = re.match(r"\d+|[一二三四五六七八九]", following.text)
    if leading is None or not isinstance(figure.value, Fraction) or figure.value >= 10:
        return False
    return parse_number(leading[0]) == figure.value + 1


def _with_unit_of(figure: Figure, other: Figure) -> Figure:
    number = figure.value
    assert isinstance(number, Fraction)
    if other.kind == "yen":
        raw = re.sub(r"(?:円|えん|エン|yen)$", "", other.text, flags=re.IGNORECASE).strip()
        return Figure("yen", _whole(number * large_scale(raw)), "円", figure.text, figure.span)
    if other.kind == "rate":
        return Figure("rate", number / (100 if other.unit == "%" else 10), other.unit, figure.text, figure.span)
    return Figure("count", number, other.unit, figure.text, figure.span)


def _whole(number: Fraction) -> int | Fraction:
    return int(number) if number.denominator == 1 else number


def _era_year(era: str, year: str) -> int:
    return _ERAS[era.upper() if era.isascii() else era] + (1 if year == "元" else int(parse_number(year)))


def _small(text: str | None) -> int | None:
    return int(parse_number(text)) if text else None
