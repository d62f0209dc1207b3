"""Known words in spite of how they are written: left in kana, with a wrong kanji of the same sound, with a slip of kana.

`じょーげん`, `上げん額`, `上減` and `じよう げん` all sound like `上限`. What is found is only a proposal: the reader of plain
Japanese takes it where the text then reads better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ingest.japanese.normalise import to_hiragana
from ingest.japanese.readings import Word, is_kana_text, letter_readings, reading, words
from ingest.japanese.sounds import sounding

_SHORTEST_SOUND = 3
"""Fewer kana stand in too many words to be one."""
_SHORTEST_SLIP = 4
"""The same where the kana are not quite those of the word."""
_LONG_SOUND = 6
"""A word this long may end in kana where it has kanji at all (`直接ひがい`)."""
_MOST_PARTS = 4
"""Words that one misconverted word may have fallen into."""
_FEWEST_KANJI = 3
_FEWEST_KANA = 3
"""A word half in kana has one or the other: `上げん` may be no `上限` but 上げない in a dialect."""
_LEFT_OUT = frozenset(" -_・·ー")


@dataclass(frozen=True)
class Found:
    """A known word, and where it stands in a message."""

    start: int
    end: int
    word: str


@dataclass(frozen=True)
class _Unit:
    """A letter of a known word and its sound; the letter is only kept where it is a kanji."""

    kanji: str
    sound: str


@dataclass(frozen=True, eq=False)
class _Known:
    text: str
    reading: str
    units: tuple[_Unit, ...]
    prolonged: bool
    """Whether it ends in a long vowel."""

    @property
    def first(self) -> str:
        """The kanji that it begins with."""
        return self.units[0].kanji

    @cached_property
    def sound(self) -> str:
        return "".join(unit.sound for unit in self.units)


@dataclass(frozen=True)
class _Letter:
    place: int
    text: str
    sound: str
    prolongs: bool


@dataclass
class _Match:
    """How a known word is written in a text, letter by letter."""

    end: int
    same: int = 0
    wrong: int = 0
    in_kana: int = 0
    kana: int = 0


class MiswrittenWords:
    """Finds the words of a list however they are written, but where they are written right."""

    def __init__(self, misconverted: Sequence[str], in_kana: Sequence[str]) -> None:
        """`misconverted` are often put in wrong kanji; `in_kana` are only looked for where kana are typed."""
        self._misconverted = frozenset(misconverted)
        self._texts = tuple(dict.fromkeys([*misconverted, *in_kana]))

    def find(self, message: str, piece: tuple[int, int]) -> list[Found]:
        """The words that a piece of a message seems to mean."""
        typed_in_kana = is_kana_text(message)
        tokens = [_moved(word, piece[0]) for word in words(message[slice(*piece)])]
        letters = _letters(message, piece)
        found = self._whole_words(message, tokens)
        for first, letter in enumerate(letters):
            for known in self._beginning(letters, first):
                match = None if message.startswith(known.text, letter.place) else _match(known, letters, first)
                if match is None:
                    continue
                place = Found(letter.place, _end(message, known, letters, match.end, piece[1]), known.text)
                typed = message[place.start : place.end]
                if not self._means(known, match, typed, typed_in_kana):
                    continue
                if match.same and _cuts(place, tokens):
                    continue
                if match.same or _stands_apart(place, typed, known, tokens):
                    found.append(place)
        return list(dict.fromkeys(found))

    def _whole_words(self, message: str, tokens: Sequence[Word]) -> list[Found]:
        """Words put together that are no word and sound like one (`情限`, `申請機嫌`)."""
        found = []
        for first in range(len(tokens)):
            for last in range(first, min(first + _MOST_PARTS, len(tokens))):
                parts = tokens[first : last + 1]
                sound = "".join(part.reading for part in parts)
                word = self._by_sound.get(sound)
                place = Found(parts[0].start, parts[-1].end, word or "")
                apart = len(parts) > 1 or not parts[0].known
                typed = message[place.start : place.end]
                long = len(sound) >= _LONG_SOUND and any(map(_is_kanji, typed))
                if word and apart and typed != word and (long or _is_kanji(typed[-1])):
                    found.append(place)
        return found

    def _means(self, known: _Known, match: _Match, typed: str, typed_in_kana: bool) -> bool:
        """Whether what is written is near enough to a known word."""
        kanji = match.same + match.wrong + match.in_kana
        if match.wrong:
            right = match.same > 0 and match.wrong * 2 <= kanji
            return right and known.text in self._misconverted
        if match.same:
            return match.in_kana > 0 and (kanji >= _FEWEST_KANJI or match.kana >= _FEWEST_KANA)
        if to_hiragana(typed).replace("ー", "") == known.reading:
            return typed_in_kana and len(known.reading) >= _SHORTEST_SOUND
        return len(known.sound) >= _SHORTEST_SLIP

    def _beginning(self, letters: Sequence[_Letter], first: int) -> Iterator[_Known]:
        """The words that may begin with a letter."""
        letter, behind = letters[first], letters[first + 1 : first + 3]
        if _is_kanji(letter.text):
            yield from self._begun.get(letter.text, ())
            for sound in _letter_sounds(letter.text):
                yield from (known for known in self._by_first_sound.get(sound, ()) if known.first != letter.text)
            return
        second = {each.sound for each in behind[: 1 + any(each.prolongs for each in behind[:1])]}
        for sound in ("", *second):
            yield from self._begun.get(letter.sound + sound, ())

    @cached_property
    def _by_sound(self) -> dict[str, str]:
        return {reading(word): word for word in sorted(self._misconverted)}

    @cached_property
    def _known(self) -> list[_Known]:
        return [known for known in map(_known, self._texts) if known is not None]

    @cached_property
    def _begun(self) -> dict[str, list[_Known]]:
        """The words by their first kanji, and by their first two sounds; by one where a kanji may follow it."""
        begun: dict[str, list[_Known]] = {}
        for known in self._known:
            starts = {known.first, known.sound[:2], known.sound[:1] if len(known.units[0].sound) == 1 else ""}
            for start in starts - {""}:
                begun.setdefault(start, []).append(known)
        return begun

    @cached_property
    def _by_first_sound(self) -> dict[str, list[_Known]]:
        """The words that may begin with a wrong kanji, by what it sounds like."""
        begun: dict[str, list[_Known]] = {}
        for known in self._known:
            if known.first and known.text in self._misconverted:
                begun.setdefault(known.units[0].sound, []).append(known)
        return begun


def _known(text: str) -> _Known | None:
    """A word cut into letters with their sounds; none where a letter has no sound."""
    said = _compared(reading(text))
    letters = _compared(to_hiragana(text).casefold())
    heard = sounding(said)
    sounds, place = [], 0
    for part in _said_letter_by_letter(letters, said):
        sounds.append("".join(each.sound for each in heard[place : place + len(part)] if not each.prolongs))
        place += len(part)
    units = [_Unit(letter if _is_kanji(letter) else "", sound) for letter, sound in zip(letters, sounds, strict=False)]
    return _Known(text, said, tuple(units), heard[-1].prolongs) if units and units[0].sound else None


def _said_letter_by_letter(letters: str, said: str) -> Sequence[str]:
    """What each letter of a word is read as: at best all as the dictionary reads them, else all but one."""
    kanji = [place for place, letter in enumerate(letters) if _is_kanji(letter)]
    for free in ([], *([place] for place in kanji), kanji):
        pattern = "".join(_readings_pattern(letter, place in free) for place, letter in enumerate(letters))
        if cut := re.fullmatch(pattern, said):
            return cut.groups()
    return ()


def _readings_pattern(letter: str, free: bool) -> str:
    listed = sorted(_heard_in_words(letter), key=len, reverse=True) if _is_kanji(letter) else [letter]
    return f"({'|'.join([*map(re.escape, listed), *(['.{1,4}?'] if free or not listed else [])])})"


def _compared(text: str) -> str:
    return "".join(letter for letter in text if letter not in _LEFT_OUT)


@lru_cache(maxsize=5_000)
def _heard_in_words(kanji: str) -> frozenset[str]:
    """How a kanji is read alone, and how that may change inside a word (`がた` of `かた`, `いっ` of `いち`)."""
    listed = [to_hiragana(said) for said in letter_readings(kanji) if said]
    voiced = [_VOICED.get(said[0], said[0]) + said[1:] for said in listed]
    stopped = [said[:-1] + "っ" for said in listed if len(said) > 1 and said[-1] in "ちつくき"]
    return frozenset([*listed, *voiced, *stopped])


@lru_cache(maxsize=5_000)
def _letter_sounds(kanji: str) -> frozenset[str]:
    return frozenset(
        "".join(each.sound for each in sounding(said) if not each.prolongs) for said in _heard_in_words(kanji)
    )


_VOICED = dict(zip("かきくけこさしすせそたちつてとはひふへほ", "がぎぐげござじずぜぞだぢづでどばびぶべぼ", strict=True))


def _letters(message: str, piece: tuple[int, int]) -> list[_Letter]:
    """The letters of a piece that are compared, with their sounds."""
    heard = sounding(to_hiragana(message[slice(*piece)]).casefold())
    return [
        _Letter(piece[0] + place, each.letter, each.sound, each.prolongs)
        for place, each in enumerate(heard)
        if each.letter not in _LEFT_OUT
    ]


def _match(known: _Known, letters: Sequence[_Letter], first: int) -> _Match | None:
    """How a word is written from a letter on; None where it isn't the word."""
    match = _Match(first)
    for unit in known.units:
        if match.end >= len(letters):
            return None
        letter = letters[match.end]
        if _is_kanji(letter.text):
            if not unit.kanji:
                return None
            if letter.text == unit.kanji:
                match.same += 1
            elif _sounds_like(letter.text, unit):
                match.wrong += 1
            else:
                return None
            match.end += 1
            continue
        match.in_kana += bool(unit.kanji)
        for sound in unit.sound:
            while match.end < len(letters) and match.end > first and _is_skipped(letters[match.end], sound):
                match.kana += 1
                match.end += 1
            if match.end >= len(letters) or letters[match.end].sound != sound:
                return None
            match.kana += 1
            match.end += 1
    return match


def _sounds_like(kanji: str, unit: _Unit) -> bool:
    """Whether a kanji may be read as a letter of a word.

    Of a kanji that is no word anything may be thought: it was hardly meant.
    """
    sounds = _letter_sounds(kanji)
    return not sounds or unit.sound in sounds


def _is_skipped(letter: _Letter, sound: str) -> bool:
    return letter.prolongs and letter.sound != sound


def _end(message: str, known: _Known, letters: Sequence[_Letter], end: int, last: int) -> int:
    """Where a word ends, with the letters that make its last vowel long."""
    if known.prolonged and end < len(letters) and letters[end].prolongs:
        end += 1
    place = letters[end - 1].place + 1
    while place < last and message[place] == "ー":
        place += 1
    return place


def _cuts(place: Found, tokens: Sequence[Word]) -> bool:
    """Whether a place is a word that the dictionary has, or cuts one in two."""
    return any(
        token.known
        and (
            (token.start, token.end) == (place.start, place.end)
            or token.start < place.start < token.end
            or token.start < place.end < token.end
        )
        for token in tokens
    )


def _stands_apart(place: Found, typed: str, known: _Known, tokens: Sequence[Word]) -> bool:
    """Whether kana begin where a word begins: needed of few, and of those with a space between
    (`こうじょう けんせつ` is no `条件`)."""
    sure = len(known.sound) > _SHORTEST_SLIP and " " not in typed
    return sure or any(token.start == place.start for token in tokens)


def _moved(word: Word, by: int) -> Word:
    return Word(word.start + by, word.end + by, word.reading, word.known)


def _is_kanji(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff"
