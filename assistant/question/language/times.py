"""`times.yaml`: how days are said, and what is asked of rounds."""

from __future__ import annotations

from assistant.question.language.data import LanguageData


class RelativeDay(LanguageData):
    """Days said without a number, counted from the day asked. Exactly one of the numbers is given."""

    words: tuple[str, ...]
    days: int | None = None
    weeks: int | None = None
    """The whole week, from Monday, so many weeks on."""
    months: int | None = None
    """The whole month so many months on."""
    month_end: int | None = None
    """Its last day."""
    between: tuple[str, str] | None = None
    """Days of the year (`06-01`; `02-end` for the last of a month): the next such period that isn't over."""
    year_ends: int | None = None
    """The year that ends with this month and holds the day asked."""


class MonthPart(LanguageData):
    """What may follow a month: its days from `first` to `last`; a day past the month's end is its last."""

    words: tuple[str, ...]
    first: int
    last: int
    loosely: int | None = None
    """From which day on something may fall that is said to fall on the last one (`3月末に始まる`)."""


class DayPart(LanguageData):
    """A part of the day, and the hour from which on it is."""

    words: tuple[str, ...]
    hour: int


class DayWords(LanguageData):
    """How days are said."""

    relative_days: tuple[RelativeDay, ...]
    month_parts: tuple[MonthPart, ...]
    day_parts: tuple[DayPart, ...] = ()
    until: tuple[str, ...]
    """What follows a day that is meant as an end."""
    since: tuple[str, ...]
    """What follows a day that is meant as a beginning."""
    through: tuple[str, ...]
    """What stands between the first and the last of the days that are meant (`5月7日から15日`)."""
    beside: tuple[str, ...]
    """What stands between two months that are both meant (`5月と6月`)."""
    by: tuple[str, ...]
    """What begins like it and means a time to do something in (`までに`)."""
    denied: tuple[str, ...]
    """What follows days that are taken back."""
    founding: tuple[str, ...] = ()
    """What was done in a year that says how old a firm is (`去年開業した店`)."""
    earlier: tuple[str, ...] = ()
    """What stands before days of a year that is over (`去年の秋に`)."""
    next_year: tuple[str, ...] = ()
    """What stands before days of the year after (`来年の3月`)."""
    beyond: tuple[str, ...]
    """What follows days after which an open period begins (`5月8日より後`)."""
    onwards: tuple[str, ...]
    """What follows days with which it begins (`6月以降`)."""
    before: tuple[str, ...]
    """What follows days before which a period ends."""
    begun: tuple[str, ...] = ()
    """What follows days that have begun, so that the day asked is meant (`3月に入ったので`)."""
    examples: tuple[str, ...] = ()
    """What follows the number of a round that is only an example (`第9回とか`)."""
    today_particles: tuple[str, ...] = ()
    """What may stand between today and the day that it is told to be."""
    today_supposed: tuple[str, ...] = ()
    """Those of `today_ends` that only suppose it, for one question."""
    today_ends: tuple[str, ...] = ()
    """What follows the day that today is told to be (`今日は5月20日です。`)."""
    denied_claims: tuple[str, ...] = ()
    """What follows a claimed day that is denied (`5月20日じゃないよね`)."""
    supposed: tuple[str, ...] = ()
    """What turns that into days to come (`3月になったら`)."""
    closings: tuple[str, ...] = ()
    """What follows days that are said to be those of a closing (`7月21日の締切`)."""
    ending_all: tuple[str, ...] = ()
    """What follows a day after which nothing comes (`8月25日で終わり`)."""
    now: tuple[str, ...] = ()
    """What stands before the time that it is told to be (`いま15時です`)."""
    following: tuple[str, ...] = ()
    """What stands between the number of a round and that of the one after it, which is meant (`23次の次の24次`)."""
    remaining: tuple[str, ...]
    """What stands before a number of days that are left."""
    later: tuple[str, ...]
    """What follows a number of days counted from the day asked (`3日後`)."""
    within: tuple[str, ...]
    """What follows a number of days to do something in (`3日以内`)."""


class OrderWords(LanguageData):
    """What holds one closing against another; `…` stands for a few letters."""

    earlier: tuple[str, ...] = ()
    """What says that it comes before it (`創業型より早い?`)."""
    later: tuple[str, ...] = ()
    named_before: tuple[str, ...] = ()
    """What stands for the closing that was named before (`それより`)."""
    whatever: tuple[str, ...] = ()
    """What asks for whatever comes before or after it (`ものづくりより早く締め切られる補助金はある?`)."""


class RoundWords(LanguageData):
    """What is asked of the rounds of a programme."""

    open_words: tuple[str, ...]
    """Whether applications are taken."""
    may_words: tuple[str, ...] = ()
    """Of these, what also asks whether someone may apply, whatever the day (`女性部でも申し込めますか`)."""
    now_words: tuple[str, ...] = ()
    """What speaks of the day asked beside them (`両方とも今出せますか`)."""
    closed_words: tuple[str, ...]
    """Whether it is too late."""
    opening_words: tuple[str, ...]
    from_now: tuple[str, ...] = ()
    """What looks like a word for an opening and is none (`今から申請できる?`)."""
    closing_words: tuple[str, ...]
    next_words: tuple[str, ...]
    """The round that comes next."""
    missed_words: tuple[str, ...] = ()
    """What tells that a round was missed: the next one comes after it."""
    first_words: tuple[str, ...]
    """The one of all rounds that closes first; `…` stands for a few letters."""
    last_words: tuple[str, ...]
    """The one that closes last."""
    of_all_words: tuple[str, ...]
    """Words that look for one among all tracks."""
    then_words: tuple[str, ...]
    """The one after the one that was just named."""
    order: OrderWords = OrderWords()
    sorting_words: tuple[str, ...] = ()
    """What wants rounds of different kinds told apart (`随時のものと締切のあるものを分けて`)."""
    apart_words: tuple[str, ...]
    """How far two closings lie apart."""
    remaining_words: tuple[str, ...] = ()
    """What leaves out the rounds that are over."""
    count_words: tuple[str, ...] = ()
    """How many rounds there are."""
    which_words: tuple[str, ...] = ()
    """Which round a day falls in."""
    always_words: tuple[str, ...]
    """What has no closing."""
    then_at_words: tuple[str, ...] = ()
    """What points at the days that another clause tells (`その時点で受付中の型は?`)."""
    quoted_words: tuple[str, ...] = ()
    """What holds such a word and doesn't ask it (`公募中と書いてあるのに`, `思い出せる範囲で`)."""
    describing_words: tuple[str, ...] = ()
    """What only says which grant is meant, where something else is asked of it (`公募中のものづくりは何と統合される?`)."""
    length_words: tuple[str, ...] = ()
    """How long applications are taken."""
    ending_words: tuple[str, ...] = ()
    """How long something goes on that has no closing."""
    untaken_words: tuple[str, ...] = ()
    """What takes no applications on the day asked."""
    upcoming_words: tuple[str, ...]
    """What hasn't begun."""
    hour_words: tuple[str, ...]
    """The time of day of a closing."""
    step_words: tuple[str, ...]
    """What is done with a grant besides applying for it (`契約したい`)."""
    beside_words: tuple[str, ...] = ()
    """What happens on a day that a person only tells (`6月に7人になるんだけど、申し込める?`)."""
    beside_ends: tuple[str, ...] = ()
    """What ends what they tell of it."""
    hindered_words: tuple[str, ...] = ()
    """What tells, beside a day, what keeps the person from applying (`6月末まで忙しい`)."""
    ready_words: tuple[str, ...] = ()
    """What tells the day from which on the person can (`5月20日に書類が揃います`)."""
    only_until_words: tuple[str, ...] = ()
    """What makes the days those in which the person can (`5月末までしか動けません`)."""
    only_then_words: tuple[str, ...] = ()
    """What tells that the person can't before the days named (`5月に入ってからでないと`)."""
    applying_words: tuple[str, ...]
    condition_words: tuple[str, ...] = ()
    """What ends a condition under which something can be applied for (`開業しただけで申し込めますか`)."""
    plan_words: tuple[str, ...]
    """What says that the person means to apply on the day named."""


class TimesFile(LanguageData):
    """The whole file."""

    days: DayWords
    rounds: RoundWords
