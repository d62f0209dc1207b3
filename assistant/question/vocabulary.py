"""The words that people use, from `corpus/language/*.yaml`: data that staff can extend without a developer."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from ingest.errors import CorpusError
from ingest.text_file import read_text
from ingest.yaml_file import checked, field_name, parse_yaml

Role = Literal["cost", "target", "budget", "sales", "wage", "ceiling", "other"]
Operation = Literal[
    "lookup", "calculate", "invert", "compare", "list", "recommend", "date", "contact", "small_talk", "out_of_scope"
]


_Model = TypeVar("_Model", bound=BaseModel)


class VocabularyError(CorpusError):
    """A file of `corpus/language` is wrong; the message names file, line and field."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Topic(_Data):
    """What can be asked about a programme. `words` decide, `hints` support, `asks` are compared by meaning."""

    id: str
    label: str
    whole: bool = False
    """Whether it is asked of the documents as a whole where no programme is named."""
    apart: bool = False
    """Whether it is always a question of its own: an amount or a phone number is no part of what else is said."""
    unless: tuple[str, ...] = ()
    """Words in which a word of the topic doesn't count (`売りたい` is no `売り`)."""
    vague: bool = False
    """Whether its words often only put a question about something else (`…って何ですか`)."""
    words: tuple[str, ...]
    hints: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


class FactCue(_Data):
    """Words that set a fact about the applicant or the plan."""

    fact: str
    value: str | bool | None = None
    label: str
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    """Words that people use though the documents don't define them by it: the answer says what was assumed."""
    count_units: tuple[str, ...] = ()
    yen_below: int | None = None


class ComponentCue(_Data):
    component: str
    words: tuple[str, ...]


class RoleCue(_Data):
    """Words close to an amount that say what it is, in front of it or behind it."""

    role: Role
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Caution(_Data):
    """What has to be said where one of the words is used of an amount."""

    words: tuple[str, ...]
    say: str


class QuantityCues(_Data):
    """Words that tell a price apiece or by time, a sum, or amounts of which one is meant."""

    counters: tuple[str, ...]
    things: tuple[str, ...]
    """Counters of things that are bought: a price in front of one is the price of one piece."""
    each_before: tuple[str, ...]
    each_after: tuple[str, ...]
    monthly: tuple[str, ...]
    yearly: tuple[str, ...]
    totals: tuple[str, ...]
    """What stands in front of a sum."""
    totals_after: tuple[str, ...]
    """What stands behind a count where the price is that of all pieces (`4台分`)."""
    alternatives: tuple[str, ...]
    """What stands between amounts of which each is asked about on its own."""
    additions: tuple[str, ...]
    """What a clause begins with that adds to the plan."""
    all_specials: tuple[str, ...]
    """Words for every special case of a programme together."""
    added: tuple[str, ...]
    """Words that ask how much a special case adds."""
    own_share: tuple[str, ...]
    """Words that ask for what is left to pay."""
    apart: tuple[str, ...]
    """Words anywhere in a clause that ask about each of its amounts on its own."""
    replaced: tuple[str, ...]
    """What stands between an amount and the one that took its place."""
    turned: tuple[str, ...]
    """What stands behind the one that took its place."""
    difference: tuple[str, ...]
    """Words that ask by how much amounts differ."""
    whole: tuple[str, ...]
    """Words for a grant of the whole cost."""
    most: tuple[str, ...]
    """Words for a grant as large as it gets."""
    least: tuple[str, ...]
    """Words for the least cost that is granted anything."""
    needed: tuple[str, ...]
    """Words that ask what it takes."""
    better: tuple[str, ...]
    """Words that ask which of several gives more."""
    cautions: tuple[Caution, ...] = ()


class OperationCue(_Data):
    id: Operation
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    """Longer words that hold one of `words` and mean something else (`間違い` holds `違い`)."""
    needs: Literal["cost", "target_or_budget"] | None = None


class YesNoCues(_Data):
    endings: tuple[str, ...]
    starts: tuple[str, ...] = ()
    """What a yes/no question in English begins with."""
    wh_words: tuple[str, ...]
    assertions: tuple[str, ...]
    negatives: tuple[str, ...]
    neutral: tuple[str, ...]
    only: tuple[str, ...]
    """Words that go with a negation and mean `only`."""
    exclusive: tuple[str, ...]
    """Words that say `only`."""
    universal: tuple[str, ...]
    """Words that say `all`, `always`, `whatever`."""
    necessary: tuple[str, ...]
    """Words that say `must`."""
    excepting: tuple[str, ...]
    """Words that say `other than`."""
    lowest: tuple[str, ...]
    """Words that ask for the least amount of a range."""
    organisations: tuple[str, ...]
    """Last letters of the names of offices."""
    ahead: tuple[str, ...]
    """What follows the one that is claimed to be ahead in a comparison."""
    behind: tuple[str, ...]
    """What follows the one that it is claimed to be ahead of."""
    lesser: tuple[str, ...]
    """Words that make less the better of a comparison."""


class SmallTalk(_Data):
    id: str
    words: tuple[str, ...]
    always: tuple[str, ...] = ()
    """Words that are small talk whatever else they hold (`あんた何ができるん`), unless a programme is named."""
    say: str


class FollowUp(_Data):
    """A question that is offered after an answer. `{name}` is the programme or track."""

    topic: str
    ask: str


class RelativeDay(_Data):
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


class MonthPart(_Data):
    """What may follow a month: its days from `first` to `last`; a day past the month's end is its last."""

    words: tuple[str, ...]
    first: int
    last: int


class DayWords(_Data):
    """How days are said."""

    relative_days: tuple[RelativeDay, ...]
    month_parts: tuple[MonthPart, ...]
    until: tuple[str, ...]
    """What follows a day that is meant as an end."""
    since: tuple[str, ...]
    """What follows a day that is meant as a beginning."""
    by: tuple[str, ...]
    """What begins like it and means a time to do something in (`までに`)."""
    denied: tuple[str, ...]
    """What follows days that are taken back."""
    beyond: tuple[str, ...]
    """What follows days after which an open period begins (`5月8日より後`)."""
    onwards: tuple[str, ...]
    """What follows days with which it begins (`6月以降`)."""
    before: tuple[str, ...]
    """What follows days before which a period ends."""
    remaining: tuple[str, ...]
    """What stands before a number of days that are left."""
    later: tuple[str, ...]
    """What follows a number of days counted from the day asked (`3日後`)."""
    within: tuple[str, ...]
    """What follows a number of days to do something in (`3日以内`)."""


class RoundWords(_Data):
    """What is asked of the rounds of a programme."""

    open_words: tuple[str, ...]
    """Whether applications are taken."""
    closed_words: tuple[str, ...]
    """Whether it is too late."""
    opening_words: tuple[str, ...]
    closing_words: tuple[str, ...]
    next_words: tuple[str, ...]
    """The round that comes next."""
    first_words: tuple[str, ...]
    """The one of all rounds that closes first; `…` stands for a few letters."""
    last_words: tuple[str, ...]
    """The one that closes last."""
    of_all_words: tuple[str, ...]
    """Words that look for one among all tracks."""
    then_words: tuple[str, ...]
    """The one after the one that was just named."""
    always_words: tuple[str, ...]
    """What has no closing."""
    upcoming_words: tuple[str, ...]
    """What hasn't begun."""
    hour_words: tuple[str, ...]
    """The time of day of a closing."""
    step_words: tuple[str, ...]
    """What is done with a grant besides applying for it (`契約したい`)."""
    applying_words: tuple[str, ...]
    plan_words: tuple[str, ...]
    """What says that the person means to apply on the day named."""


class Requests(_Data):
    """How a clause ends that politely asks to be told: neither はい nor いいえ answers it."""

    verbs: tuple[str, ...] = ()
    """Stems of telling (`教え`, `ご案内`)."""
    favours: tuple[str, ...] = ()
    """What follows them (`いただけ`, `もらえ`)."""
    whole: tuple[str, ...] = ()
    """Endings that are a request by themselves (`お聞きしてもいい`)."""


class Dialogue(_Data):
    connectives: tuple[str, ...]
    joins: tuple[str, ...] = ()
    """What may stand between two questions, each with a name of its own."""
    additions: tuple[str, ...] = ()
    """What follows a special case that comes on top of another."""
    unjoined: tuple[str, ...] = ()
    """What ends like a join and joins no questions."""
    continues: tuple[str, ...]
    corrections: tuple[str, ...]
    interjections: tuple[str, ...] = ()
    negations: tuple[str, ...]
    resets: tuple[str, ...]
    returns: tuple[str, ...] = ()
    """What goes back to what the conversation began with."""
    everything: tuple[str, ...]
    sums: tuple[str, ...] = ()
    """What looks like every programme and sums up one plan (`全部でいくら`)."""
    wishes: tuple[str, ...] = ()
    """What ends a clause that tells what the person wants to do (`…したい`)."""
    wishes_to_know: tuple[str, ...] = ()
    """What ends like a wish and asks (`知りたい`)."""
    told_to: tuple[str, ...] = ()
    """What asks to be told something, without the form of a question."""
    seeks_help: tuple[str, ...] = ()
    """What asks for whatever helps, and leaves to the rest of the message with what (`何か補助はある?`)."""
    fillers: tuple[str, ...] = ()
    """Words that only ask or are polite: a question with nothing else beside a topic wants just that topic."""
    own_words: tuple[str, ...] = ()
    """Words of this counter: a question that has one is hardly about something else."""
    small_talk: tuple[SmallTalk, ...]
    requests: Requests = Field(default_factory=Requests)
    follow_ups: tuple[FollowUp, ...]
    starters: tuple[str, ...]


class Decline(_Data):
    """Something that isn't this counter's job: what is said, and what is offered instead."""

    id: str
    say: str
    instead: str
    contact: bool = False
    yields: bool = False
    """Whether a real question beside it is answered all the same."""
    words: tuple[str, ...]
    asks: tuple[str, ...] = ()


class Injection(_Data):
    decline: str
    """The id of the decline for a message that holds nothing but orders."""
    words: tuple[str, ...]
    endings: tuple[str, ...] = ()
    """What is an order only at the end of a clause."""


class _Times(_Data):
    days: DayWords
    rounds: RoundWords


class _Topics(_Data):
    topics: tuple[Topic, ...] = Field(min_length=1)


class _Applicant(_Data):
    denials: tuple[str, ...]
    side_by_side: tuple[str, ...]
    facts: tuple[FactCue, ...]
    components: tuple[ComponentCue, ...]


class _Roles(_Data):
    roles: tuple[RoleCue, ...]
    quantities: QuantityCues


class _Operations(_Data):
    operations: tuple[OperationCue, ...]
    yes_no: YesNoCues


class _Declines(_Data):
    declines: tuple[Decline, ...]
    injection: Injection


class Vocabulary(_Data):
    """All of it."""

    topics: tuple[Topic, ...]
    denials: tuple[str, ...]
    side_by_side: tuple[str, ...]
    facts: tuple[FactCue, ...]
    components: tuple[ComponentCue, ...]
    roles: tuple[RoleCue, ...]
    quantities: QuantityCues
    operations: tuple[OperationCue, ...]
    yes_no: YesNoCues
    dialogue: Dialogue
    days: DayWords
    rounds: RoundWords
    declines: tuple[Decline, ...]
    injection: Injection

    @property
    def orders(self) -> Decline:
        """What is said to a message that only gives this system orders."""
        return next(decline for decline in self.declines if decline.id == self.injection.decline)

    def topic(self, topic_id: str) -> Topic:
        return next(topic for topic in self.topics if topic.id == topic_id)

    def label(self, topic_id: str | None) -> str:
        """A topic as people read it; empty for none."""
        return self.topic(topic_id).label if topic_id else ""


def load_vocabulary(folder: Path) -> Vocabulary:
    """Read `corpus/language`.

    Raises:
        VocabularyError: names file, line and field.
    """
    topics = _read(folder / "topics.yaml", _Topics)
    applicant = _read(folder / "applicant.yaml", _Applicant)
    operations = _read(folder / "operations.yaml", _Operations)
    amounts = _read(folder / "amount_roles.yaml", _Roles)
    declines = _read(folder / "declines.yaml", _Declines)
    times = _read(folder / "times.yaml", _Times)
    return Vocabulary(
        topics=topics.topics,
        denials=applicant.denials,
        side_by_side=applicant.side_by_side,
        facts=applicant.facts,
        components=applicant.components,
        roles=amounts.roles,
        quantities=amounts.quantities,
        operations=operations.operations,
        yes_no=operations.yes_no,
        dialogue=_read(folder / "dialogue.yaml", Dialogue),
        days=times.days,
        rounds=times.rounds,
        declines=declines.declines,
        injection=declines.injection,
    )


def _read(path: Path, model: type[_Model]) -> _Model:
    file = parse_yaml(read_text(path, error=VocabularyError), path, error=VocabularyError)
    made, problems = checked(model, file)
    if made is None:
        first = problems[0]
        raise VocabularyError(path, f"項目「{field_name(first.location)}」: {first.problem}", first.line)
    return made
