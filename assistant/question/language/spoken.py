"""How people speak and type apart from the standard language, from `corpus/language/spoken.yaml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from assistant.question.language.data import LanguageData

_ROWS = {
    "<あ段>": "あかがさざただなはばぱまやらわゃ",
    "<い段>": "いきぎしじちぢにひびぴみり",
    "<う段>": "うくぐすずつづぬふぶぷむゆるゅ",
    "<え段>": "えけげせぜてでねへべぺめれ",
    "<お段>": "おこごそぞとどのほぼぽもよろをょ",
}
CLASSES: dict[str, str] = {
    "<始>": "where a piece of text between commas begins",
    "<終>": "where it ends",
    "<止>": "where a sentence ends, a comma doesn't count",
    "<問>": "where a sentence ends in a question mark",
    "<漢字>": "a kanji",
    "<名詞>": "a kanji, katakana, a letter or digit, or the end of a name of the corpus",
    "<ひらがな>": "hiragana",
    **{name: f"one of {letters}" for name, letters in _ROWS.items()},
}
"""What may stand in `after` and `before` beside letters themselves."""


def _known_class(place: str) -> str:
    if place.startswith("<") and place not in CLASSES:
        raise ValueError(f"「{place}」は使えません。文字そのものか、{'・'.join(CLASSES)} のどれかを書いてください")
    if not place:
        raise ValueError("空にはできません。文字か種類を書いてください")
    return place


def _some_letters(text: str) -> str:
    if not text.strip():
        raise ValueError("空にはできません。話しことばを書いてください")
    return text


Place = Annotated[str, AfterValidator(_known_class)]
Letters = Annotated[str, AfterValidator(_some_letters)]


class Rewrite(LanguageData):
    """Spoken words, and how they stand in plain standard Japanese."""

    spoken: tuple[Letters, ...] = Field(min_length=1)
    plain: tuple[str, ...] = Field(min_length=1)
    """Ways to say it; where there are several, the one that reads most like Japanese is taken."""
    after: tuple[Place, ...] = ()
    """What stands in front: letters, or a class such as `<漢字>`; one of them has to."""
    before: tuple[Place, ...] = ()
    """What follows; one of them has to."""
    not_after: tuple[Place, ...] = ()
    not_before: tuple[Place, ...] = ()
    always: bool = False
    """Whether it is no other word, so that nothing has to be weighed."""
    marked: bool = False
    """Only in a message that has one of the marks of its speech."""
    asking: bool | None = None
    """Only in a sentence with a question word (true) or without one (false)."""


class Sound(LanguageData):
    """A sound inside words that people of a region say in another way (`入れで` for `入れて`)."""

    heard: Letters
    plain: Letters


class Gloss(LanguageData):
    """Words in Latin letters, and what they are in Japanese."""

    said: tuple[Letters, ...] = Field(min_length=1)
    plain: str = ""
    """Empty for words that say nothing in Japanese (`the`)."""
    ends: bool = False
    """Whether it ends a sentence in Japanese, wherever it stands (`how much can I get`)."""
    first: bool = False
    """Only where it begins the sentence (`Does it …`)."""
    numbered: bool = False
    """Only in front of a number, which is then a day (`May 8th`)."""


class Speech(LanguageData):
    """The speech of a region, or of everyone who types as they talk."""

    id: str
    label: str
    marks: tuple[str, ...] = ()
    """What nobody says elsewhere: its sounds are only looked for in a message that has one of these."""
    sounds: tuple[Sound, ...] = ()
    keeps: tuple[Letters, ...] = ()
    """Words that have these sounds in the standard language too."""
    rewrites: tuple[Rewrite, ...] = ()
    glosses: tuple[Gloss, ...] = ()
    """Looked up in a sentence in Latin letters; of several such speeches the one whose words cover most is taken."""


class Spoken(LanguageData):
    """`corpus/language/spoken.yaml`."""

    question_words: tuple[Letters, ...] = ()
    """What makes a sentence one that asks with a word."""
    homophones: tuple[Letters, ...] = ()
    """Words that are often converted to other letters with the same sound (`補助立` for `補助率`)."""
    in_kana: tuple[Letters, ...] = ()
    """Words, beside these, that somebody who types in kana leaves in kana."""
    speeches: tuple[Speech, ...] = ()


def stands(place: str, letter: str) -> bool:
    """Whether one letter is of a class of letters (`<漢字>`, `<あ段>`)."""
    if place in _ROWS:
        return letter in _ROWS[place]
    if place == "<漢字>":
        return "\u3400" <= letter <= "\u9fff" or letter == "々"
    if place == "<ひらがな>":
        return "\u3041" <= letter <= "\u309f"
    katakana = "\u30a0" <= letter <= "\u30ff"
    return place == "<名詞>" and (
        "\u3400" <= letter <= "\u9fff" or katakana or letter in "々)」』|" or (letter.isascii() and letter.isalnum())
    )
