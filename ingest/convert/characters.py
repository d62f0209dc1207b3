"""Characters that are artefacts of fonts and files, not of the text: folded in what is taken as the source's words.

A font's ⼩ (Kangxi radical) is the 小 that was typed; ｶﾅ in half width is カナ; ﬁ is fi; a vertical ︵ is （. Characters
that an author chose (①, ㈱, ㎡, full-width digits) stay: the reading of numbers and the search fold those themselves.
"""

from __future__ import annotations

import re
import unicodedata

# Radicals that Unicode gives no compatibility mapping, with the ideograph each one looks like.
_RADICALS = {
    "⺀": "冫", "⺁": "厂", "⺄": "乙", "⺅": "亻", "⺆": "冂", "⺇": "几", "⺈": "刀", "⺊": "卜", "⺌": "小", "⺍": "小",
    "⺎": "兀", "⺐": "尤", "⺒": "巳", "⺔": "弓", "⺖": "忄", "⺘": "扌", "⺙": "攵", "⺛": "旡", "⺜": "日", "⺝": "月",
    "⺠": "民", "⺡": "氵", "⺣": "灬", "⺤": "爪", "⺦": "丬", "⺧": "牛", "⺨": "犭", "⺩": "王", "⺫": "目", "⺬": "示",
    "⺭": "礻", "⺮": "竹", "⺯": "糸", "⺱": "罒", "⺶": "羊", "⺷": "羊", "⺸": "羊", "⺹": "耂", "⺻": "聿", "⺽": "臼",
    "⺾": "艹", "⺿": "艹", "⻁": "虎", "⻂": "衤", "⻃": "覀", "⻄": "西", "⻅": "見", "⻆": "角", "⻇": "角", "⻈": "訁",
    "⻉": "貝", "⻊": "足", "⻋": "車", "⻌": "辶", "⻍": "辶", "⻎": "辶", "⻏": "阝", "⻑": "長", "⻒": "長", "⻓": "長",
    "⻔": "門", "⻕": "阝", "⻖": "阝", "⻗": "雨", "⻘": "青", "⻙": "韋", "⻚": "頁", "⻛": "風", "⻜": "飛", "⻝": "食",
    "⻞": "食", "⻟": "飠", "⻠": "飠", "⻡": "首", "⻢": "馬", "⻣": "骨", "⻤": "鬼", "⻥": "魚", "⻦": "鳥", "⻧": "鹵",
    "⻨": "麦", "⻩": "黄", "⻪": "黽", "⻫": "斉", "⻬": "斉", "⻭": "歯", "⻮": "歯", "⻯": "竜", "⻰": "竜", "⻱": "亀",
    "⻲": "亀",
}  # fmt: skip
_FOLDED = re.compile(
    "["
    "\u2e80-\u2fdf"  # radicals
    "\uf900-\ufaff\U0002f800-\U0002fa1f"  # compatibility ideographs
    "\uff61-\uff9f"  # half-width kana
    "\ufb00-\ufb06"  # Latin ligatures
    "\ufe10-\ufe19\ufe30-\ufe4f"  # vertical forms
    "]+"
)
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def fold_artefacts(text: str) -> str:
    """The text as it was typed; invisible and direction-changing characters are gone."""
    text = _INVISIBLE.sub("", text).translate(_PLAIN)
    return _FOLDED.sub(lambda match: unicodedata.normalize("NFKC", match[0].translate(_TABLE)), text)


def has_artefacts(text: str) -> bool:
    """Whether folding changes a visible character."""
    return bool(_FOLDED.search(text))


_TABLE = str.maketrans(_RADICALS)
# Slashes of fractions and division are how some fonts write `/`: 2∕3.
_PLAIN = str.maketrans({"\u00a0": " ", "\u2028": "\n", "\u2029": "\n", "\u2215": "/", "\u2044": "/"})
