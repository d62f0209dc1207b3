"""The menu of investment support: the row of a firm's sales (`年商5億の会社に合うのは？`), or how many firms there are."""

from __future__ import annotations

from assistant.conversation.memory import Resolved
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Point
from assistant.menu import Menu, MenuRow

_TOPIC = "menu"
_DESCRIBED = "described"
# Questions that a row doesn't answer.
_ELSEWHERE = ("calculate", "invert", "date", "contact")


class MenuDesk:
    """Answers from the menu's rows; a corpus may have no menu."""

    def __init__(self, knowledge: Knowledge, menu: Menu | None) -> None:
        self.knowledge = knowledge
        self.menu = menu

    def find(self, item: Resolved) -> Finding | None:
        """The row that fits the sales that are told; None where none are, or something else is asked."""
        ask, menu = item.ask, self.menu
        if menu is None or ask.scope.programmes or item.operation in _ELSEWHERE or ask.asserts:
            return None
        sales = self._sales(item)
        row = menu.row(sales) if sales else None
        if row is None:
            counted = ask.says(menu.counting) and not sales
            whole = counted and _TOPIC in ask.sure_topics and (ask.bare or item.operation == "list")
            return self._every(menu) if whole else None
        return self._offers(menu, row)

    def firms(self, item: Resolved) -> Finding | None:
        """How many firms have the sales that are told, where that is asked, whatever else a word of it could mean."""
        menu = self.menu
        ask = item.ask
        named = any(mention.entry.kind != _DESCRIBED for mention in ask.mentions)
        if menu is None or named or item.operation in _ELSEWHERE or ask.asserts or not ask.says(menu.counting):
            return None
        sales = self._sales(item)
        row = menu.row(sales) if sales else None
        return self._firms(menu, row, item) if row else None

    def placed(self, item: Resolved) -> Finding | None:
        """The row of the sales that are told, where a word speaks of the menu itself: all that it can tell is there."""
        return self.find(item) if self.menu and item.ask.says(self.menu.names) and self._sales(item) else None

    def _sales(self, item: Resolved) -> list[int]:
        """The sales that are told, in this clause or beside it; with them the other end of a range."""
        for ask in (item.ask, *(other for other in item.message if other is not item.ask)):
            told = any(amount.role == "sales" for amount in ask.amounts)
            # `売上1億円~10億円の行`: a range is no plan, and the words in front of it say what it is a range of.
            ranged = ask is item.ask and _TOPIC in ask.topics
            found = [amount.yen for amount in ask.amounts if amount.role in ("sales", "other", "cost", "ceiling")]
            if found and (told or ranged):
                return found
        return []

    def _every(self, menu: Menu) -> Finding:
        sources = self.knowledge.sources(menu.every.evidence, menu.document)
        return Finding(
            status="answered", points=(Point(menu.every.say, sources),), topic=_TOPIC, decided={"menu": "every"}
        )

    def _firms(self, menu: Menu, row: MenuRow, item: Resolved) -> Finding:
        sources = self.knowledge.sources(row.evidence, menu.document)
        if own := row.classes.get(item.ask.facts.applicant or ""):
            return Finding(status="answered", points=(Point(own, sources),), topic=_TOPIC, decided={"menu": own})
        return Finding(
            status="answered", points=(Point(row.firms, sources),), topic=_TOPIC, decided={"menu": row.firms}
        )

    def _offers(self, menu: Menu, row: MenuRow) -> Finding:
        sources = self.knowledge.sources(row.evidence, menu.document)
        points = [Point(row.offers, sources)]
        if row.note:
            points.append(Point(row.note, sources))
        return Finding(
            status="answered",
            points=(*points, Point(menu.caution)),
            about=tuple((programme, None) for programme in row.programmes),
            topic=_TOPIC,
            decided={"menu": row.firms},
        )
