"""Which programme and track a plan is for, by facts that only their rules turn on: `業務領域5つ`, `構成員6者`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.calculator.plan import own_facts, turning_facts
from assistant.conversation.leaning import CALCULATING
from assistant.programmes.book import ProgrammeBook
from assistant.programmes.facts import APPLICANT
from assistant.question.ask import Ask
from assistant.question.scopes import Scope

_SPECIALS = "specials"
_OF_MONEY = {"ceiling", "rate"}


class Belonging:
    """Knows which tracks each fact is of."""

    def __init__(self, programmes: ProgrammeBook, own_words: Mapping[str, Sequence[str]]) -> None:
        """`own_words` are the words that only a fact goes by, by fact."""
        self._programmes = programmes
        self._own_words = own_words
        self._owners: dict[str, tuple[tuple[str, str], ...]] = {}
        for programme in programmes:
            # A usual track before one that a plan is for only where that is said.
            for track in sorted(programme.tracks, key=lambda track: not track.usual):
                for key in own_facts(programme, track) - {APPLICANT}:
                    self._owners[key] = (*self._owners.get(key, ()), (programme.id, track.id))

    def settled(self, scope: Scope, asks: Sequence[Ask], known: Iterable[str] = ()) -> Scope:
        """A scope in which several programmes share a name: those of them of which the clauses tell something.

        That is a fact that their rules turn on (`known` are facts told before), a thing that these name (`インボイスの
        枠でPC`), or that something comes on top, where the name is that of a special case (`インボイスの上乗せ`).
        """
        if not scope.ambiguous:
            return scope
        facts = {*known, *(key for ask in asks for key in (*ask.facts.values, *ask.facts.open))} - {APPLICANT}
        kept = {owner for owner in scope.programmes if self._tells_of(owner, scope, facts, asks)}
        if not kept or kept == set(scope.programmes):
            return scope
        return Scope(
            tuple(programme for programme in scope.programmes if programme in kept),
            tuple(pair for pair in scope.tracks if pair[0] in kept),
            tuple(pair for pair in scope.specials if pair[0] in kept),
            scope.ambiguous if len(kept) > 1 else (),
            adds=scope.adds,
        )

    def _tells_of(self, owner: str, scope: Scope, facts: set[str], asks: Sequence[Ask]) -> bool:
        programme = self._programmes.get(owner)
        tracks = [programme.track(track) for track in scope.tracks_of(owner)]
        parts = [part for track in tracks if track and track.grant for part in track.grant.parts]
        bought, names = {part.id for part in parts}, [name for part in parts for name in part.names]
        on_top = any(_SPECIALS in ask.sure_topics for ask in asks) and bool(scope.specials_of(owner))
        turning = any(facts & turning_facts(programme, track) for track in tracks)
        return on_top or turning or any(bought & set(ask.bought) or ask.says(names) for ask in asks)

    def told(self, message: Sequence[Ask]) -> Scope:
        """The one track whose facts a message tells in words of their own, or beside a thing that only it pays for
        (`12社で組んで消費動向の分析`), where money is asked for; else nothing."""
        if not any(_asks_for_money(ask) for ask in message):
            return Scope()
        facts = {
            key
            for ask in message
            for key in (*ask.facts.values, *ask.facts.open)
            if ask.says(self._own_words.get(key, ())) or any(other.says(self._things(key)) for other in message)
        }
        owners = [self._owners[key] for key in facts if key in self._owners]
        common = [pair for pair in owners[0] if all(pair in pairs for pairs in owners)] if owners else []
        if len({programme for programme, _ in common}) != 1:
            return Scope()
        return Scope((common[0][0],), (common[0],))

    def _things(self, key: str) -> list[str]:
        """The names of what the tracks that a fact is of pay for, and no other track does."""
        tracks = [self._programmes.get(programme).track(track) for programme, track in self._owners.get(key, ())]
        parts = [part for track in tracks if track and track.grant for part in track.grant.parts]
        return [name for part in parts if part.same_as is None and not part.takes_total for name in part.names]


def _asks_for_money(ask: Ask) -> bool:
    measured = ask.measured or ask.of_floor
    return measured or ask.how_much or ask.operation in CALCULATING or bool(_OF_MONEY & set(ask.sure_topics))
