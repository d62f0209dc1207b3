"""What a turn refers to without its name: `後者`, `もう一つの枠`, `両方`, or a part of a name (`デジタルの方`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.conversation.memory import Memory
from assistant.programmes.book import ProgrammeBook
from assistant.question.ask import Ask
from assistant.question.folded import fold
from assistant.question.scopes import Pair, Scope, scope_of, subjects_of

_SHORT = 24
"""The most letters of a turn in which a part of a name stands for all of it."""
_LEAST_PART = 2
_BOTH = 2
_OF_ITSELF = {"overview", "content"}
"""Topics of what something is."""
_WITH = ("と",)


class References:
    """Finds what is meant by words that only a conversation gives a meaning."""

    def __init__(self, programmes: ProgrammeBook) -> None:
        self._programmes = programmes
        self._names: dict[Pair, list[str]] = {}
        for programme in programmes:
            self._names[programme.id, None] = list(map(fold, programme.names.proper))
            for track in programme.tracks:
                self._names[programme.id, track.id] = list(map(fold, track.names.proper))

    def pointed(self, ask: Ask, memory: Memory) -> Ask:
        """The ask with the subjects that it points at, where it names none; else as it is."""
        if (held := self.held_against(ask, memory)) is not None:
            return held
        if ask.scope.programmes or ask.resets or ask.injected:
            return ask
        if specials := self._both_specials(ask, memory):
            return replace(ask, scope=specials)
        found = (
            self._by_place(ask, memory)
            or self._that_one(ask, memory)
            or self._that_track(ask, memory)
            or self._other(ask, memory)
            or self._both(ask, memory)
        )
        if found:
            return replace(ask, scope=replace(scope_of(found), adds=ask.scope.adds), returns=False)
        if part := self._by_part(ask, memory):
            # What was left of the turn was a part of a name: nothing else is asked in words of its own.
            bare = ask.bare or not ask.asks_something
            return replace(ask, scope=replace(scope_of([part]), adds=ask.scope.adds), bare=bare)
        return ask

    @staticmethod
    def held_against(ask: Ask, memory: Memory) -> Ask | None:
        """`経費は通常枠と同じ?`, `通常枠に足されるものは?`: it is asked of what was spoken of, and what is named is only
        held against it."""
        spans = {mention.span for mention in ask.mentions if mention.span}
        if not ((ask.alike or ask.unlike or ask.exceeds) and memory.last and len(spans) == 1):
            return None
        with_it = ask.exceeds or ask.text.startswith(_WITH, spans.pop()[1])
        owners = set(memory.last.scope.programmes) & set(ask.scope.programmes)
        if not with_it or not owners or subjects_of(memory.last.scope) == subjects_of(ask.scope):
            return None
        both = [*subjects_of(memory.last.scope), *subjects_of(ask.scope)]
        of_itself = set(ask.sure_topics) <= _OF_ITSELF
        if ask.operation == "compare" and not ask.yes_no and of_itself and len(both) == _BOTH:
            # `端末監視とはどう違う？` asks what each of the two is.
            return replace(ask, scope=scope_of(both), topics=(), topic_scores={})
        return replace(ask, scope=memory.last.scope, against=ask.scope)

    @staticmethod
    def beside(ask: Ask, scope: Scope, memory: Memory) -> Scope | None:
        """What a scope is held against (`クエストも同じところ?`): what was spoken of before it."""
        if ask.against:
            return ask.against
        if len(subjects_of(scope)) > 1:
            return None
        if ask.changes:
            return _changed_from(scope, memory)
        if not (ask.alike or ask.unlike):
            return None
        return next((each for each in memory.subjects if subjects_of(each) != subjects_of(scope)), None)

    def _by_place(self, ask: Ask, memory: Memory) -> Sequence[Pair]:
        """One of several that were spoken of."""
        if ask.place is None or len(memory.offered) < max(2, ask.place) or self._goes_back_further(ask, memory):
            return ()
        return [memory.offered[ask.place - 1 if ask.place > 0 else ask.place]]

    @staticmethod
    def _goes_back_further(ask: Ask, memory: Memory) -> bool:
        """`最初の補助金に戻って`, where what was offered last are only tracks of another programme than the first."""
        owners = {programme for programme, _ in memory.offered}
        return (
            ask.returns and memory.first is not None and len(owners) == 1 and owners.isdisjoint(memory.first.programmes)
        )

    def _other(self, ask: Ask, memory: Memory) -> Sequence[Pair]:
        """What wasn't spoken of: of those offered, of the tracks of the programme, or of the two last subjects."""
        if not ask.other or memory.last is None:
            return ()
        current = subjects_of(memory.last.scope)
        if len(memory.offered) > 1 and set(current) < set(memory.offered):
            return [each for each in memory.offered if each not in current]
        if len(current) == 1 and current[0][1]:
            programme, track = current[0]
            others = [(programme, each.id) for each in self._programmes.get(programme).tracks if each.id != track]
            before = [pair for scope in memory.subjects for pair in subjects_of(scope) if pair in others]
            return before[:1] if ask.other_of_two and before else others
        return next((subjects_of(each) for each in memory.subjects if subjects_of(each) != current), ())

    @staticmethod
    def _that_one(ask: Ask, memory: Memory) -> Sequence[Pair]:
        """The one that the last answer said is ahead of those that it compared."""
        return memory.ahead if ask.that_one and len(memory.ahead) == 1 and not (ask.both or ask.other) else ()

    @staticmethod
    def _that_track(ask: Ask, memory: Memory) -> Sequence[Pair]:
        """The one track that the last answer spoke of beside whole programmes and other tracks of none."""
        tracks = [pair for pair in memory.about if pair[1]]
        return tracks if ask.that_track and len(tracks) == 1 else ()

    def _both(self, ask: Ask, memory: Memory) -> Sequence[Pair]:
        if not ask.both:
            return ()
        last = subjects_of(memory.last.scope) if memory.last else ()
        if len(last) == _BOTH and len(memory.offered) != _BOTH:
            return last  # of two that are spoken of, the answer may have listed the tracks
        if len(memory.offered) > 1:
            return memory.offered
        latest = [subject for scope in memory.subjects[:2] for subject in subjects_of(scope)]
        return tuple(dict.fromkeys(reversed(latest))) if len(latest) == _BOTH else ()

    @staticmethod
    def _both_specials(ask: Ask, memory: Memory) -> Scope | None:
        """`両方使うと?` after two special cases of one programme."""
        latest = [scope for scope in memory.subjects[:2] if scope.specials]
        if not ask.both or len(latest) < 2 or latest[0].programmes != latest[1].programmes:
            return None
        specials = tuple(dict.fromkeys([*latest[1].specials, *latest[0].specials]))
        return replace(latest[0], specials=specials) if len(specials) > 1 else None

    def _by_part(self, ask: Ask, memory: Memory) -> Pair | None:
        """The one subject whose name has all nouns of a short turn that names nothing else."""
        parts = [fold(noun) for noun in ask.rest if len(noun) >= _LEAST_PART]
        if not parts or not (memory.last or memory.offered) or len(ask.text) > _SHORT or ask.small_talk:
            return None
        for pool in self._pools(memory):
            owners = {owner for owner, _ in pool}
            found = [
                subject for subject in pool if all(self._carries(subject, part, len(owners) > 1) for part in parts)
            ]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def _pools(self, memory: Memory) -> Iterator[Sequence[Pair]]:
        """What may be meant, the likeliest first: what was offered, tracks of what was spoken of, every programme."""
        current = memory.last.scope.programmes if memory.last else ()
        yield memory.offered
        yield [(owner, track) for owner, track in self._names if owner in current and track]
        yield [(owner, track) for owner, track in self._names if not track]

    def _carries(self, subject: Pair, part: str, told_apart_by_owner: bool) -> bool:
        """Whether a part stands in a name of a subject, or of its programme where that tells it from the others."""
        names = self._names[subject]
        if told_apart_by_owner:
            names = [*names, *self._names[subject[0], None]]
        return any(part in name for name in names)


def _changed_from(scope: Scope, memory: Memory) -> Scope | None:
    """The track spoken of just before the one that the last question changed to (`じゃあグローバルは？` … `率も変わる？`)."""
    changed = memory.last is not None and memory.last.ask.scope.tracks and memory.last.scope == scope
    before = next((each for each in memory.subjects if subjects_of(each) != subjects_of(scope)), None)
    return before if changed and before and before.programmes == scope.programmes and before.tracks else None
