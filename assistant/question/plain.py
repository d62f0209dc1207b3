"""A message as it reads in plain standard Japanese: dialect, sounds and slips of the keyboard put right.

Most rewrites are weighed: the dictionary tells how much a text reads like Japanese, and a word is only replaced where
that makes it read more so. Standard Japanese is left as it is. What stands in quotation marks or in a name stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.question.language.spoken import Rewrite, Speech, Spoken, stands
from assistant.question.latin import LatinReader
from assistant.question.miswritten import MiswrittenWords
from ingest.japanese.readings import strangeness

Span = tuple[int, int]

_REWRITING = 700
"""By how much a text has to read better for each word that is replaced."""
_SOUNDING = 2000
"""The same for one sound inside a word."""
_WIDTH = 8
"""Readings of a piece that are kept while its places are gone through."""
_MOST_PLACES = 40
"""Places in one piece of text; what has more is no sentence."""
_QUOTED = re.compile(r"「[^」]*」|『[^』]*』|\"[^\"]*\"")
_PIECE = re.compile(r"[^、。,!?\n「」『』\"…()]+")
_STOP = "。!?\n"


@dataclass(frozen=True)
class _Site:
    """A place of a piece that may be replaced."""

    start: int
    end: int
    plain: str
    price: int


@dataclass(frozen=True)
class _Word:
    spoken: str
    rewrite: Rewrite
    speech: Speech


class PlainReader:
    """Rewrites messages. `names` gives the spans of a message that are names of the corpus."""

    def __init__(
        self, spoken: Spoken, names: Callable[[str], Sequence[Span]] = lambda _: (), written: Sequence[str] = ()
    ) -> None:
        """`written` are the names of the corpus, in Latin letters or not."""
        self._names = names
        self._question_words = spoken.question_words
        self._speeches = spoken.speeches
        self._latin = LatinReader(spoken.speeches, [name for name in written if name.isascii()])
        japanese = [name for name in written if not name.isascii()]
        self._misread = MiswrittenWords(spoken.homophones, [*spoken.in_kana, *japanese])
        # By their first two letters, apart for what is weighed and what isn't: a message is gone through letter by letter.
        self._begun: dict[tuple[bool, str], list[_Word]] = {}
        for speech in spoken.speeches:
            for rewrite in speech.rewrites:
                for text in rewrite.spoken:
                    self._begun.setdefault((rewrite.always, text[:2]), []).append(_Word(text, rewrite, speech))

    def read(self, message: str) -> str:
        """The message in plain Japanese; the message itself where nothing is spoken or mistyped in it."""
        message = self._latin.respelled(message, _quoted(message))
        plain = self._latin.read(message, self._kept(message))
        for always in (True, False, True):  # what is weighed may lay bare an ending
            plain = self._rewritten(plain, self._kept(plain), always=always)
        return plain

    def _kept(self, message: str) -> list[Span]:
        """What is not for rewriting: names, and what stands in quotation marks."""
        return [*self._names(message), *_quoted(message)]

    def _rewritten(self, message: str, kept: Sequence[Span], *, always: bool) -> str:
        parts, position = [], 0
        speeches = [] if always else [speech for speech in self._speeches if _heard(speech, message)]
        for piece in _PIECE.finditer(message):
            said = self._places(message, piece.span(), kept, self._asks(message, piece.span()), always=always)
            heard = [site for speech in speeches for site in _sounds(message, piece.span(), speech)]
            sites = [site for site in (*said, *heard) if not _overlaps(site, kept)]
            sites = sorted(
                [*sites, *([] if always else self._miswritten(message, piece.span(), kept))],
                key=lambda site: (site.start, -site.end),
            )
            if not sites or len(sites) > _MOST_PLACES:
                continue
            parts += [message[position : piece.start()]]
            parts += [(_replaced if always else _likeliest)(message, piece.span(), sites)]
            position = piece.end()
        return "".join([*parts, message[position:]])

    def _miswritten(self, message: str, piece: Span, kept: Sequence[Span]) -> list[_Site]:
        """Known words that are left in kana or mistyped; a name may be one of them, or part of one."""
        sites = [_Site(at.start, at.end, at.word, _REWRITING) for at in self._misread.find(message, piece)]
        return [
            site
            for site in sites
            if not _overlaps(site, [(first, last) for first, last in kept if first < site.start or site.end < last])
        ]

    def _asks(self, message: str, piece: Span) -> bool:
        """Whether the sentence around a piece has a question word."""
        start = max(message.rfind(mark, 0, piece[0]) for mark in _STOP) + 1
        end = min((place for mark in _STOP if (place := message.find(mark, piece[1])) >= 0), default=len(message))
        return any(word in message[start:end] for word in self._question_words)

    def _places(self, message: str, piece: Span, kept: Sequence[Span], asking: bool, *, always: bool) -> list[_Site]:
        """Where words of the data stand in a piece, with what they may stand for."""
        sites = []
        ends = {last for _, last in kept}
        for start in range(*piece):
            pair, single = (always, message[start : start + 2]), (always, message[start])
            for word in (*self._begun.get(pair, ()), *(self._begun.get(single, ()) if pair != single else ())):
                end = start + len(word.spoken)
                rewrite = word.rewrite
                if end > piece[1] or not message.startswith(word.spoken, start):
                    continue
                if rewrite.marked and not _heard(word.speech, message):
                    continue
                if rewrite.asking is not None and rewrite.asking is not asking:
                    continue
                if not _fits(message, piece, start, end, rewrite, start in ends):
                    continue
                sites += [_Site(start, end, plain, _REWRITING) for plain in rewrite.plain]
        return sites


def _quoted(message: str) -> list[Span]:
    return [match.span() for match in _QUOTED.finditer(message)]


def _sounds(message: str, piece: Span, speech: Speech) -> list[_Site]:
    """The sounds of a region inside the words of a piece."""
    plain = {sound.heard: sound.plain for sound in speech.sounds}
    kept = [match.span() for word in speech.keeps for match in re.finditer(re.escape(word), message)]
    sites = [
        _Site(place, place + 1, plain[message[place]], _SOUNDING)
        for place in range(piece[0] + 1, piece[1])
        if message[place] in plain
    ]
    return [site for site in sites if not _overlaps(site, kept)]


def _overlaps(site: _Site, spans: Sequence[Span]) -> bool:
    return any(site.start < last and first < site.end for first, last in spans)


def _heard(speech: Speech, message: str) -> bool:
    return any(mark in message for mark in speech.marks)


def _fits(message: str, piece: Span, start: int, end: int, rewrite: Rewrite, named: bool) -> bool:
    """Whether what stands around a word is what a rewrite asks for."""

    def preceded(place: str) -> bool:
        if place == "<始>":
            return start == piece[0]
        if place == "<名詞>" and named:
            return True
        if place.startswith("<"):
            return start > piece[0] and stands(place, message[start - 1])
        return message.endswith(place, piece[0], start)

    def followed(place: str) -> bool:
        if place in ("<終>", "<止>", "<問>"):
            rest = message[end:].lstrip(" ~ー") if end < piece[1] else message[end:]
            if place == "<終>":
                return end == piece[1] or not message[end : piece[1]].strip(" ~ー")
            if place == "<問>":
                return rest.startswith("?")
            return not rest or rest[0] in _STOP
        if place.startswith("<"):
            return end < piece[1] and stands(place, message[end])
        return message.startswith(place, end)

    return (
        (not rewrite.after or any(map(preceded, rewrite.after)))
        and (not rewrite.before or any(map(followed, rewrite.before)))
        and not any(map(preceded, rewrite.not_after))
        and not any(map(followed, rewrite.not_before))
    )


def _replaced(message: str, piece: Span, sites: Sequence[_Site]) -> str:
    """The piece with each place replaced, the first and longest where they overlap."""
    parts, position = [], piece[0]
    for site in sites:
        if site.start >= position:
            parts += [message[position : site.start], site.plain]
            position = site.end
    return "".join([*parts, message[position : piece[1]]])


def _likeliest(message: str, piece: Span, sites: Sequence[_Site]) -> str:
    """The reading of a piece that is most like Japanese, each replacement at its price."""
    end = piece[1]
    # (strangeness with prices, prices, what is settled, where the rest begins)
    readings = [(strangeness(message[piece[0] : end]), 0, "", piece[0])]
    for site in sites:
        made = []
        for _, price, settled, position in readings:
            if site.start >= position:
                begun = settled + message[position : site.start] + site.plain
                dear = price + site.price
                made.append((strangeness(begun + message[site.end : end]) + dear, dear, begun, site.end))
        if made:
            readings = sorted([*readings, *made])[:_WIDTH]
    _, _, settled, position = readings[0]
    return settled + message[position:end]
