"""Personal data is masked before anything is stored: addresses, numbers and names become `［電話］` and the like.

Check digits come from python-stdnum, telephone numbers from phonenumbers (libphonenumber), personal names from
Sudachi's dictionary. A name is masked only where the words around it say that it is a person: a title behind it, a
family and a given name together, or an introduction.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from sudachipy import Morpheme, Tokenizer

Kind = Literal["email", "phone", "card", "my_number", "postal", "address", "account", "company", "name"]

LABELS: Mapping[Kind, str] = {
    "email": "［メール］",
    "phone": "［電話］",
    "card": "［カード番号］",
    "my_number": "［個人番号］",
    "postal": "［郵便番号］",
    "address": "［住所］",
    "account": "［口座番号］",
    "company": "［会社名］",
    "name": "［氏名］",
}

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+\s?@\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(r"(?<![\d-])(?:\+81[- ]?|0)\d{1,4}[- (]\d{1,4}[- )]\d{3,4}(?![\d-])|(?<!\d)0[5789]0\d{8}(?!\d)")
_DIGIT_RUN = re.compile(r"(?<![\d,.])\d(?:[ -]?\d){11,18}(?![\d,]|\s?[円万億千])")
_TOLD_NUMBER = re.compile(
    r"(?P<what>マイナンバー|個人番号|カード番号|クレジットカード|口座番号|口座)[^\d\n]{0,12}(?P<number>\d(?:[ -]?\d){5,18})"
)
_TOLD_KINDS: Mapping[str, Kind] = {
    "マイナンバー": "my_number",
    "個人番号": "my_number",
    "カード番号": "card",
    "クレジットカード": "card",
    "口座番号": "account",
    "口座": "account",
}
_POSTAL = re.compile(r"〒\s?\d{3}-?\d{4}")
_ADDRESS = re.compile(
    r"(?:北海道|東京都|(?:京都|大阪)府|[一-龯]{2,3}県)[一-龯ぁ-んァ-ヶ々ヶ]{1,12}[市区町村郡][一-龯ぁ-んァ-ヶ々ヶ]{0,14}"
    r"\d{1,4}(?:丁目|番地|番|号|-|の)\d{0,4}(?:(?:番地|番|号|-|の)\d{0,4}){0,3}号?"
)
_FORM = r"(?:株式会社|有限会社|合同会社|合資会社|合名会社|\(株\)|\(有\)|\(同\))"
_COMPANY = re.compile(
    rf"{_FORM}\s?(?P<after>[一-龯ぁ-んァ-ヶ々ーA-Za-z0-9&・.]{{1,30}})|(?P<before>[一-龯ァ-ヶ々ーA-Za-z0-9&・]{{1,24}}){_FORM}"
)
_HONORIFICS = ("さん", "様", "さま", "氏", "殿", "ちゃん", "君")
_INTRODUCES = re.compile(
    r"(?:担当(?:者)?(?:の|は|:|、)?|代表(?:者|取締役)?(?:の|は|:)?|社長の|名前は|氏名(?:は|:)?|私は|わたしは|わたくし)\s*$"
)
_CLOSES = re.compile(r"\s*(?:です|と申|といい|と言い|でございます|より|まで連絡|宛|[。、,.\n(])|\s*$")
_SPOKEN_FOR = re.compile(rf"{_FORM}.{{0,30}}(?:の|\s)\s*$")
_CALLED = re.compile(r"\s*(?:と申|といいます|と言います)")
_COMPANY_WORDS = ("名詞", "接頭辞", "接尾辞", "記号", "形状詞", "補助記号")
_POSTS = ("担当", "代表", "社長")
_DASHES = dict.fromkeys("‐‑‒–—―−﹣－", "-")


@dataclass(frozen=True)
class Masked:
    """A text that may be stored. `found` are the pieces that were taken out, with their kinds; never stored."""

    text: str
    found: tuple[tuple[Kind, str], ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        return dict(Counter(kind for kind, _ in self.found))


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    kind: Kind


def mask(text: str) -> Masked:
    """The text without personal data. Amounts, dates and programme names stay."""
    folded, origin = _fold(text)
    spans = _without_overlaps([*_numbers(folded), *_patterns(folded), *_people(folded)])
    pieces: list[str] = []
    found: list[tuple[Kind, str]] = []
    position = 0
    for span in spans:
        start, end = origin[span.start], origin[span.end]
        pieces += [text[position:start], LABELS[span.kind]]
        found.append((span.kind, text[start:end]))
        position = end
    return Masked("".join([*pieces, text[position:]]), tuple(found))


def mask_everywhere(value: Any, found: tuple[tuple[Kind, str], ...]) -> Any:
    """A JSON value with every piece that was masked in the question masked in its strings too.

    Answers repeat parts of questions, and traces hold them. Other words stay: a programme's own telephone number is
    part of the answer, not personal data.
    """
    if isinstance(value, str):
        for kind, piece in sorted(found, key=lambda one: -len(one[1])):
            # What was understood is in normalised spelling.
            for spelling in dict.fromkeys((piece, unicodedata.normalize("NFKC", piece))):
                value = value.replace(spelling, LABELS[kind])
        return value
    if isinstance(value, list | tuple):
        return [mask_everywhere(item, found) for item in value]
    if isinstance(value, dict):
        return {key: mask_everywhere(item, found) for key, item in value.items()}
    return value


def _fold(text: str) -> tuple[str, list[int]]:
    """The text in one width, and for each of its offsets the offset in the original (with one more for the end)."""
    pieces: list[str] = []
    origin: list[int] = []
    for position, character in enumerate(text):
        plain = _DASHES.get(character) or unicodedata.normalize("NFKC", character)
        if character == "ー" and pieces and pieces[-1].isdigit() and text[position + 1 : position + 2].isdigit():
            plain = "-"
        pieces.append(plain)
        origin += [position] * len(plain)
    return "".join(pieces), [*origin, len(text)]


def _numbers(text: str) -> Iterator[_Span]:
    import phonenumbers
    from phonenumbers import Leniency, PhoneNumberMatcher
    from stdnum import luhn
    from stdnum.jp import in_

    for match in _TOLD_NUMBER.finditer(text):
        yield _Span(*match.span("number"), _TOLD_KINDS[match["what"]])
    for match in _DIGIT_RUN.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) == 12 and in_.is_valid(digits):
            yield _Span(*match.span(), "my_number")
        elif 13 <= len(digits) <= 19 and digits[0] in "23456" and luhn.is_valid(digits):
            yield _Span(*match.span(), "card")
    for match in _PHONE.finditer(text):
        yield _Span(*match.span(), "phone")
    if sum(character.isdigit() for character in text) >= 9:
        for number in PhoneNumberMatcher(text, "JP", leniency=Leniency.VALID):
            if phonenumbers.is_valid_number(number.number) and not re.match(r"\s?[円万億]", text[number.end :]):
                yield _Span(number.start, number.end, "phone")


def _patterns(text: str) -> Iterator[_Span]:
    patterns: tuple[tuple[re.Pattern[str], Kind], ...] = (
        (_EMAIL, "email"),
        (_POSTAL, "postal"),
        (_ADDRESS, "address"),
    )
    for pattern, kind in patterns:
        yield from (_Span(*match.span(), kind) for match in pattern.finditer(text))


def _people(text: str) -> Iterator[_Span]:
    """Names of people, and of the company that they speak for."""
    if not re.search(r"[一-龯ァ-ヶ]", text):
        return
    words = list(_tokenizer().tokenize(text))
    for match in _COMPANY.finditer(text):
        group = "after" if match["after"] else "before"
        start, end = match.span(group)
        inside = [word for word in words if start <= word.begin() < end]
        kept = _company_name(inside) if group == "after" else _company_name(inside[::-1])[::-1]
        if kept:
            yield _Span(kept[0].begin(), kept[-1].end(), "company")
    index = 0
    while index < len(words):
        length = _name_length(words, index)
        run = words[index : index + length]
        if run and _is_person(run, text[: run[0].begin()], text[run[-1].end() :]):
            yield _Span(run[0].begin(), run[-1].end(), "name")
        index += max(length, 1)


def _company_name(words: list[Morpheme]) -> list[Morpheme]:
    """The nouns from the company's form on, up to the first particle or somebody's post."""
    found: list[Morpheme] = []
    for word in words:
        if word.part_of_speech()[0] not in _COMPANY_WORDS or word.surface() in _POSTS:
            break
        found.append(word)
    return found


def _name_length(words: list[Morpheme], index: int) -> int:
    """How many words from here on could be one name: personal names, with at most one space between them."""
    length = 0
    while index + length < len(words) and _could_be_name(words[index + length]):
        length += 1
        ahead = index + length
        if ahead + 1 < len(words) and not words[ahead].surface().strip() and _could_be_name(words[ahead + 1]):
            length += 1
    return length


def _could_be_name(word: Morpheme) -> bool:
    speech = word.part_of_speech()
    if speech[2] == "人名":
        return True
    unknown = word.is_oov() and speech[0] == "名詞"
    return unknown and bool(re.fullmatch(r"[一-龯々]{1,4}|[ァ-ヶー]{2,10}", word.surface()))


def _is_person(run: list[Morpheme], before: str, after: str) -> bool:
    if after.lstrip().startswith(_HONORIFICS):
        return True
    known = [word.part_of_speech() for word in run if word.part_of_speech()[2] == "人名"]
    if len({speech[3] for speech in known} & {"姓", "名"}) == 2:
        return True
    closed = bool(_CLOSES.match(after))
    if closed and _INTRODUCES.search(before):
        return True
    return bool(known) and closed and bool(_SPOKEN_FOR.search(before) or _CALLED.match(after))


def _without_overlaps(spans: list[_Span]) -> list[_Span]:
    """Spans in order; of two that overlap the longer one stays."""
    kept: list[_Span] = []
    for span in sorted(spans, key=lambda one: (one.start - one.end, one.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda one: one.start)


_local = threading.local()


def _tokenizer() -> Tokenizer:
    """One tokenizer a thread: Sudachi's may not be shared."""
    if not hasattr(_local, "tokenizer"):
        from sudachipy import Dictionary, SplitMode

        _local.tokenizer = Dictionary(dict="core").create(mode=SplitMode.C)
    found: Tokenizer = _local.tokenizer
    return found
