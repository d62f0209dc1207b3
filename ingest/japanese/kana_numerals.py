"""Amounts spelled out in kana (`ろくせんまんえん`), as people type who don't reach for digits."""

from __future__ import annotations

import re

from ingest.japanese.normalise import to_hiragana

_DIGITS = {
    "いち": "一", "に": "二", "さん": "三", "よん": "四", "ご": "五", "ろく": "六", "ろっ": "六", "なな": "七",
    "しち": "七", "はち": "八", "はっ": "八", "きゅう": "九",
}  # fmt: skip
_SCALES = {
    "じゅう": "十", "ひゃく": "百", "びゃく": "百", "ぴゃく": "百", "せん": "千", "ぜん": "千", "まん": "万", "おく": "億",
}  # fmt: skip
_WORD = "|".join(sorted((*_DIGITS, *_SCALES), key=len, reverse=True))
# Only where 万 or 億 closes it: `いちばん` and `ごせんぞ` are no amounts.
_AMOUNT = re.compile(rf"(?:(?:{_WORD}))+?(?:まん|おく)(?:(?:{_WORD})*(?:えん))?")
_PART = re.compile(_WORD)


def spell_amounts(text: str) -> str:
    """The text with amounts in kana written in kanji numerals: `ろくせんまんえん` as `六千万円`."""

    def written(match: re.Match[str]) -> str:
        kana = match.group()
        body = kana.removesuffix("えん")
        kanji = "".join(_DIGITS.get(part) or _SCALES[part] for part in _PART.findall(body))
        return f"{kanji}円" if kana.endswith("えん") else kanji

    folded = to_hiragana(text)
    # Katakana and hiragana have the same length, so places agree.
    pieces, position = [], 0
    for match in _AMOUNT.finditer(folded):
        pieces += [text[position : match.start()], written(match)]
        position = match.end()
    return "".join([*pieces, text[position:]])
