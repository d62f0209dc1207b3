"""The amounts of money in a question, and what each one is: the cost, the grant wanted, the budget, the sales."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.question.blanking import BLANK
from assistant.question.changes import Direction, direction, pieces_left, share_left
from assistant.question.folded import fold
from assistant.question.language.amount_roles import QuantityCues, Role, RoleCue
from assistant.question.language.applicant import FactCue
from assistant.question.patterns import any_of
from assistant.question.quantities import Price, priced
from assistant.question.quoted import asks_about_quoted
from assistant.question.received import is_received
from ingest.japanese.figures import Figure, figures

_LEAST_YEN = 10
"""Less is no money of a plan (`1円も出せない`)."""
_LEAST_COST = 1000
"""Less is what wages are raised by where wages are spoken of, and no cost."""
_REACH_BEFORE = 14
_REACH_AFTER = 18
_SPANS = ("から", "以上", "円以上", "より上", "~", "-")
_FARTHER = 0.8
"""What each letter between an amount and a word takes from what the word says."""
_TOLD = 1.0
"""What a word says more that ends in a particle right before the amount (`補助は2,700万円`)."""
_PARTICLES = ("は", "が", "を")
_MEANS = re.compile(r"で[^、。]")
_CLAIMED = re.compile("(?:は|って) *$")
_OF_A_NAME = re.compile(rf"{re.escape(BLANK)}(?:の[一-龠々ァ-ヶー]+)?(?:は|って) *$")
_NAMED = re.compile(rf"{re.escape(BLANK)}(?:の(?:上限|補助上限|限度))?[がは] *$")
_LOOSE = r"円?(?:くらい|ぐらい|ほど|まで)?"
_CLAIM_ENDS = re.compile("円?(?:くらい|ぐらい|ほど)?(?:です|でした|だ|だった)?(?:よ?ね|よな|っけ|か)*[?] *")
# `直接被害は200万?`: what is claimed to be granted. Where it is less than a cost, it is what wages are raised by.
_GRANTED_AT_ALL = re.compile("円?(?:は|補助[はがって]?)(?:出|もらえ|貰え|補助され)")
_NAMES_A_THING = re.compile("[一-龠々ァ-ヶーA-Za-z]$")
_SENTENCE_END = re.compile(r"[。?!\n]")


@dataclass(frozen=True)
class Amount:
    """An amount in yen, its role, and where it stands in the normalised text."""

    yen: int
    role: Role
    text: str
    span: tuple[int, int]
    certain: bool
    """Whether words beside it gave the role; where nothing did, it is taken for a cost."""
    change: Direction | None = None
    """Whether it is what the cost told before grows or shrinks by (`あと200万円増やすと`)."""
    price: Price | None = None
    """How a cost was told, where it was told apiece or by time; `yen` is what it comes to."""


def read_amounts(
    text: str,
    cues: Sequence[RoleCue],
    quantities: QuantityCues,
    facts: Sequence[str] = (),
    elsewhere: str = "",
) -> list[Amount]:
    """Every amount of the normalised text with its role. The nearest cue decides; of two, the longer.

    A price apiece or by time is told as what it comes to. `facts` are words whose counts are facts of the plan, no
    number of pieces, and `elsewhere` is the rest of the message.
    """
    found = [
        figure
        for figure in figures(text)
        if figure.kind == "yen" and isinstance(figure.value, int) and figure.value >= _LEAST_YEN
    ]
    # `30万円でいくら出ますか` doesn't ask whether 30万円 are granted: the words behind are of another amount.
    # Nor does `20万円、補助は出ますか`.
    another = re.compile(
        f"{_SENTENCE_END.pattern}|{any_of(quantities.how_much)}|、(?={any_of(quantities.granted.words)})"
    )
    amounts: list[Amount] = []
    for index, figure in enumerate(found):
        previous = found[index - 1].span[1] if index else 0
        following = found[index + 1].span[0] if index + 1 < len(found) else len(text)
        start, end = figure.span
        before = _SENTENCE_END.split(text[max(previous, start - _REACH_BEFORE) : start])[-1]
        after = another.split(text[end : min(following, end + _REACH_AFTER)])[0]
        assert isinstance(figure.value, int)
        role = _role(fold(before), fold(after), cues, quantities.supposing)
        if role == "ceiling" and _GRANTED_AT_ALL.match(text[end:]) and _NAMES_A_THING.search(before):
            role = None  # `看板30万円は出ますか` asks of a cost as well as of a grant
        names_cost = _NAMES_A_THING.search(before) and not before.endswith(quantities.totals)
        if role in (None, "cost") and index and not names_cost and is_received(text, figure.span, quantities.granted):
            role = "ceiling"  # `400万円使って200万円もらった`
        if role in (None, "cost") and amounts and amounts[-1].role == "ceiling":
            between = text[amounts[-1].span[1] : start]
            role = "ceiling" if re.search(rf"か、?{any_of(quantities.either)}", between) else role
        if role is None and figure.value < _LEAST_COST and _speaks_of_wages(text, cues):
            role = "wage"  # `いくら上げればいいのか、40円でもいいですか`
        claimed = role is None and bool(_CLAIMED.search(text[:start]) and _CLAIM_ENDS.fullmatch(text[end:]))
        if _in_range(text, found, index, quantities.ranges):
            role = "other"  # `750万円~2,500万円` and `750万から2,500万の幅` are read somewhere, and no plan
        become = rf"円?に{any_of(quantities.changes.becoming)}"
        if role in (None, "cost") and _NAMED.search(text[:start]) and re.match(become, text[end:]):
            role = "bound"  # `特例で通常枠が100万円になったので、…`
        if role in (None, "cost") and _believed(text, figure.span, quantities):
            role, claimed = None, True  # `通常枠は50万ですよね`
        told = role or ("cost" if not claimed else "ceiling" if figure.value >= _LEAST_COST else "wage")
        amount = Amount(figure.value, told, figure.text, figure.span, role is not None)
        if amount.role == "cost":
            amount = replace(amount, change=direction(text, amount.span, quantities.changes))
        if amount.role in ("cost", "budget"):
            others = [other.span for other in found if other is not figure]
            price = priced(text, amount.yen, amount.span, others, quantities, facts, elsewhere)
            if price != Price(amount.yen, amount.yen):
                amount = replace(amount, yen=price.yen, price=price, certain=True)
            left = share_left(text, figure.span[1], quantities.changes) * pieces_left(text, figure.span, quantities)
            if left != 1:
                amount = replace(amount, yen=int(amount.yen * left), price=None, certain=True)
        amounts.append(amount)
    unsure = [amount.span for amount in amounts if amount.role == "cost" and not (amount.certain or amount.change)]
    planned = any(amount.role == "cost" and amount.span not in unsure for amount in amounts)
    if not planned and asks_about_quoted(text, unsure, quantities):
        amounts = [replace(a, role="other", certain=True) if a.span in unsure else a for a in amounts]
    amounts = [
        # `上限750万から2,500万`: both ends of a span of ceilings are figures of the rules
        replace(amount, role="bound", certain=True, price=None)
        if any(_spanned(text, amount, other) and "ceiling" in (amount.role, other.role) for other in amounts)
        else amount
        for amount in amounts
    ]
    return [
        # `1億から10億の会社`: both ends of a span of sales are sales
        replace(amount, role="sales", certain=True, price=None)
        if any(other.role == "sales" and _spanned(text, amount, other) for other in amounts)
        else amount
        for amount in amounts
    ]


def _believed(text: str, span: tuple[int, int], cues: QuantityCues) -> bool:
    """Whether an amount is all that is said of a name, or of each of several, and believed of it or asked."""
    of_each = rf"{any_of(cues.all_specials.every)}(?:とも|が|は|、)? *$"
    before = text[: span[0]]
    of_names = _OF_A_NAME.search(before) or (BLANK in before and re.search(of_each, before))
    return bool(of_names and re.match(f"{_LOOSE}{any_of(cues.believed)}", text[span[1] :]))


def _spanned(text: str, amount: Amount, other: Amount) -> bool:
    """Whether two amounts are the ends of one span."""
    first, second = sorted((amount.span, other.span))
    return text[first[1] : second[0]].strip() in _SPANS


def of_other_case(text: str, amount: Amount, cues: Sequence[FactCue]) -> bool:
    """`間接被害100万、直接被害はいくらまで？`: what another case than the one asked about gets is no cost."""
    before = text[: amount.span[0]]
    if amount.certain:
        return False
    cases = [cue for cue in cues if cue.value is not None]
    mine = [cue for cue in cases if before.endswith(cue.words)]
    rest = text[amount.span[1] :]
    return any(
        other.fact == cue.fact and other.value != cue.value and any(word in rest for word in other.words)
        for cue in mine
        for other in cases
    )


def _in_range(text: str, found: Sequence[Figure], index: int, nouns: Sequence[str]) -> bool:
    """Whether an amount is an end of a range; `nouns` tell one that is written out (`…から…の幅`)."""
    pairs = [(one, two) for one, two in pairwise(found) if found[index] in (one, two)]
    for one, two in pairs:
        between = text[one.span[1] : two.span[0]].strip()
        if between == "~" or (between.removeprefix("円") in _SPANS and text[two.span[1] :].startswith(tuple(nouns))):
            return True
    return False


def _speaks_of_wages(text: str, cues: Sequence[RoleCue]) -> bool:
    folded = fold(text)
    return any(fold(word) in folded for cue in cues if cue.role == "wage" for word in (*cue.before, *cue.after))


def _role(before: str, after: str, cues: Sequence[RoleCue], supposing: Sequence[str]) -> Role | None:
    """What an amount is by the folded words around it; None where none of them says."""
    found = sorted(_roles(before, after, cues, supposing), key=lambda each: each[0])
    if not found:
        return None
    best = found[-1][1]
    # `補助は120万円ほしい`: a grant that is spoken of, and wanted.
    return "target" if best == "ceiling" and any(role == "target" and sure > 0 for sure, role in found) else best


def _speaks_of_grant(before: str, cues: Sequence[RoleCue]) -> bool:
    """Whether the words right before an amount name a grant or its ceiling."""
    return any(before.endswith(fold(word)) for cue in cues if cue.role == "ceiling" for word in cue.before)


def _roles(before: str, after: str, cues: Sequence[RoleCue], supposing: Sequence[str]) -> Iterator[tuple[float, Role]]:
    """Every role that a word gives, with how surely: a long word two letters away says more than a short one close by."""
    for cue in cues:
        for word in map(fold, cue.before):
            if (place := before.rfind(word)) < 0:
                continue
            between = before[place + len(word) :]
            if cue.role == "target" and _MEANS.match(between):
                continue  # `…の補助でタブレット18万円`: the grant is what it is bought with
            told = _TOLD if not between and word.endswith(_PARTICLES) else 0
            yield len(word) - _FARTHER * len(between) + told, cue.role
        for word in map(fold, cue.after):
            if (place := after.find(word)) < 0:
                continue
            if cue.role == "ceiling" and any(fold(said) in after[:place] for said in supposing):
                continue  # `100万ちょうどなら戻るのは`: what comes of a cost
            of_grant = cue.role == "bound" and not place and _speaks_of_grant(before, cues)
            told = _TOLD * 2 if of_grant else 0  # `補助は1,500万円を超えますか`; `機械が2,000万円を超えます` is a cost
            yield len(word) - _FARTHER * place + told, cue.role
