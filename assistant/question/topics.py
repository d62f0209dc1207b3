"""Which topics a clause asks about, and how surely."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from assistant.question.ask import STRONG
from assistant.question.blanking import BLANK
from assistant.question.conditions import names_condition
from assistant.question.days import names_open_days, names_other_day
from assistant.question.folded import Folded, cued, fold, mentions, word_reading
from assistant.question.form import Form
from assistant.question.language.amount_roles import Role
from assistant.question.language.topics import Topic
from assistant.question.missing import asks_next
from assistant.question.patterns import any_of
from assistant.question.polarity import organisations
from assistant.question.romaji import from_romaji, short_vowels
from assistant.question.rounds import rounds_named
from assistant.question.sought import read_sought
from assistant.question.vocabulary import Vocabulary
from assistant.question.word_list import WordList
from ingest.japanese.figures import figures
from ingest.japanese.readings import content_words, noun_runs

_HINT = 0.35
_SURE_KANA = 5
_YEN = "yen"
_TRAILING = ("って", "は", "も", "が", "を")


class TopicReader:
    """Scores the topics of a clause whose names are blanked."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        words = [word for topic in vocabulary.topics for word in topic.words]
        words += [word for cue in vocabulary.facts if cue.value is not None for word in cue.words]
        dialogue = vocabulary.dialogue
        words += [*dialogue.fillers, *dialogue.others, *dialogue.both]
        words += [word for place in dialogue.places for word in place.words]
        before = dialogue.before_one_word
        self._before_one_word = re.compile(
            rf".*{any_of((BLANK, *before.subjects))}(?:の|、|は)?|{any_of(before.starts)}、?"
        )
        self._asking = WordList((_forms(word), word) for word in dict.fromkeys(words))
        self._deciding = WordList((_forms(word), (topic, word)) for topic in vocabulary.topics for word in topic.words)

    def scores(self, text: Folded) -> dict[str, float]:
        """The topics that words name, with the dates where a day does."""
        scores = self._by_words(text) or self._by_romaji(text)
        if self._holds_rounds_apart(text):
            # the 何か月 of `1次と4次は何か月開いてる?` is no duration
            scores = {"dates": max([STRONG, *scores.values()])}
        if not decided(scores):
            scores = {**scores, **dict.fromkeys(self.alone(text), STRONG)}
        if "dates" in scores and (day := [figure for figure in figures(text.text) if figure.kind == "date"]):
            # `9月末でも申請できますか` asks about that day, `申請できますか` alone about the requirements.
            scores["dates"] = max(scores["dates"], STRONG + 0.02 * len(day))
        elif "dates" in scores and names_other_day(text, self.vocabulary.days) and self._applies(text):
            scores["dates"] = max(scores["dates"], STRONG)
        return scores

    def completed(
        self, scores: Mapping[str, float], text: Folded, form: Form, roles: Collection[Role], *, requested: bool = False
    ) -> dict[str, float]:
        """The scores with the topics that follow from the form of the question where no word names one; `requested`,
        whether it politely asks to be told something."""
        scores = dict(scores)
        if form.asserts and "contact" not in scores and organisations(text.text, self.vocabulary.yes_no.organisations):
            # `文部科学省のサイトでしょ?` is about who runs it.
            scores["operator"] = max([STRONG, *scores.values()]) + 0.1
        asks = form.yes_no or form.ends_like_question
        if asks and not decided(scores) and names_other_day(text, self.vocabulary.days):
            scores["dates"] = STRONG  # `明日でもいいですか` is about a day, whatever else it leaves out
        if form.yes_no and "ceiling" in roles and "cost" not in roles and not decided(scores):
            scores["ceiling"] = STRONG  # `100万円もらえる?` asks whether that much is granted
        if not decided(scores) and self._asks_for_the_most(text):
            scores["ceiling"] = STRONG
        if requested and not decided(scores) and (hinted := self._hinted_alone(text)):
            scores[hinted] = STRONG  # `通常枠の額を教えて` asks for nothing else
        if form.yes_no and "requirements" in scores and not decided(scores) and not self.nouns_left(text):
            scores["requirements"] = STRONG  # `創業型は使えますか` names nothing that could be bought
        if not decided(scores) and rounds_named(text.text, self.vocabulary.days):
            scores["dates"] = STRONG  # `複数者連携 2次`
        if not decided(scores) and asks_next(text.text, self.vocabulary.rounds):
            scores["dates"] = STRONG  # `6月のに乗り遅れた、次あります?`
        if not decided(scores) and names_open_days(text, self.vocabulary.days) and not self._nouns_but_days(text):
            scores["dates"] = STRONG  # `8月25日のあとはもう無いの`
        return scores

    def _hinted_alone(self, text: Folded) -> str | None:
        """The topic that the only noun of a text hints at, where it hints at no other."""
        nouns = self.nouns_left(text)
        if len(nouns) != 1 or text.has_any(self.vocabulary.dialogue.alike):
            return None  # `同じ額なら` goes on with an amount that was told
        hinted = [topic.id for topic in self.vocabulary.topics if nouns[0] in topic.hints]
        return hinted[0] if len(hinted) == 1 else None

    def alone(self, text: Folded) -> tuple[str, ...]:
        """The topic that the one word of a turn names (`上は?`, `持続化の上は`)."""
        said = text.folded.rstrip("?。.、 ")
        for particle in _TRAILING:
            said = said.removesuffix(particle)
        last = self._before_one_word.split(said)[-1]
        return tuple(topic.id for topic in self.vocabulary.topics if last in map(fold, topic.alone))

    def places(self, text: Folded) -> list[tuple[int, int, str]]:
        """Where deciding words of topics stand, but for those inside another topic's longer word."""
        places = [
            (start, end, topic.id)
            for topic, word in self._deciding.possible(_heard(text))
            for start, end in _places(text, word)
            if not any(start < last and first < end for other in topic.unless for first, last in _places(text, other))
        ]
        return [
            (start, end, owner)
            for start, end, owner in places
            if not any(
                # Inside a longer word, or the tail of one (`募集期間は` is no `期間は`).
                first <= start < last
                and (end <= last or first < start)
                and last - first >= end - start
                and (first, last) != (start, end)
                for first, last, other in places
                if other != owner
            )
        ]

    def is_bare(self, text: Folded) -> bool:
        """Whether nothing is left of a text without names once words of topics and words that only ask are gone."""
        rest = self._left(text, text.folded)
        return not any(any(map(_beyond_kana, piece)) or (len(piece) > 1 and content_words(piece)) for piece in rest)

    def nouns_left(self, text: Folded) -> tuple[str, ...]:
        """The nouns of what is left then, as they stand together."""
        typed = "".join(text.text[place] for place in text.positions)
        return tuple(noun for piece in self._left(text, typed) for noun in noun_runs(piece) if not noun.isdigit())

    def _nouns_but_days(self, text: Folded) -> list[str]:
        """The nouns of what is left that are no days, nor stand in what says that days go on (`6月15日の後`)."""
        days = self.vocabulary.days
        said = [figure.text for figure in figures(text.text)]
        beyond = [noun.removeprefix(next(filter(noun.startswith, said), "")) for noun in self.nouns_left(text)]
        return [noun for noun in beyond if not any(word.endswith(noun) for word in (*days.beyond, *days.onwards))]

    def _left(self, text: Folded, chars: str) -> list[str]:
        """The pieces of a text without names that are no words of topics and don't only ask.

        `chars` is the folded text, or what is typed in the same places.
        """
        gone = [False] * len(chars)
        for word in self._asking.possible(_heard(text)):
            for start, end in _places(text, word):
                gone[start : min(end, len(chars))] = [True] * (min(end, len(chars)) - start)
        kept = "".join(char if char.isalnum() and not out else " " for char, out in zip(chars, gone, strict=True))
        return kept.split()

    def _by_words(self, text: Folded) -> dict[str, float]:
        """How surely each topic is meant: deciding words count 1 and a little for their length, hints less.

        A word inside another topic's longer word doesn't count: `申請期間` is no `期間`.
        """
        places = self.places(text)
        scores: dict[str, float] = {}
        for topic in self.vocabulary.topics:
            if self._hangs_on_condition(text, topic, places):
                continue
            strong = [end - start for start, end, owner in places if owner == topic.id]
            hints = sum(1 for word in topic.hints if mentions(text, word, shortest_reading=3))
            score = (STRONG + 0.08 * max(strong) + 0.02 * min(len(strong), 5)) if strong else 0.0
            score += _HINT * min(hints, 2) if not strong else 0.05 * min(hints, 2)
            if score:
                scores[topic.id] = score
        return scores

    def _hangs_on_condition(self, text: Folded, topic: Topic, places: Sequence[tuple[int, int, str]]) -> bool:
        """Whether only what can be done names a topic, and that under a condition (`取り替えるだけでも申し込めますか`)."""
        own = [(start, end) for start, end, owner in places if owner == topic.id]
        if not topic.able or not all(text.folded[start:end] in map(fold, topic.able) for start, end in own):
            return False
        marks = self.vocabulary.rounds.condition_words
        return bool(own) and names_condition(text, max(own)[0], marks, self.vocabulary.days)

    def _by_romaji(self, text: Folded) -> dict[str, float]:
        """Topics of a text in Latin letters, by the readings of their words."""
        kana = from_romaji(text)
        if not kana:
            return {}
        scores: dict[str, float] = {}
        for topic in self.vocabulary.topics:
            said = [short_vowels(word_reading(word) or fold(word)) for word in topic.words]
            lengths = [len(form) for form in said if len(form) >= 3 and form in kana]
            if lengths:
                scores[topic.id] = STRONG + 0.08 * max(lengths)
        return scores

    def _asks_for_the_most(self, text: Folded) -> bool:
        """Whether a text asks for the most or the least money, and for nothing else (`一番でかくて何万?`)."""
        extremes = (*self.vocabulary.dialogue.foremost, *self.vocabulary.yes_no.lowest)
        sought = read_sought(text.text, self.vocabulary.sought)
        others = [noun for noun in self.nouns_left(text) if len(noun) > 1 and noun not in extremes]  # no 万 of `何万`
        return any(_YEN in cue.kinds for cue in sought) and text.has_any(extremes) and not others

    def _holds_rounds_apart(self, text: Folded) -> bool:
        """Whether a text asks how far two rounds lie apart."""
        words = self.vocabulary.rounds.apart_words
        return any(cued(text, word) for word in words) and len(rounds_named(text.text, self.vocabulary.days)) > 1

    def _applies(self, text: Folded) -> bool:
        """Whether a text speaks of applying, or of when that begins or ends."""
        rounds = self.vocabulary.rounds
        words = (*rounds.open_words, *rounds.opening_words, *rounds.closing_words, *rounds.plan_words)
        return text.has_any(words)


def decided(scores: Mapping[str, float]) -> bool:
    """Whether a deciding word names one of the topics."""
    return any(score >= STRONG for score in scores.values())


def _forms(word: str) -> tuple[str, ...]:
    """What a word is looked for in: as it is written, and as it is read."""
    return tuple(form for form in (fold(word), word_reading(word)) if form)


def _heard(text: Folded) -> str:
    """What words are looked for in: the folded text, and how it is read where it is typed in kana."""
    return f"{text.folded}\n{text.reading}" if text.typed_in_kana else text.folded


def _places(text: Folded, word: str) -> list[tuple[int, int]]:
    """Where a word stands, as written or, in a text typed in kana, by its reading (whose places are its own)."""
    found = text.find_all(fold(word))
    said = word_reading(word)
    if found or not text.typed_in_kana:
        # A word typed out in kana (`ほじょりつ`) stands for itself in any text, where it is long enough.
        return found or (text.find_all(said) if len(said) >= _SURE_KANA else [])
    start = text.reading.find(said) if len(said) >= 3 else -1
    return [(start, start + len(said))] if start >= 0 else []


def _beyond_kana(char: str) -> bool:
    return not "\u3040" <= char <= "\u30ff"
