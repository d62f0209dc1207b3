"""How kana sound however they are typed: small or large, long vowels written out, drawn out or left out."""

from __future__ import annotations

from dataclasses import dataclass

_LARGE = str.maketrans("ぁぃぅぇぉゃゅょゎっづぢを", "あいうえおやゆよわつずじお")
_ROWS = {
    "あ": "あかがさざただなはばぱまやらわ",
    "い": "いきぎしじちにひびぴみり",
    "う": "うくぐすずつぬふぶぷむゆる",
    "え": "えけげせぜてでねへべぺめれ",
    "お": "おこごそぞとどのほぼぽもよろ",
}
_VOWELS = {letter: vowel for vowel, row in _ROWS.items() for letter in row}
_PROLONGED_BY = {"あ": "あ", "い": "い", "う": "う", "え": "えい", "お": "おう"}


@dataclass(frozen=True)
class Sound:
    """A letter and its sound; `prolongs` where it may only make the vowel in front of it long."""

    letter: str
    sound: str
    prolongs: bool


def sounding(hiragana: str) -> tuple[Sound, ...]:
    """The letters of a text with their sounds, one for each: `じょ`, `じよ` and `じょう` sound the same but for what prolongs.

    What is no hiragana sounds as itself.
    """
    sounds: list[Sound] = []
    before = ""
    for letter in hiragana:
        sound = letter.translate(_LARGE)
        vowel = _VOWELS.get(before, "")
        prolongs = letter == "ー" or (bool(vowel) and sound in _PROLONGED_BY[vowel])
        sounds.append(Sound(letter, sound, prolongs))
        before = before if letter == "ー" else sound
    return tuple(sounds)
