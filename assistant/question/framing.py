"""How a claim is framed: `…という理解で相違ございませんね` says nothing itself, and `1/2か、それとも2/3か` claims nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from assistant.question.language.operations import Frames
from assistant.question.patterns import any_of
from ingest.japanese.normalise import normalise
from ingest.japanese.readings import ends_in_predicate

_SHORTEST = 4
_LEANING = 16
"""The most letters of a question that only leans on the sentence before it."""
_PAUSE = re.compile(r"(?<=[、,])|(?<=\.\.\.)")
_DIGIT = re.compile(r"\d")
_NOUN = r"[^、。,?]{0,13}?[0-9A-Za-zァ-ヶー一-龠)」]"
_OR = r"(?:でしょうか|ですか|なのか|だか|か(?![月所国条年らかけぎ]))"
_CHOICE = re.compile(
    rf"(?P<one>{_NOUN}){_OR}(?P<apart>[、,? ]*)(?P<other>{_NOUN}){_OR}(?=[^ぁ-んァ-ヶ一-龠]|ね|な|教え|知り|どちら|どっち|$)"
)


@lru_cache(maxsize=4096)
def unframed(text: str, frames: Frames) -> str:
    """A claim without what frames it; the text itself where nothing does, or nothing would be left."""
    plain = normalise(text)
    found = list(_frame(frames).finditer(plain))
    return plain[: found[-1].start()] if found and found[-1].start() >= _SHORTEST else text


def without_concessions(bare: str, concessions: Sequence[str]) -> str:
    """A text whose names are blanked, without what sets one of them aside (`グローバル枠じゃなくても…出る`)."""
    for word in concessions:
        bare = re.sub(rf"(?:^| ){re.escape(word)}", " ", bare)
    return bare


def after_reasons(text: str, reasons: Sequence[str], leaning: Sequence[str] = ()) -> str:
    """What is asked behind the clauses that only lead to it (`加工は外に出すので、…`); "" where none leads to it."""
    pieces = _PAUSE.split(text)
    led = [place for place, piece in enumerate(pieces[:-1]) if piece.rstrip("、,. ").endswith(tuple(reasons))]
    if led and pieces[led[-1] + 1].startswith(tuple(leaning)):
        led.pop()  # `自作のソフトがあるんですが、これも対象?` asks about what leads to it
    rest = "".join(pieces[led[-1] + 1 :]).strip() if led else ""
    return rest if len(rest) >= _SHORTEST else ""


def asked_last(text: str, endings: tuple[str, ...], checks: tuple[str, ...]) -> str:
    """What is asked behind a pause: `レンタルは出ない` of `買うものしかだめで、レンタルは出ないですよね`; the text itself
    where what stands there doesn't end as one asks (`レンタルは出ないですよね、持続化では`), or by one of `checks` asks only
    whether that is so (`…と言われたけど、そうなんですか`)."""
    pieces = _PAUSE.split(text)
    rest = pieces[-1].strip("?。 ")
    asks = len(pieces) > 1 and len(rest) > _SHORTEST and rest.endswith(endings) and not rest.startswith(checks)
    return rest if asks else text


def offers_choice(text: str, words: Sequence[str]) -> bool:
    """Whether two or more answers are put to choose from: neither はい nor いいえ answers that."""
    plain = normalise(text)
    if any(plain.find(word) > 0 for word in words if not word.isascii()) and "か" in plain:
        return True
    return any(_two_nouns(match) for match in _CHOICE.finditer(plain))


def _two_nouns(choice: re.Match[str]) -> bool:
    """`電話ですかメールですか` and `1/2か2/3か`; not `使えますか、返せますか`, which are two questions."""
    one, other = choice["one"], choice["other"]
    if choice["apart"] and not (_DIGIT.search(one) and _DIGIT.search(other)):
        return False  # two questions, unless a word joins them
    return not (ends_in_predicate(one) or ends_in_predicate(other))


def leaned(clauses: Sequence[str], leaning: Sequence[str], alternatives: Sequence[str]) -> list[str]:
    """Clauses with those joined to the one before that only make sense with it.

    `機械は買わない。それでも通る？` is one question, and `5月8日ですか？それとも20日ですか？` too.
    """
    kept: list[str] = []
    for clause in clauses:
        choice = clause.startswith(tuple(alternatives))
        leans = len(clause) <= _LEANING and clause.startswith(tuple(leaning))
        if kept and (choice or (leans and not kept[-1].endswith("?"))):
            kept[-1] = f"{kept[-1].rstrip('。?、, ')}、{clause}"
        else:
            kept.append(clause)
    return kept


def wished_for(clauses: Sequence[str], wishes: Sequence[str], is_bare: Callable[[str], bool]) -> list[str]:
    """Clauses that ask whether it is so, and nothing else, joined to the wish before: `外注費だけ使いたい。いけますよね`."""
    kept: list[str] = []
    for clause in clauses:
        before = kept[-1].rstrip("。、, ") if kept else ""
        if before.endswith(tuple(wishes)) and is_bare(clause):
            kept[-1] = f"{before}、{clause}"
        else:
            kept.append(clause)
    return kept


def guessed(clauses: Sequence[str], wh_words: Sequence[str], offices: Sequence[str]) -> list[str]:
    """Clauses with an office that is only guessed at joined to the question for it: `運営、どこだっけ。文科省？`."""
    kept: list[str] = []
    for clause in clauses:
        name = clause.rstrip("?。 ")
        guess = clause.endswith("?") and len(name) <= _LEANING and name.endswith(tuple(offices))
        if kept and guess and not _DIGIT.search(name) and any(word in kept[-1] for word in wh_words):
            kept[-1] = f"{kept[-1].rstrip('?。、, ')}、{clause}"
        else:
            kept.append(clause)
    return kept


@lru_cache(maxsize=4)
def _frame(frames: Frames) -> re.Pattern[str]:
    framed = rf"{any_of(frames.says)}(?:ご|お)?{any_of(frames.nouns)}(?!が)[^、。]{{0,24}}"
    checked = (
        rf"(?:[、,][^、。]{{0,14}}{any_of(frames.checks)}[^、。]{{0,10}})?"  # `…と言われたけど、ものづくりもそう?`
    )
    confirmed = rf"{any_of(frames.confirms)}[^、。]{{0,14}}{checked}"
    return re.compile(rf"[、,]?(?:{framed}|{confirmed})[。?!]*$")
