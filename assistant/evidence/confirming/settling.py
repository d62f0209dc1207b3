"""Settles what a person claims or wants confirmed by the claims that are known to hold, or not to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.conversation.memory import Resolved
from assistant.evidence.concise import without_repeats
from assistant.evidence.confirming.claims import Put, bare_claim, nearest, without_counts
from assistant.evidence.confirming.lead import applicant_labels
from assistant.evidence.confirming.verdict import LEADS, Verdict, verdict
from assistant.evidence.confirming.widening import held, widened
from assistant.evidence.figure_kinds import MONEY, OF_TOPIC
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding
from assistant.evidence.refusing.refusal import near_statements, not_in_sources
from assistant.question.ask import Ask
from assistant.question.framing import after_reasons, unframed, without_concessions
from assistant.question.quantities import says_all
from assistant.question.rounds import rounds_named
from assistant.statements import GENERAL, Statement, Unknown
from ingest.bundled import Vectors
from ingest.japanese.figures import Figure, figures
from ingest.japanese.normalise import normalise
from ingest.japanese.readings import content_words

SURE = 0.64
"""From this score on a claim is the one that was put."""
SURE_OF_ANY = 0.74
"""The same where no programme is named."""
AGREED = 0.52
"""The same where the three nearest claims agree."""
_VOTES = 3
_LIKE = 5
"""How many of the nearest are looked at for one that puts it the other way round than the nearest."""
_SEVERAL = 2
_SURELY = 0.9
_TURNED = 0.1
"""How much surer a claim has to be that is put the other way round."""
_ON_TRACK = 0.2
"""How much less sure what is settled for the track in question may be than what depends on the track."""
_APART = 0.12
"""How much surer a claim has to be than those of other programmes where none is named."""
_DATES = "dates"
_ROUND = "次"
_ANY_AMOUNT = "何円"
_DAY = ("何日", "何年")
_INSTANTS = ("date", "time", "phone", "email", "url")


class Settling:
    """Answers a yes/no question from a listed claim."""

    def __init__(
        self,
        knowledge: Knowledge,
        strip_names: Callable[[str], str],
        embed: Callable[[str], Vectors],
    ) -> None:
        self.knowledge = knowledge
        self._strip = strip_names
        self._embed = embed

    def find(self, item: Resolved) -> Finding | None:
        """The finding that settles the question; None where it puts no listed claim."""
        if not item.ask.yes_no:
            return None
        if item.operation == "calculate" and item.cost and any(figure.kind == "yen" for figure in item.ask.stated):
            return None  # what comes of a cost is worked out
        if item.operation == "calculate" and item.cost and item.amount("budget"):
            return None  # so is what is left to pay of it
        if item.scope.specials and self._claims_sum(item):
            return None  # and what a special case comes to with what it adds to
        programmes = self._programmes(item)
        found = [
            put for programme in programmes if (put := self._put(item, programme) or self._put_in_two(item, programme))
        ]
        if len({put.verdict for put in found}) > 1:
            return None  # each programme has an answer of its own
        if not found:
            return None
        put = max(found, key=lambda put: put.score)
        claim = put.claim
        if isinstance(claim.entry, Unknown) and len(programmes) > 1 and claim.entry.programme != GENERAL:
            return None  # what one of several leaves unsaid, another may say
        programme = claim.programme if programmes != (None,) else None
        decided: dict[str, object] = {"claim": claim.text, "verdict": claim.kind, "score": round(put.score, 3)}
        if isinstance(claim.entry, Unknown):
            owner = [programme] if programme else []
            near = near_statements(self.knowledge, claim.entry, programme)
            finding = not_in_sources(self.knowledge, owner, claim.entry, near)
            return replace(finding, decided={**finding.decided, **decided})
        return self._answer(item, claim.entry, put, decided)

    def _claims_sum(self, item: Resolved) -> bool:
        """Whether a ceiling is claimed as the sum of others (`合わせて200万円になる`)."""
        totals = tuple(word for word in self.knowledge.vocabulary.quantities.totals if len(word) > 1)
        claimed = [amount for amount in item.ask.amounts if amount.role == "ceiling"]
        return any(item.ask.text[: amount.span[0]].endswith(totals) for amount in claimed)

    @staticmethod
    def _programmes(item: Resolved) -> tuple[str | None, ...]:
        """What the claim may be about; None for any programme.

        What serves a need that a word names need not be it, unless needs that are told together leave one programme.
        """
        told_together = len(item.scope.programmes) == 1 and any(other.wishes for other in item.message)
        if item.new_need and not told_together:
            return (None,)
        return item.scope.programmes or (None,)

    def candidates(self, item: Resolved, programme: str | None) -> list[Put]:
        """The claims that a question could put, the surest first."""
        cues = self.knowledge.vocabulary.yes_no
        rest = after_reasons(item.ask.text, cues.reasons, cues.checking)
        found = self._candidates(item, item.ask.text, programme, rest or item.ask.text)
        if rest and not item.ask.facts.values and (not found or found[0].score < SURE):
            # What leads to a question is in no listed claim, and would keep it from being like any. A denial may be
            # of just that (`子会社なので使えませんよね`).
            plain = [put for put in self._candidates(item, rest, programme, rest) if not put.turned]
            found = sorted([*found, *plain], key=lambda put: -put.score)
        return found

    def _candidates(self, item: Resolved, question: str, programme: str | None, asked: str) -> list[Put]:
        """The claims that words of the question put; what is `asked` behind its reasons says whether it is denied."""
        cues = self.knowledge.vocabulary.yes_no
        bare = self._strip(without_counts(bare_claim(_without_amounts(question, item.ask.stated), cues)))
        if not set(content_words(bare)) - set(cues.being) and not item.ask.stated:
            return []  # `グローバル枠は使える?` claims nothing but that it is there
        tracks = item.scope.tracks_of(programme) if programme else ()
        others = {mention.programme for mention in item.ask.mentions if mention.entry.target == "programme"}
        claimed = unframed(without_concessions(self._strip(asked), cues.concessions), cues.frames)
        return self.knowledge.claims.put(question, bare, self._embed(bare), programme, tracks, others, claimed)

    def _put(self, item: Resolved, programme: str | None) -> Put | None:
        found = self.candidates(item, programme)
        tracks = item.scope.tracks_of(programme) if programme else ()
        put = _of_any(_on_track(nearest(found), found, tracks), found, tracks)
        if put is None or (not tracks and _otherwise_elsewhere(put, found)):
            return None
        sure = SURE if len(item.scope.programmes) == 1 else SURE_OF_ANY
        level = AGREED if programme and _agree(found[:_VOTES]) else sure
        if put.score < level + _TURNED * (put.turned and not _both_ways(found)) or not self._fits_amounts(item, put):
            return None
        if len(tracks) >= _SEVERAL and _is_of_some(put, tracks):
            return None  # `インボイス枠の上限は350万円?`: the figure of one of them is not that of all
        if tracks and _is_of_all(put) and self._lead(item, put) == "depends":
            return None  # of the track that is named, its own statement says it
        if put.turned and "dates" in item.ask.sure_topics:
            return None  # `締切は過ぎましたよね` is for the calendar
        if programme is None and put.turned and put.score < _SURELY:
            return None
        if self._leaves_figure_out(item, put) or self._of_unnamed_special(item, put):
            return None
        rivals = [other for other in found if other.claim.programme != put.claim.programme]
        if programme is None and rivals and rivals[0].score > put.score - _APART:
            return None
        return put

    def _put_in_two(self, item: Resolved, programme: str | None) -> Put | None:
        """What a claim puts together with what was told just before: `儲かったら国に返すと言うんよ。ほんまに返すん?`.

        Both have to be nearest to claims that the same entry settles.
        """
        told = _told_before(item)
        own = nearest(self.candidates(item, programme)) if told and programme and item.ask.asserts else None
        if told is None or own is None:
            return None
        whole = replace(item, ask=replace(item.ask, text=f"{told.text.rstrip('。、 ')}、{item.ask.text}"))
        put = self._put(whole, programme)
        return put if put and put.claim.entry.key == own.claim.entry.key else None

    def _leaves_figure_out(self, item: Resolved, put: Put) -> bool:
        """Whether a ceiling or a rate is asked after of which the claim doesn't speak (`広報費に上限はある?`)."""
        asked = set(item.ask.sure_topics) & set(OF_TOPIC)
        words = [word for topic in asked for word in self.knowledge.vocabulary.topic(topic).words]
        claimed = normalise(put.claim.text)
        return bool(asked) and put.claim.entry.topic not in asked and not any(word in claimed for word in words)

    def _of_unnamed_special(self, item: Resolved, put: Put) -> bool:
        """Whether the claim is on the figure of a special case that nobody speaks of (`通常枠は50万ですよね`), or of one
        where all of them are spoken of together."""
        entry = put.claim.entry
        if put.claim.kind != "compare" or not isinstance(entry, Statement) or not entry.specials:
            return False
        if says_all(item.ask.text, self.knowledge.vocabulary.quantities.all_specials):
            return True
        words = (*self.knowledge.vocabulary.yes_no.added, *self.knowledge.vocabulary.quantities.all_specials.named)
        return not (item.scope.specials or item.says(words)) and set(item.ask.sure_topics) <= set(OF_TOPIC)

    def _fits_amounts(self, item: Resolved, put: Put) -> bool:
        """An amount is held against the rules, not against a claim without it, unless the answer itself states it."""
        claim = put.claim
        kinds = {figure.unit if figure.kind == "count" else figure.kind for figure in item.ask.stated}
        if claim.entry.topic == _DATES and {"date", _ROUND} <= kinds:
            return False  # `7/21は3次締切で合ってる？` is for the calendar, which knows the tracks
        if claim.entry.topic == _DATES and _DATES in item.ask.sure_topics:
            rounds = rounds_named(item.ask.text, self.knowledge.vocabulary.days)
            if rounds and not rounds_named(claim.text, self.knowledge.vocabulary.days):
                return False  # `第4回はありますか`: the calendar knows which there are
            if rounds and claim.kind == "compare" and item.ask.says(self.knowledge.vocabulary.rounds.open_words):
                return False  # `3次締切に間に合う？` names a round, and counts none
        if any(figure.kind in _INSTANTS for figure in item.ask.stated):
            counted = claim.figure and any(figure.kind == "count" for figure in item.ask.stated)
            dated = any(unit in claim.text for unit in _DAY)
            return claim.kind == "compare" and bool(counted or dated)  # for all else the calendar answers
        if isinstance(claim.entry, Unknown) or claim.kind == "compare":
            return True
        if self._lead(item, put) == "no":
            # `1億円まで一律で半額` is wrong for any amount but that up to which it is so.
            limits = [figure for figure in item.ask.stated if figure.kind == "yen"] if _ANY_AMOUNT in claim.text else []
            return verdict(limits, (claim.entry.say, claim.entry.more or "")) in (None, "no")
        amounts = [figure for figure in item.ask.stated if figure.kind in (*MONEY, *_INSTANTS)]
        if amounts and put.turned:
            return False
        found = verdict(amounts, (claim.entry.say, claim.entry.more or ""))
        return not amounts or found == "yes" or (found == "depends" == claim.kind)

    def _lead(self, item: Resolved, put: Put) -> Verdict | None:
        claim = put.claim
        if claim.kind == "compare":
            assert isinstance(claim.entry, Statement)
            said = (claim.figure,) if claim.figure else (claim.entry.say, claim.entry.more or "")
            stated = item.ask.stated or figures(item.ask.text)
            label, labels = applicant_labels(self.knowledge, item.facts.applicant)
            topic = content_words(self.knowledge.vocabulary.label(claim.entry.topic))
            asked = set(content_words(self._strip(item.ask.text))) - set(topic)
            found = verdict(stated, said, question=item.ask.text, asked=asked, label=label, labels=labels)
            cues = self.knowledge.vocabulary.yes_no
            whole = (claim.text, claim.entry.say, claim.entry.more or "")
            return held(found, stated, whole, cues) if widened(item.ask.text, whole, cues) else found
        return put.verdict

    def _answer(self, item: Resolved, entry: Statement, put: Put, decided: dict[str, object]) -> Finding:
        owner = entry.programme
        named = owner == GENERAL or item.names(owner)
        heading = None if named else self.knowledge.name(owner)
        tracks = set(item.scope.tracks_of(owner))
        # What another track than the asked one has beside it answers nothing here.
        also = [each for each in put.claim.also if not tracks or not each.tracks or tracks & set(each.tracks)]
        said = without_repeats([entry, *also])
        lead = self._lead(item, put)
        return Finding(
            status="answered",
            points=tuple(point for each in said for point in self.knowledge.statement_points(each, heading)),
            lead=LEADS[lead] if lead else "",
            about=tuple((owner, track) for track in (entry.tracks or (None,))) if owner != GENERAL else (),
            contact_programmes=(owner,) if owner != GENERAL else (),
            topic=entry.topic,
            confidence=round(put.score, 3),
            decided={"statements": [each.key for each in said], **decided},
        )


def _told_before(item: Resolved) -> Ask | None:
    """The clause before the one that is asked, where that one asks nothing in the form of a question."""
    place = next((place for place, ask in enumerate(item.message) if ask is item.ask), 0)
    before = item.message[place - 1] if place else None
    return before if before and not before.asks_something else None


def _is_of_all(put: Put) -> bool:
    """Whether a claim is on figures of the programme as a whole."""
    return put.claim.kind == "compare" and not put.claim.entry.tracks


def _is_of_some(put: Put, tracks: Sequence[str]) -> bool:
    """Whether a claim is on figures of some of the tracks in question, and not of all."""
    own = set(put.claim.entry.tracks)
    return put.claim.kind == "compare" and bool(own) and not own >= set(tracks)


def _on_track(put: Put | None, found: Sequence[Put], tracks: Sequence[str]) -> Put | None:
    """What is put; where that depends on the track and one is in question, the same of that track.

    `車も買える?` of 災害支援枠 names no track: the claim on every track is as near as the one on this.
    """
    if put is None or put.verdict != "depends" or set(put.claim.entry.tracks) & set(tracks):
        return put
    own = [other for other in found if set(other.claim.entry.tracks) & set(tracks)]
    near = [other for other in own if other.score >= put.score - _ON_TRACK and other.verdict in ("yes", "no")]
    return near[0] if near else put


def _of_any(put: Put | None, found: Sequence[Put], tracks: Sequence[str]) -> Put | None:
    """What is put of several tracks that go by one name: what one of them has, they have (`インボイス枠でパソコンは買える?`)."""
    if put is None or len(tracks) < _SEVERAL or set(put.claim.entry.tracks) >= set(tracks):
        return put
    having = "no" if put.denies else "yes"
    near = [
        other
        for other in found
        if other.verdict == having
        and other.score >= put.score - _APART
        and set(other.claim.entry.tracks) & set(tracks)
        and other.claim.entry.topic == put.claim.entry.topic
    ]
    return near[0] if put.verdict != having and near else put


def _otherwise_elsewhere(put: Put, found: Sequence[Put]) -> bool:
    """Whether the same is settled otherwise for another track, where none is named (`レジ買える？`)."""
    own = set(put.claim.entry.tracks)
    near = [other for other in found if other.score >= put.score - _APART and other.verdict]
    return bool(own) and any(
        other.claim.entry.tracks and not own & set(other.claim.entry.tracks) and other.verdict != put.verdict
        for other in near
    )


def _agree(puts: Sequence[Put]) -> bool:
    """Whether claims are settled by the same entry in the same way."""
    return len(puts) == _VOTES and len({(put.claim.entry.key, put.verdict) for put in puts}) == 1


def _both_ways(puts: Sequence[Put]) -> bool:
    """Whether the same entry settles the nearest claims alike, some as they are listed and some turned round."""
    near = puts[:_LIKE]
    return _agree(puts[:_VOTES]) and any(
        not put.turned and (put.claim.entry.key, put.verdict) == (near[0].claim.entry.key, near[0].verdict)
        for put in near
    )


def _without_amounts(question: str, stated: Sequence[Figure]) -> str:
    """A question with `何` in place of the amounts, rates and dates that it wants confirmed."""
    for figure in stated:
        if figure.kind in MONEY:
            question = question.replace(figure.text, f"何{'円' if figure.kind == 'yen' else ''}")
    return question
