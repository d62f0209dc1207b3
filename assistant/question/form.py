"""The form of a clause: whether it wants はい or いいえ, states something, wishes something, or asks with a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question.amounts import Amount
from assistant.question.blanking import BLANK
from assistant.question.folded import Folded, begins_with, fold
from assistant.question.framing import offers_choice
from assistant.question.language.operations import YesNoCues
from assistant.question.patterns import any_of
from assistant.question.vocabulary import Vocabulary
from ingest.japanese.figures import Figure, figures

# What may trail behind the ending of a question (`使えますかのう`, `対象ですかねえ`).
_LINGERING = "ねなぁあえぇのうぅいー"
_OPEN_END = re.compile(r"(?:[るんたいうくすつぬむよだ]|[るんたいなうくすつぬむえ]の)$")
_INDEFINITE = re.compile(
    r"(?:いつ|いくら|何|なん|なに|どこ|誰|だれ|どれ|どの|どんな|どちら|どっち|いくつ|どういう)[^、。か?は]{0,8}?(?:でも|にでも|からでも)"
    r"|(?:どっち|どちら|どれ|何|なに|どの[一-龠ァ-ヶー]{1,6})も|(?:誰|だれ)か(?=[がにのを])"
    r"|(?<=[そこあ]ん)なに"  # `そんなに出る?`
)
# `…なんですか`, `…なんよ`, `…なん?`: the noun before it is what is asked about, unless a particle stands between.
_EXPLAINING = re.compile(
    r"(?<=[^はがってをにも、。 |])(?<!どん)なん(?=です|でしょ|で(?:[、。 ]|$)|だ|や|じゃ|よ|の|か|$|\?)"
)
# A question inside a statement (`どう動くか、決めていない`).
_EMBEDDED = re.compile(r"[^、。]*か、(?=.)")
# `申請できるんでしょうか` wonders, and claims nothing.
_WONDERING = re.compile(r"(?:でしょう|だろう)か(?:ね|な)?[。?]?$")
# What holds a question word and asks nothing: `どうせ`, `何か`, `なんとか`.
_UNASKED = re.compile(
    r"どう(?:せ|も|か)|(?:何|なに|なん)(?:か(?![月年国所])|とか)|なんて|(?:どこ|だれ|誰|いつ|どれ|どちら)か(?:から|に|で|が|を|の|、)"
)
_LOOSE = "(?:くらい|ぐらい|程度|ほど|まで)?"
_PLAN = ("cost", "target", "budget", "sales")
_TAIL = 14


@dataclass(frozen=True)
class Form:
    """What the wording of a clause says of the answer that it wants."""

    yes_no: bool
    asserts: bool
    confirms: bool
    """Whether it ends in asking to confirm what it states."""
    wishes: bool
    ends_like_question: bool
    """Whether it ends in `?` or か."""


class FormReader:
    """Reads the form of clauses."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def read(self, text: Folded, bare: Folded, amounts: Sequence[Amount], *, decided: bool, requests: bool) -> Form:
        """The form of one clause.

        Args:
            text: the clause.
            bare: the clause without names and requests.
            amounts: the amounts in it.
            decided: whether a word names its topic.
            requests: whether it politely asks to be told something.
        """
        named = not bare.text.strip(f"?。. {BLANK}")  # a name alone: the か of `じぞくか` asks nothing
        yes_no, asserts = (False, False) if named else self._by_ending(text)
        yes_no = yes_no or self._by_mark(text, bare, amounts, decided)
        # `…だと下限に足りませんよね` wants what it says of an amount confirmed.
        wishes = self._wishes(text) and not (
            amounts and text.text.rstrip("。? ").endswith(self.vocabulary.yes_no.confirming)
        )
        chooses = offers_choice(text.text, self.vocabulary.yes_no.alternatives)
        if wishes or requests or chooses:
            # `…しようと思っている` claims nothing, `…教えていただけますか` asks to be told, `1/2か2/3か` which.
            yes_no = asserts = False
        confirms = asserts and text.text.rstrip("。").endswith(self.vocabulary.yes_no.confirming)
        return Form(yes_no, asserts, confirms, wishes, text.text.endswith(("?", "か", "か。")))

    def asks_for_other_than_amount(self, text: Folded) -> bool:
        """Whether a clause has a question word other than how much (`何で`, `いつ`)."""
        other = re.sub(any_of(self.vocabulary.quantities.how_much), "", text.text)
        return self._asks_with_word(_UNASKED.sub("", other))

    def asks_in_words(self, text: Folded) -> bool:
        """Whether a clause has a question mark or word, ends like a question, or asks to be told something."""
        plain = text.text.rstrip("。. " + _LINGERING)
        told_to = (*self.vocabulary.dialogue.wishes_to_know, *self.vocabulary.dialogue.told_to)
        return (
            "?" in text.text
            or plain.endswith("か")
            or self._asks_with_word(_EMBEDDED.sub("", text.text))
            or text.has_any(told_to)
        )

    def asks_by_itself(self, text: Folded) -> bool:
        """Whether a part of a clause asks something, whatever its topic: by a word, or by its ending."""
        plain = text.text.rstrip("。. ")
        return self._asks_with_word(plain) or plain.endswith(("か", "?")) or self._by_ending(text)[0]

    def _by_ending(self, text: Folded) -> tuple[bool, bool]:
        """Whether the clause wants はい or いいえ, and whether it states what it wants confirmed.

        The ending may stand before a comma (`…もらえますかね、仕事が終わるのがそのくらいで`).
        """
        cues = self.vocabulary.yes_no
        paused = re.sub(r"(?<=か) +", "、", text.text)  # `…本当ですか 小規模です`
        outside = fold(re.sub(r"\([^)]*\)", "、", paused))  # `…で良いですか(お助け隊)` ends before the bracket
        parts = [part for piece in re.split("[、,。?!…]", outside) if (part := piece.strip(".~ー"))]
        tails = [tail for part in parts for tail in (part, part.rstrip(_LINGERING))]
        if offers_choice(text.text, cues.alternatives) or (
            text.text.rstrip("。? ").endswith(cues.open_endings) and self._asks_with_word(_UNASKED.sub("", text.text))
        ):
            return False, False  # `何という科目になるでしょうか` asks with a word, `国ですか民間ですか` which of two
        if self._ends_in_question_word(paused):
            return False, False  # `増えるらしいけど、何円上げて`: what was heard only leads to it
        stating = _WONDERING.sub("", outside)
        if any(tail.endswith(fold(word)) for tail in tails for word in cues.assertions) or any(
            fold(word) in stating[-16:] for word in cues.assertions if len(word) >= 2
        ):
            return True, True
        endings = [word for word in cues.endings if "?" in text.text or word not in cues.marked]
        asks = any(tail.endswith(fold(word)) for tail in tails[-2:] for word in endings) or any(
            tail.endswith("か") for tail in tails
        )
        # `手伝ってくれるん?`: a predicate with a question mark, whatever its ending; a bare `補助率は?` is none.
        asks = asks or (text.text.endswith("?") and _OPEN_END.search(text.text.rstrip("? ")) is not None)
        return asks and not self._asks_with_word(text.text), False

    def _ends_in_question_word(self, text: str) -> bool:
        """Whether the last of several parts asks with a word, and states nothing that is to be confirmed."""
        before, _, last = text.rstrip("。?!… ").rpartition("、")
        if not before or any(word in last for word in self.vocabulary.yes_no.left_open):
            return False
        asserts = any(fold(word) in fold(last) for word in self.vocabulary.yes_no.assertions)
        return self._asks_with_word(_UNASKED.sub("", last)) and not asserts

    def _by_mark(self, text: Folded, bare: Folded, amounts: Sequence[Amount], decided: bool) -> bool:
        """Whether it is the question mark that makes a clause want はい or いいえ."""
        if not text.text.endswith("?"):
            return False
        if begins_with(text, self.vocabulary.yes_no.starts):
            return True
        tail = text.text.rstrip("? ")
        costs = any(amount.role == "cost" for amount in amounts)
        if not costs and (decided or _ends_in_rate(tail)) and _ends_in_figure(tail):
            return True  # `上限って150万円?`, `小規模だと3/4?`
        if amounts and amounts[-1].role == "ceiling" and tail.endswith(amounts[-1].text):
            return True  # `直接被害は200万?`
        if self._ends_in_day(tail) or self._ends_in_office(bare.text.rstrip("? ")):
            return True
        if any(amount.role == "ceiling" and amount.certain for amount in amounts):
            return not self._asks_with_word(text.text)  # `半分なら26万?`, `4,000万円もらえる計算?`
        granted = [word for word in self.vocabulary.quantities.granted.words if tail.endswith(word)]
        claimed = tail.removesuffix(max(granted, key=len, default=""))
        return len(amounts) > 1 and claimed.endswith(amounts[-1].text)  # `経費が750万円なら500万円補助?`

    def _ends_in_day(self, tail: str) -> bool:
        """`締切は4月30日?`, `明日から?`: a day at the very end is what is to be confirmed."""
        days = self.vocabulary.days
        for word in (*days.until, *days.since):
            tail = tail.removesuffix(word)
        found = [figure for figure in figures(tail) if figure.kind in ("date", "time")]
        folded = fold(tail)
        relative = [word for entry in days.relative_days for word in entry.words]
        return any(figure.span[1] == len(tail) for figure in found) or any(folded.endswith(fold(w)) for w in relative)

    def _ends_in_office(self, tail: str) -> bool:
        """`問い合わせは商工会議所?`: the office at the very end is what is to be confirmed."""
        return any(tail.endswith(word) and len(word) > 1 for word in self.vocabulary.yes_no.organisations)

    def _asks_with_word(self, text: str) -> bool:
        """Whether a question word asks: not by the folded text, as `クラウドの` holds no `どの`.

        `いつでも`, `誰でも` and `どんなソフトでも` ask nothing, and `なんですか` after a noun is only an ending.
        """
        plain = _INDEFINITE.sub("", text)
        plain = _EXPLAINING.sub("", plain)
        return any(word in plain for word in self.vocabulary.yes_no.wh_words)

    def _wishes(self, text: Folded) -> bool:
        """Whether a clause ends in what the person wants to do, and asks nothing."""
        if "?" in text.text or self._asks_with_word(text.text):
            return False
        tail = text.text[-_TAIL:]  # as written: `タイプ` ends in no `たい`
        for word in self.vocabulary.dialogue.wishes_to_know:
            tail = tail.replace(word, "")
        return not tail.endswith(("か", "か。")) and any(word in tail for word in self.vocabulary.dialogue.wishes)


def stated_figures(text: Folded, amounts: Sequence[Amount], cues: YesNoCues, *, asserts: bool) -> tuple[Figure, ...]:
    """Figures that are no amount of the plan: a date, a rate, a ceiling that the person has in mind."""
    roles = _PLAN if asserts else (*_PLAN, "wage")
    claimed = re.compile(rf"{_LOOSE}{any_of(cues.limiting)}?(?:{any_of(cues.asserted)}|$)")
    plan = {
        amount.span
        for amount in amounts
        if amount.role in roles and amount.certain and not (asserts and claimed.match(text.text[amount.span[1] :]))
    }
    return tuple(
        figure
        for figure in figures(text.text)
        if figure.span not in plan
        and (asserts or figure.kind not in ("url", "email"))
        and (figure.kind != "number" or text.text.startswith(("以上", "以内", "以下"), figure.span[1]))
    )


def _ends_in_figure(tail: str) -> bool:
    return any(figure.span[1] == len(tail) for figure in figures(tail))


def _ends_in_rate(tail: str) -> bool:
    return any(figure.span[1] == len(tail) and figure.kind in ("rate", "slash") for figure in figures(tail))
