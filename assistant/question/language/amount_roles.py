"""`amount_roles.yaml`: words that tell what an amount of money is, and how it was counted."""

from __future__ import annotations

from typing import Literal

from assistant.question.language.data import LanguageData

Role = Literal["cost", "target", "budget", "sales", "wage", "ceiling", "bound", "other"]
"""A `bound` is a figure of the rules themselves, where a rate changes or what a grant goes beyond (`1,500万円を境に`)."""


class RoleCue(LanguageData):
    """Words close to an amount that say what it is, in front of it or behind it."""

    role: Role
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Caution(LanguageData):
    """What has to be said where one of the words is used of an amount."""

    words: tuple[str, ...]
    say: str


class ChangeCues(LanguageData):
    """Words that tell a plan by the one before (`倍だと`, `あと200万円`)."""

    further: tuple[str, ...]
    """What stands in front of an amount that comes on top (`あと`)."""
    reaching: tuple[str, ...]
    """What stands behind one that is the whole all the same (`あと少しで500万に`)."""
    more: tuple[str, ...]
    """What stands behind an amount that a plan grows by."""
    less: tuple[str, ...]
    """What stands behind one that it shrinks by."""
    more_of_a_share: tuple[str, ...]
    """What stands, besides `more`, behind a share that a plan grows by (`2割増`)."""
    less_of_a_share: tuple[str, ...]
    """What stands, besides `less`, behind one that it shrinks by (`2割引`)."""
    in_between: tuple[str, ...]
    """What may stand in front of the word for a change (`2社が急に抜けた`)."""
    becoming: tuple[str, ...]
    """What stands behind a count that another one came to, besides the words for a change (`5社になった`)."""
    out_of: tuple[str, ...]
    """What stands between a cost and a part of it (`800万円のうち`)."""
    uncovered: tuple[str, ...]
    """Words for a part of a cost that isn't covered."""
    covered: tuple[str, ...]
    """Words for the part that is."""
    half: tuple[str, ...]
    of_a_cost: tuple[str, ...]
    """What the words for a cost end in: what something else than a cost changes by changes no plan."""
    supposed: tuple[str, ...]
    """What stands behind a multiple that is supposed of the cost (`倍なら`)."""
    joined: tuple[str, ...]
    """What stands behind a count, besides `more`, that those told before grow by (`2社加わる`)."""
    left: tuple[str, ...]
    """What stands behind one, besides `less`, that they shrink by (`3軒抜けた`)."""
    dropped: tuple[str, ...]
    """What stands behind a thing that is taken out of a plan (`レジをやめたら`)."""
    to_first: tuple[str, ...]
    """Words for the cost that was told first (`最初の額に戻す`)."""
    to_previous: tuple[str, ...]
    """Words for the cost before the last one (`前の金額に戻す`)."""


class PickCues(LanguageData):
    """Words that pick one of several amounts told before (`後のほうだと`)."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    least: tuple[str, ...]
    most: tuple[str, ...]


class GrantCues(LanguageData):
    """Words for the grant itself, as against what it may be at most."""

    words: tuple[str, ...]
    received: tuple[str, ...]
    """What stands right behind an amount that somebody is said to be granted (`200万円もらった`)."""
    beside: tuple[str, ...]
    """What may stand beside them without asking more (`合計`)."""
    limits: tuple[str, ...]
    outcomes: tuple[str, ...]
    """Words that ask what a plan comes to."""
    asked_limits: tuple[str, ...]
    """What stands behind a word for a limit where the limit itself is asked for (`上限は`)."""
    asked_beside: tuple[str, ...]
    """Words that ask for the limit beside the grant (`補助額と、上限を`)."""
    of_a_rate: tuple[str, ...]
    """What stands in front of one that asks for a rate all the same."""
    by_rate: tuple[str, ...]
    """Words that tell the rate by which a plan is to be worked out, and ask for none (`率をそのまま掛けると`)."""


class SpecialsCues(LanguageData):
    """Words for every special case of a programme together: one of `named` beside one of `every`, or one of `words`."""

    named: tuple[str, ...]
    every: tuple[str, ...]
    words: tuple[str, ...] = ()


class QuotedCues(LanguageData):
    """Words that ask about figures of the documents, and not what comes of a plan."""

    asks: tuple[str, ...]
    """Words that ask why figures differ, or whether they fit together."""
    places: tuple[str, ...]
    """Where in the documents a figure stands (`見出し`)."""
    supposing: tuple[str, ...]
    """What stands behind an amount that is supposed as a plan all the same (`50万円だと`)."""


class QuantityCues(LanguageData):
    """Words that tell a price apiece or by time, a sum, or amounts of which one is meant."""

    counters: tuple[str, ...]
    things: tuple[str, ...]
    """Counters of things that are bought: a price in front of one is the price of one piece."""
    people: tuple[str, ...]
    """Counters of people, of whom each has one piece where only the price of one is told."""
    each_before: tuple[str, ...]
    each_after: tuple[str, ...]
    monthly: tuple[str, ...]
    yearly: tuple[str, ...]
    totals: tuple[str, ...]
    """What stands in front of a sum."""
    totals_beside: tuple[str, ...]
    """Those of them that say so only right in front of it (`計90万円`)."""
    totals_after: tuple[str, ...]
    """What stands behind a count where the price is that of all pieces (`4台分`)."""
    ranges: tuple[str, ...]
    """What stands behind two amounts that are the ends of a range (`750万から2,500万の幅`)."""
    alternatives: tuple[str, ...]
    """What stands between amounts of which each is asked about on its own."""
    either: tuple[str, ...]
    """What stands between two amounts of which one is believed to be right (`66万円出ますか、それとも50万円ですか`)."""
    believed: tuple[str, ...]
    """What stands behind an amount that is believed of the name in front of it (`通常枠は50万ですよね`)."""
    on_top_said: tuple[str, ...] = ()
    """What stands before such an amount, whatever is asked of it behind (`券売機も追加、35万円だと`)."""
    on_top_starts: tuple[str, ...] = ()
    """What a clause with such an amount begins with, whatever is asked of it behind (`追加でチラシ20万円だと`)."""
    on_top_before: tuple[str, ...] = ()
    """What stands before an amount that comes on top of a plan told in an earlier turn (`パソコンも20万`)."""
    on_top_after: tuple[str, ...] = ()
    """What stands behind such an amount (`20万追加`)."""
    additions: tuple[str, ...]
    """What a clause begins with that adds to the plan."""
    all_specials: SpecialsCues
    granted: GrantCues
    quoted: QuotedCues
    added: tuple[str, ...]
    """Words that ask how much a special case adds."""
    raised: tuple[str, ...]
    """Words that ask by how much wages have to be raised."""
    own_share: tuple[str, ...]
    """Words that ask for what is left to pay."""
    that_far: tuple[str, ...]
    """Words that mean a ceiling asked for just before (`そこまで受け取る`)."""
    spent: tuple[str, ...]
    """Words for what has to be spent, besides those that ask how much that is."""
    apart: tuple[str, ...]
    """Words anywhere in a clause that ask about each of its amounts on its own."""
    replaced: tuple[str, ...]
    """What stands right behind an amount that another one takes the place of."""
    denied: tuple[str, ...]
    """What stands between an amount that is taken back and the one that is told in its place (`じゃなくて`)."""
    reduced: tuple[str, ...]
    """What stands anywhere between the two (`が半額の`)."""
    turned: tuple[str, ...]
    """What stands behind the one that took its place."""
    turned_into: tuple[str, ...]
    """What those of them begin with that tell what a cost has become."""
    since: tuple[str, ...]
    """What may stand in front of such a cost, besides words in kana (`その後3,400万に`)."""
    difference: tuple[str, ...]
    """Words that ask by how much amounts differ."""
    differing: tuple[str, ...]
    """Words that ask how what comes of several amounts differs, where only one track is spoken of."""
    times_over: tuple[str, ...]
    """Words that ask how many times over one amount is another."""
    whole: tuple[str, ...]
    """Words for a grant of the whole cost."""
    most: tuple[str, ...]
    """Words for a grant as large as it gets."""
    comes_to: tuple[str, ...]
    """What stands right behind a cost where what comes of it follows (`20万円で10万円補助？`)."""
    done_with: tuple[str, ...]
    """Endings of what is done with a cost, in front of what is believed to come of it (`66万円使ったら44万円？`)."""
    supposing: tuple[str, ...]
    """What stands behind a cost that is supposed: what follows is of what comes of it (`100万なら戻るのは`)."""
    reaches: tuple[str, ...]
    """Words that ask whether what comes of a plan reaches the ceiling, or a grant wanted (`上限に当たる？`)."""
    alone: tuple[str, ...]
    """Words behind a special case that is used without others (`インボイスだけ`)."""
    reaches_floor: tuple[str, ...]
    """Words that ask whether it reaches the floor (`下限に達していますか`)."""
    under_floor: tuple[str, ...]
    """Words that ask whether it stays under the floor (`下限を下回りますか`)."""
    otherwise_reached: tuple[str, ...]
    """Those of them that はい would answer otherwise than whether it is reached (`収まりますか`, `超えますか`)."""
    afforded: tuple[str, ...]
    """Words that ask whether what can be paid is enough, and not whether just that is left to pay."""
    exceeding: tuple[str, ...]
    """Words that ask whether what is left to pay goes beyond what can be paid (`オーバーしますか`)."""
    sufficing: tuple[str, ...]
    """Those of them that speak of the ceiling only where no grant is wanted (`足りる？`)."""
    at_most: tuple[str, ...]
    """Words that claim an amount as the most, whatever less may be granted."""
    least: tuple[str, ...]
    """Words for the least cost that is granted anything."""
    how_much: tuple[str, ...]
    """Question words that ask for an amount."""
    needed: tuple[str, ...]
    """Words that ask what it takes."""
    better: tuple[str, ...]
    """Words that ask which of several gives more."""
    changes: ChangeCues
    picks: PickCues
    cautions: tuple[Caution, ...] = ()


class AmountRolesFile(LanguageData):
    """The whole file."""

    roles: tuple[RoleCue, ...]
    quantities: QuantityCues
