"""A sentence typed in Latin letters, English or Japanese, word by word as Japanese.

No translation: the words that this counter knows are put in Japanese, what ends a Japanese sentence is put at its end,
and the rest stays. It is enough to see what is asked, and the encoders were made for Japanese.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.question.language.spoken import Gloss, Speech

Span = tuple[int, int]

_SENTENCE = re.compile(r"[^.?!\n]+(?:\.(?=\S)[^.?!\n]+)*[.?!]*")
_MOSTLY = 0.8
_DAY = re.compile(r"\s*(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\w,.]\d|\w)", re.IGNORECASE)
_FEWEST = 0.3
"""The least share of the letters that the words of a speech have to cover."""
_WORD = re.compile(r"[A-Za-z]+")
_RESPELLED = 5
"""The fewest letters of a word that may be a known one in another spelling."""
_SPELLINGS = tuple(
    (re.compile(written), one)
    for written, one in (
        ("sy(?=[auo])|(?<!s)s(?=i)", "sh"),
        ("[tc]y(?=[auo])|(?<!t)t(?=i)", "ch"),
        ("t(?=u)", "ts"),
        ("[zj]y(?=[auo])|z(?=i)", "j"),
        ("(?<![cst])h(?=u)", "f"),
        ("m(?=[bp])", "n"),
        ("o[uo]+", "o"),
        ("uu+", "u"),
    )
)
"""Ways to write Japanese in Latin letters: `syouryokuka`, `shouryokuka` and `shoryokuka` are one word."""


@dataclass(frozen=True)
class _Dictionary:
    words: re.Pattern[str]
    said: dict[str, Gloss]
    first_words: re.Pattern[str]
    first: dict[str, Gloss]

    def found(self, message: str, span: Span) -> list[tuple[Span, Gloss]]:
        """The words of a sentence, in its order."""
        found = []
        for match in self.words.finditer(message, *span):
            gloss, place = self.said[_key(match.group())], match.span()
            if gloss.numbered:
                day = _DAY.match(message, match.end())
                if day is None:
                    continue
                gloss, place = Gloss(said=gloss.said, plain=f"{gloss.plain}{day['day']}日"), (match.start(), day.end())
            found.append((place, gloss))
        start = span[0] + len(message[slice(*span)]) - len(message[slice(*span)].lstrip())
        begins = self.first_words.match(message, start, span[1])
        if begins and not any(gloss.ends for _, gloss in found):
            kept = [(place, gloss) for place, gloss in found if place[0] >= begins.end()]
            return [(begins.span(), self.first[_key(begins.group())]), *kept]
        return found


class LatinReader:
    """Puts sentences in Latin letters into Japanese words."""

    def __init__(self, speeches: Sequence[Speech], names: Sequence[str] = ()) -> None:
        """`names` are those of the corpus that are written in Latin letters."""
        written = [*names, *(words for speech in speeches for gloss in speech.glosses for words in gloss.said)]
        self._known: set[str] = {word.casefold() for words in written for word in _WORD.findall(words)}
        self._spelled = {_spelled(word): word for word in sorted(self._known)}
        self._dictionaries = []
        for speech in speeches:
            said = {words.casefold(): gloss for gloss in speech.glosses if not gloss.first for words in gloss.said}
            first = {words.casefold(): gloss for gloss in speech.glosses if gloss.first for words in gloss.said}
            if said:
                self._dictionaries.append(_Dictionary(_whole_words(said), said, _whole_words(first), first))

    def respelled(self, message: str, kept: Sequence[Span] = ()) -> str:
        """A message in Latin letters, its words as they are known: `syouryokuka` as `shoryokuka`.

        Words that stand in a span of `kept` stay as they are written.
        """
        if not mostly_latin(message):
            return message
        return _WORD.sub(lambda word: word[0] if _within(word.span(), kept) else self._respelled(word[0]), message)

    def _respelled(self, word: str) -> str:
        if len(word) < _RESPELLED or word.casefold() in self._known:
            return word
        return self._spelled.get(_spelled(word), word)

    def read(self, message: str, kept: Sequence[Span]) -> str:
        """The message with its sentences in Latin letters put into Japanese; `kept` are spans of names."""
        if not mostly_latin(message):
            return message
        parts, position = [], 0
        for sentence in _SENTENCE.finditer(message):
            parts += [message[position : sentence.start()], self._glossed(message, sentence.span(), kept)]
            position = sentence.end()
        return "".join([*parts, message[position:]])

    def _glossed(self, message: str, span: Span, kept: Sequence[Span]) -> str:
        own = [(max(span[0], first), min(span[1], last)) for first, last in kept if first < span[1] and span[0] < last]
        letters = sum(map(str.isalpha, message[slice(*span)])) - sum(last - first for first, last in own)
        best: tuple[float, str] = (_FEWEST, message[slice(*span)])
        for dictionary in self._dictionaries:
            found = [
                (place, gloss)
                for place, gloss in dictionary.found(message, span)
                if not any(place[0] < last and first < place[1] for first, last in own)
            ]
            covered = sum(last - first for (first, last), _ in found) / max(letters, 1)
            if any(gloss.plain for _, gloss in found) and covered > best[0]:
                best = (covered, _put_together(message, span, found))
        return best[1]


def _put_together(message: str, span: Span, found: Sequence[tuple[Span, Gloss]]) -> str:
    """The sentence with each word found put into Japanese; what English says first of all, Japanese says last."""
    parts: list[str] = []
    ends: list[str] = []
    position = span[0]
    for (start, end), gloss in found:
        parts += [message[position:start], "" if gloss.ends else gloss.plain]
        if gloss.ends and gloss.plain not in ends:
            ends.insert(0, gloss.plain)
        position = end
    parts.append(message[position : span[1]])
    text = re.sub(r"\s+", " ", "".join(parts)).strip()
    body = text.rstrip(" .?!,")
    return f"{body}{' ' if body and ends else ''}{''.join(ends)}{'?' if '?' in text else '。'}"


def _whole_words(said: Iterable[str]) -> re.Pattern[str]:
    """Any of these words, the longest first, as whole words; a number may stand right before one (`5gatsu`)."""
    words = "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in sorted(said, key=len, reverse=True))
    return re.compile(rf"(?<![A-Za-z'-])(?:{words or '(?!)'})(?![A-Za-z0-9'-])", re.IGNORECASE)


def _within(place: Span, spans: Sequence[Span]) -> bool:
    return any(first <= place[0] and place[1] <= last for first, last in spans)


def _spelled(word: str) -> str:
    """A word in Latin letters in one of the ways to write it."""
    plain = word.casefold()
    for written, one in _SPELLINGS:
        plain = written.sub(one, plain)
    return plain


def _key(words: str) -> str:
    return re.sub(r"\s+", " ", words).casefold()


def mostly_latin(text: str) -> bool:
    """Whether nearly all letters of a text are Latin ones."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 3 and sum(map(str.isascii, letters)) > _MOSTLY * len(letters)
