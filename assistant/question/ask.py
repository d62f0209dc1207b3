"""One thing that a message asks or tells, as it was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from assistant.question.amounts import Amount
from assistant.question.changes import CostBefore
from assistant.question.facts import Facts
from assistant.question.folded import Folded
from assistant.question.going_back import Back
from assistant.question.language.declines import Decline
from assistant.question.language.dialogue import Afterthought, SmallTalk
from assistant.question.language.operations import Operation
from assistant.question.linking import Mention
from assistant.question.scopes import Scope
from ingest.japanese.figures import Figure

STRONG = 1.0
"""The least score of a topic that a deciding word names."""
_ASKING = ("?", "は", "って", "教えて", "ください", "下さい", "か", "の")


@dataclass(frozen=True)
class Ask:
    """One thing that a message asks, or tells. `topics` are ids, the surest first."""

    text: str
    scope: Scope = field(default_factory=Scope)
    mentions: tuple[Mention, ...] = ()
    topics: tuple[str, ...] = ()
    topic_scores: Mapping[str, float] = field(default_factory=dict)
    operation: Operation = "lookup"
    operation_said: bool = False
    """Whether words of the question gave the operation; else it follows from the topic."""
    amounts: tuple[Amount, ...] = ()
    times: Fraction | None = None
    """How many times the cost told before this one is (`倍だと`)."""
    cost_before: CostBefore | None = None
    """Which of the costs told before this one is (`最初の額に戻します`)."""
    pieces: tuple[int, str] | None = None
    """How many pieces of what was told before are supposed, and their counter (`3台だと`)."""
    length: tuple[int, str] | None = None
    """A length of time without a price (`2年契約なら`): months, and how it is said."""
    facts: Facts = field(default_factory=Facts)
    yes_no: bool = False
    asserts: bool = False
    """The person states something and wants it confirmed (`…ですよね`)."""
    confirms: bool = False
    """Ends in asking for that (`…よね`), not only in what was heard (`…と聞きました`)."""
    how_much: bool = False
    """Asks for an amount, whether or not the clause itself has the cost."""
    wants_grant: bool = False
    """Speaks of the grant and of nothing else, not of its limits (`補助の合計は`)."""
    wants_limit: bool = False
    """Asks for the limit itself (`上限はいくら`), whatever plan was told."""
    wants_outcome: bool = False
    """Asks what it comes to (`何割出て、いくらになる?`)."""
    by_rate: bool = False
    """Tells the rate to work it out by, and asks for none (`ふつうの率で何円？`)."""
    measured: bool = False
    """Asks whether what comes of a plan reaches the ceiling, or a grant wanted (`上限に当たる？`)."""
    of_floor: bool = False
    """Asks whether it reaches the floor (`下限に達している？`)."""
    varies: bool = False
    """Asks whether something changes (`額はどう変わる？`)."""
    how_much_cost: bool = False
    """Asks what it takes to get an amount, or what a budget allows."""
    wh_question: bool = False
    """Asks with a question word other than how much (`何で`, `いつ`)."""
    heard: bool = False
    """Tells what was heard from someone (`…と別の支部で聞きました`)."""
    stated: tuple[Figure, ...] = ()
    """Figures that the person states, besides the amounts of the plan."""
    prepares: bool = False
    """Tells from when on the person can apply, and asks nothing (`4月の中旬に申請の準備ができます`)."""
    asks_whether: bool = False
    """Asks whether it will do, and names nothing but programmes (`ものづくりは無理?`)."""
    looks_elsewhere: bool = False
    """Asks what else can be applied for than what was spoken of (`ほかに今すぐ出せるのは`)."""
    wishes: bool = False
    """Tells what the person wants to do, or what troubles them (`店を改装したい`)."""
    seeks_help: bool = False
    """Asks for whatever helps, and leaves to the rest of the message with what (`何か補助はある?`)."""
    supposes: bool = False
    """Ends by supposing something (`B社だと？`)."""
    asks_in_words: bool = False
    """Has the form of a question or a request, whatever its topic."""
    small_talk: SmallTalk | None = None
    decline: Decline | None = None
    continues: bool = False
    adds_another: bool = False
    """Names another thing, of which the same is asked as of the one before (`あと専門家に払う謝礼も`)."""
    corrects: bool = False
    resets: bool = False
    returns: bool = False
    """Goes back to what the conversation began with (`最初の制度に戻って`)."""
    back: Back | None = None
    """Goes back to what was spoken of before something else (`さっきの類型に戻るけど`)."""
    which: bool = False
    """Asks which track or programme it is (`どの枠なら?`)."""
    place: int | None = None
    """Which of the things spoken of is meant, by its place among them: 1 for the first, -1 for the last (`後者`)."""
    only_describes: bool = False
    """Whether it describes what is meant, and leaves to the clause before what is asked of it (`事例を使うようなやつ。`)."""
    advanced: bool = False
    """Wants something more demanding (`もっと実践的なのは?`)."""
    beyond: bool = False
    """Wants more than what was spoken of gives (`もっと実践的なのは?`)."""
    other: bool = False
    """Means the one that wasn't spoken of (`もう一つの枠`)."""
    other_of_two: bool = False
    """Means one only by that (`もう片方`)."""
    ordinary: bool = False
    """Asks the same of who has no case of their own (`普通だと`)."""
    that_track: bool = False
    """Means the track that the last answer spoke of (`その枠`)."""
    that_one: bool = False
    """Means the one that was said to be ahead of the others (`どっちが高い？` … `そっちの率は`)."""
    both: bool = False
    """Means all that were spoken of (`両方`)."""
    afterthought: Afterthought | None = None
    """What it asks back about the last answer, where it asks nothing else (`本当に?`)."""
    alike: bool = False
    """Asks whether it is the same as for something else (`同じ日程ですか`)."""
    against: Scope | None = None
    """What it is held against, where only that is named (`通常枠と同じ?`)."""
    unlike: bool = False
    """Asks whether it differs from that."""
    exceeds: bool = False
    """Asks what comes on top of what it names (`通常枠に足されるものは?`)."""
    describes: bool = False
    """Ends by describing a thing, and asks nothing of it (`会社の事例で考えるようなやつ。`)."""
    rest: tuple[str, ...] = ()
    """The nouns that are no names, no words of topics and no words that only ask."""
    bought: tuple[str, ...] = ()
    """Components of a plan that are named, with or without a cost (`レジなら`)."""
    everything: bool = False
    """Asks of every programme."""
    wholly: bool = False
    """Asks so only in words that mean all of what is spoken of, where anything is (`全部`)."""
    which_of: bool = False
    """Asks so only in words that mean which of the several that are spoken of (`どれが`)."""
    foremost: bool = False
    """Wants the one that is ahead of the others (`一番出るのは`)."""
    seeks_another: bool = False
    """Looks for another thing than what was spoken of (`やつは別にある？`)."""
    one_word: bool = False
    """Names its topic by one word, and says nothing else (`上は?`)."""
    bare: bool = False
    """Nothing but names, words of the topics and words that ask: the topic is all that is wanted."""
    says_how: bool = False
    """Says only how an answer is to be given (`数字でお願いします`)."""
    unused: tuple[tuple[str, str], ...] = ()
    """(programme, special case) pairs that the person says aren't used (`特例なしだと`)."""
    uses_no_special: bool = False
    """Says that no special case is used (`特例なしだと`)."""
    injected: bool = False
    """Holds orders to this system: figures in it are never taken over."""

    @property
    def sure_topics(self) -> tuple[str, ...]:
        """Topics that a deciding word names."""
        return tuple(topic for topic in self.topics if self.topic_scores[topic] >= STRONG)

    @property
    def changes(self) -> bool:
        """Whether it asks if a topic differs for what is spoken of, and tells nothing else (`率も変わる？`)."""
        tells = self.facts.values or self.amounts or self.rest or self.mentions or self.stated or self.alike
        return self.varies and self.yes_no and bool(self.sure_topics) and not tells

    def amount(self, *roles: str) -> Amount | None:
        """The first amount with one of these roles."""
        return next((amount for amount in self.amounts if amount.role in roles), None)

    def says(self, words: Iterable[str]) -> bool:
        """Whether one of these words stands in the clause."""
        return Folded.of(self.text).has_any(words)

    @property
    def asks_something(self) -> bool:
        """Whether the clause has the form of a question."""
        return self.yes_no or self.wh_question

    @property
    def _tells_sales(self) -> bool:
        """`年商5億の会社です`: its sales say how big a firm is, and ask for nothing."""
        told = bool(self.amount("sales")) and set(self.sure_topics) <= {"menu"} and not self.operation_said
        return told and not self.asks_something and not self.text.endswith(_ASKING)

    @property
    def asks_nothing(self) -> bool:
        """A clause that only tells something about the person or the plan."""
        if self._tells_sales or self.prepares:
            return True
        if self.sure_topics or self.operation_said or self.small_talk or self.decline:
            return False
        if self.yes_no and self.of_floor:
            return False  # `下限を下回りますか`
        if self.how_much and self.bare and not self.amounts:
            return False  # `いくら`
        if self.wh_question and self.asks_in_words and self.mentions and not self.wishes:
            return False  # `お助け隊は何をしてくれて`
        if self.confirms or self.adds_another:
            return False
        ending = self.text.rstrip("。 ")
        worded = self.wh_question and self.asks_in_words and not self.wishes  # `どこの機関が出してるの`
        return not ((self.topics or worded) and ending.endswith(_ASKING)) and not ending.endswith("?")
