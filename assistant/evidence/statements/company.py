"""What is said beside the statement that answers: other tracks asked for, further topics, the applicant's own."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation.memory import Resolved
from assistant.evidence.concise import without_repeats
from assistant.evidence.figure_kinds import OF_TOPIC
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.matching.catalogue import Match, Wanted
from assistant.question.folded import Folded, fold, only_kana
from assistant.statements import GENERAL, Statement

# Topics that a calendar, a contact list or a calculation answers better than a sentence.
_ELSEWHERE = ("dates",)
_PLACES = ("contact", "url")
"""Topics of which the words before only say what somebody turns there for (`教材についてのメール`)."""
_REQUIREMENTS = "requirements"
_MOST_TOPICS = 3
_MOST_DETAILS = 3
_AS_NEAR = 0.6


class Company:
    """Puts beside a statement what belongs there."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def of(self, item: Resolved, wanted: Wanted, best: Statement, matches: Sequence[Match]) -> list[Statement]:
        """The statement that answers, with those that the question wants beside it."""
        owner = best.programme
        chosen = self._group(item, best, wanted, matches)
        for topic in self._further_topics(item, best) or self._joined_topics(item, best):
            chosen += [
                entry
                for entry in self._on_topic(owner, topic, wanted)
                if entry not in chosen and self._asked_for(item, entry, best)
            ]
        return without_repeats(chosen)

    def _group(self, item: Resolved, best: Statement, wanted: Wanted, matches: Sequence[Match]) -> list[Statement]:
        """The best statement with those that belong beside it: the other tracks asked for, the applicant's own."""
        owner = best.programme
        selection = self._on_topic(owner, best.topic, wanted)
        if best.applicants and best in selection and item.ask.yes_no and not item.ask.stated:
            # `大企業だと下がるんですか`: the class's own sentence, then what it is held against.
            return [best, *self.knowledge.statements.select(owner, best.topic, tracks=wanted.tracks)]
        if best not in selection:
            return (
                [*self._details(best, wanted, matches), *self._of_the_others(best, wanted)] if best.detail else [best]
            )
        if len(selection) > 4 and not wanted.tracks:
            return [best]
        return selection

    def _of_the_others(self, best: Statement, wanted: Wanted) -> Sequence[Statement]:
        """What is said of the other tracks asked for, where a detail has the figures of one (`それぞれ下限は？`)."""
        others = [track for track in wanted.tracks if track not in best.tracks]
        if best.topic not in OF_TOPIC or not best.tracks or not others:
            return ()
        return self.knowledge.statements.select(best.programme, best.topic, tracks=others, applicant=wanted.applicant)

    @staticmethod
    def _details(best: Statement, wanted: Wanted, matches: Sequence[Match]) -> list[Statement]:
        """The best detail with others of its topic for what else the question names (`看板とホームページの両方`)."""
        first = next(match for match in matches if match.entry is best)
        chosen, covered = [best], set(first.named)
        for match in matches:
            entry = match.entry
            if (
                isinstance(entry, Statement)
                and entry.detail
                and set(entry.tracks) <= set(wanted.tracks or entry.tracks)
                and (not best.tracks or not entry.tracks or set(best.tracks) & set(entry.tracks))
                and (entry.topic, entry.programme) == (best.topic, best.programme)
                and covered
                and _new(match.named, covered)
                and match.own >= _AS_NEAR * first.own
            ):
                chosen.append(entry)
                covered |= match.named
        return chosen[:_MOST_DETAILS]

    def _on_topic(self, owner: str, topic: str, wanted: Wanted) -> list[Statement]:
        found = self.knowledge.statements.select(
            owner, topic, tracks=wanted.tracks, applicant=wanted.applicant, specials=wanted.specials
        )
        return list(found)

    @staticmethod
    def _further_topics(item: Resolved, best: Statement) -> list[str]:
        sure = item.ask.sure_topics
        if best.topic not in sure or (item.ask.asserts and item.ask.stated) or (item.ask.yes_no and best.polarity):
            return []
        return [topic for topic in sure if topic != best.topic and topic not in _ELSEWHERE][: _MOST_TOPICS - 1]

    def _joined_topics(self, item: Resolved, best: Statement) -> list[str]:
        """Topics of their own that are joined to a detail of another one (`上限額と、創業何年目まで使えるか`)."""
        sure = item.ask.sure_topics
        if not best.detail or best.topic in sure or item.ask.asserts:
            return []
        found = [
            topic
            for topic in sure
            if self.knowledge.vocabulary.topic(topic).apart and topic not in _ELSEWHERE and self._is_joined(item, topic)
        ]
        return found[: _MOST_TOPICS - 1]

    def _is_joined(self, item: Resolved, topic: str) -> bool:
        """Whether a word of a topic is joined to something else that is asked (`上限額と`)."""
        vocabulary, text = self.knowledge.vocabulary, Folded.of(item.ask.text)
        places = [place for word in vocabulary.topic(topic).words for place in text.find_all(fold(word))]
        return any(text.text.startswith(vocabulary.dialogue.joins, text.span(*place)[1]) for place in places)

    def _asked_for(self, item: Resolved, entry: Statement, best: Statement) -> bool:
        """Whether a further topic is asked for, and not only part of how the first one was put (`…って何に使えますか`)."""
        topic = self.knowledge.vocabulary.topic(entry.topic)
        if best.specials and not entry.specials:
            return False  # `特例の上乗せ額`: what the special case adds, not every track's ceiling
        if not topic.apart and (best.topic in _PLACES or best.programme == GENERAL):
            # `教材はどこで手に入る？` asks for no more, `教材の内容と入手先` does.
            return self._is_joined(item, entry.topic) or self._is_joined(item, best.topic)
        if best.detail and best.more and entry.topic == _REQUIREMENTS:
            return False  # `改装費は何費？ 条件は？`: what is said of a thing adds its own conditions
        if topic.apart or not (best.detail or topic.vague):
            return True
        return item.ask.says(word for word in (topic.label, *entry.keywords) if not only_kana(word))


def _new(named: frozenset[str], covered: set[str]) -> bool:
    """Whether words name something that isn't covered yet, by a longer or a shorter word either."""
    return any(not any(word in other or other in word for other in covered) for word in named)
