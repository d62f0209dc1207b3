"""What a text says of who asks, apart from what is wanted: `看板屋です。パソコンが20台。社員に学ばせたい`.

The words for a trade, and for what someone has, are often those for a thing that others want.
"""

from __future__ import annotations

import re

from assistant.needs import AskerWords
from assistant.question.patterns import any_of

_MARKS = r"[、。,.?!]"
_PARTS = re.compile(r"[^、。,.?!]+[、。,.?!]*")

_CLOSE = 8
"""The most letters between a word and the end of the wish for it."""


class Asker:
    """Takes a text apart by what its parts tell."""

    def __init__(self, words: AskerWords, wishes: tuple[str, ...]) -> None:
        """`wishes` are words that end a wish or a trouble: a part that has one tells what is wanted."""
        self._wishes = re.compile(any_of(wishes))
        other = "".join(f"(?<!{re.escape(word)})" for word in words.not_trades)
        trade = f"{any_of(words.trades)}{other}{any_of(words.persons)}?"
        runs = f"(?:を|は|で)?.{{0,6}}?{any_of(words.running)}.{{0,6}}"
        self._who = re.compile(f"{trade}(?:{runs}|{any_of(words.being)})?$")
        self._has = re.compile(rf"(?:が|は|も)\d+{any_of(words.counters)}{any_of(words.having)}?$")

    def apart(self, text: str) -> tuple[str, tuple[str, ...]]:
        """What the text tells or asks but for who asks, and the parts that say who does."""
        parts = _PARTS.findall(text)
        who = [part for part in parts if self._tells_who(part)]
        return "".join(part for part in parts if part not in who), tuple(who)

    def wishes_for(self, text: str, end: int) -> bool:
        """Whether a wish follows close behind the word that ends here (`展示会にも出たい`)."""
        behind = re.split(_MARKS, text[end : end + _CLOSE])[0]
        return self._wishes.search(behind) is not None

    def _tells_who(self, part: str) -> bool:
        if "?" in part or self._wishes.search(part):
            return False
        plain = part.rstrip("、。,.! ")
        return self._who.search(plain) is not None or self._has.search(plain) is not None
