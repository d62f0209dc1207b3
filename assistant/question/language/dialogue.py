"""`dialogue.yaml`: words that hold a conversation together."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.question.language.data import LanguageData


class SmallTalk(LanguageData):
    id: str
    words: tuple[str, ...]
    always: tuple[str, ...] = ()
    """Words that are small talk whatever else they hold (`あんた何ができるん`), unless a programme is named."""
    say: str


class FollowUp(LanguageData):
    """A question that is offered after an answer. `{name}` is the programme or track."""

    topic: str
    ask: str


class Offers(LanguageData):
    """What somebody is asked back who wants help with something that no need fits."""

    ask: str
    options: tuple[str, ...]
    instead: str
    """What the documents are about, said to somebody who wants help with something that they have nothing for."""


class Requests(LanguageData):
    """How a clause ends that politely asks to be told: neither はい nor いいえ answers it."""

    verbs: tuple[str, ...] = ()
    """Stems of telling (`教え`, `ご案内`)."""
    favours: tuple[str, ...] = ()
    """What follows them (`いただけ`, `もらえ`)."""
    whole: tuple[str, ...] = ()
    """Endings that are a request by themselves (`お聞きしてもいい`)."""
    manners: tuple[str, ...] = ()
    """Words in kanji that a request may still end in (`幸いです`)."""


class LeftBehind(LanguageData):
    """What someone turns away from before they ask of something else (`持続化は落ちたので、…`)."""

    told: tuple[str, ...] = ()
    """Stems of what is told of it."""
    beside: tuple[str, ...] = ()
    """What still holds it beside the other."""


class Asides(LanguageData):
    """What tells of the use that an answer is put to, or of the hurry: nothing of it is asked."""

    places: tuple[str, ...] = ()
    """What an answer is written in or read out at (`議事録`, `勉強会`)."""
    written: tuple[str, ...] = ()
    """Stems of putting an answer in such a place (`載せ`, `記入`)."""
    told: tuple[str, ...] = ()
    """Stems of telling it to someone, whoever that is (`説明`, `見せ`)."""
    to: tuple[str, ...] = ()
    """What stands between the place or the person and the verb."""
    moved: tuple[str, ...] = ()
    """Stems of what an answer is to do to someone (`説得`)."""
    moving: tuple[str, ...] = ()
    """What stands between that person and the verb."""
    heard: tuple[str, ...] = ()
    """What someone else wanted to know (`聞かれ`)."""
    by: tuple[str, ...] = ()
    """What stands between that person and the verb."""
    uses: tuple[str, ...] = ()
    """What makes a place a use (`議事録用`)."""
    reasons: tuple[str, ...] = ()
    """What ends an aside within a sentence (`…に書くので`)."""
    things: tuple[str, ...] = ()
    """Nouns that an aside may end in (`銀行に出す書類`)."""
    alone: tuple[str, ...] = ()
    """What is an aside by itself (`至急`, `客待ち中`)."""
    papers: tuple[str, ...] = ()
    """What a place may be compounded with (`稟議書`, `勉強会資料`)."""
    intending: tuple[str, ...] = ()
    """Stems that may end an aside behind its verb (`載せたいと思います`)."""
    unwanted: tuple[str, ...] = ()
    """Stems that say of something that it isn't wanted, or is there already (`要らん`, `もうある`)."""
    unwanted_marks: tuple[str, ...] = ()
    """What stands between that thing and the stem."""


class Deeds(LanguageData):
    """What bears on whether a special case's deed is told (`給料を上げ`) as one that is done."""

    objects: tuple[str, ...] = ()
    """What marks that to which something is done; behind another mark it is of another thing."""
    subjects: tuple[str, ...] = ()
    """What marks something that is spoken of, and may be what is done as well."""
    unmet: tuple[str, ...] = ()
    """What follows a deed that is only weighed, that something depends on, or that is over."""
    ends: tuple[str, ...] = ()
    """What makes a deed the condition, case or reason of what follows, so that nothing behind denies it."""


class Descriptions(LanguageData):
    """How people speak of a track or a programme by what it is for (`海外に売る方`, `被災した人の枠`)."""

    kinds: tuple[str, ...] = ()
    """What says that a track is spoken of (`枠`, `型`)."""
    things: tuple[str, ...] = ()
    """What says that a programme is spoken of (`補助金`, `制度`)."""
    specials: tuple[str, ...] = ()
    """What says that a special case is spoken of (`特例`)."""
    grants: tuple[str, ...] = ()
    """Those of them that a name ends in, which is also called by what stands before (`ITの補助金`)."""
    listing: tuple[str, ...] = ()
    """What stands before such a word that is the last of a list (`設備やITの補助金`)."""
    ones: tuple[str, ...] = ()
    """What stands for either, beside what was named (`方`, `やつ`)."""
    asked: tuple[str, ...] = ()
    """What stands for either and is asked of (`協業するやつの率`), so that it need not have been named."""
    sides: tuple[str, ...] = ()
    """What ends one of two things set side by side (`既製品を買うのと設計するのと`, `特注の場合`)."""
    subjects: tuple[str, ...] = ()
    """What makes a subject of what was described, where its programme is named in the same clause (`のは`)."""
    links: tuple[str, ...] = ()
    """What stands between a name without its ending and one of these words (`の`, `向けの`)."""
    not_before: tuple[str, ...] = ()
    """What stands before such a word that is part of another (`大型`)."""
    not_after: tuple[str, ...] = ()
    """What follows such a word that is part of another (`方法`)."""
    which: tuple[str, ...] = ()
    """What asks which of them it is: nothing is picked."""
    choice: str = ""
    """What asks which of two names it is, where they are only put side by side (`カタログ？一般？`)."""
    called: tuple[str, ...] = ()
    """What asks what is described is called (`何と呼ばれて`)."""
    amounts: tuple[str, ...] = ()
    """What follows such a word that asks how much (`どれくらい`)."""
    forgotten: tuple[str, ...] = ()
    """What stands for the rest of a name that someone doesn't remember (`なんとか`)."""
    deeds: Deeds = Deeds()


class CountedOut(LanguageData):
    """What asks for the names of what was just counted (`何種類で、それぞれ何ですか`)."""

    counts: tuple[str, ...] = ()
    """What asks how many there are."""
    names: tuple[str, ...] = ()
    """What begins a clause that asks for no more than which they are."""


class Ranking(LanguageData):
    """How a list by an amount or a rate is asked for (`上限が1億円以上の補助金はどれ`)."""

    asked: tuple[str, ...] = ()
    """What asks for a list."""
    ordered: tuple[str, ...] = ()
    """What asks for the order of programmes that are named (`AとBを並べたら?`)."""
    descending: tuple[str, ...] = ()
    ascending: tuple[str, ...] = ()
    most: tuple[str, ...] = ()
    """What asks for the first of such a list alone (`一番上限が高いのは?`)."""
    greater: tuple[str, ...] = ()
    lesser: tuple[str, ...] = ()
    tests: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """What follows a figure that has to be passed, by the kind of test."""
    given: tuple[str, ...] = ()
    """What follows such a test where neither a ceiling nor a rate is named (`3割以上出る`)."""
    things: tuple[str, ...] = ()
    """What follows a figure that has to be met exactly (`1/2の補助金`)."""
    presented: tuple[str, ...] = ()
    """What leaves out the programmes that only the menu names (`4つの補助金`)."""
    said: dict[str, str] = Field(default_factory=dict)
    """How each test and order is said in the answer."""


class BeforeOneWord(LanguageData):
    """What may stand before the one word that a turn is (`その枠の上は?`, `じゃあ上は?`)."""

    subjects: tuple[str, ...] = ()
    """What stands for the subject."""
    starts: tuple[str, ...] = ()
    """What the turn begins with."""


class Place(LanguageData):
    """Words for one of several things that were spoken of, by its place among them."""

    place: int
    """1 for the first; -1 for the last."""
    words: tuple[str, ...]
    alone: tuple[str, ...] = ()
    """What says so only where it is all that is said (`2番`)."""


class GoingBack(LanguageData):
    """How a turn goes back to what was spoken of before something else."""

    earlier: tuple[str, ...] = ()
    """What stands before a kind of thing that was spoken of (`さっきの`)."""
    going: tuple[str, ...] = ()
    """What says that it goes back (`に戻るけど`)."""
    tracks: tuple[str, ...] = ()
    """What the earlier thing is called where it is a track (`類型`)."""
    programmes: tuple[str, ...] = ()
    """What it is called where it is a grant (`補助金`)."""


class Afterthought(LanguageData):
    """What asks back about the last answer itself."""

    kind: Literal["source", "again", "rest", "more", "why"]
    """Where it stands, the same again, what else there is, more of it, or why it is so."""
    words: tuple[str, ...]
    say: str
    """The sentence for it. `{title}` and `{section}` are those of the document."""


class Dialogue(LanguageData):
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
    resets_first: tuple[str, ...] = ()
    """What does so only where the turn begins with it."""
    returns: tuple[str, ...] = ()
    """What goes back to what the conversation began with."""
    ranking: Ranking = Field(default_factory=Ranking)
    descriptions: Descriptions = Field(default_factory=Descriptions)
    back: GoingBack = Field(default_factory=GoingBack)
    """What goes back to an earlier subject."""
    places: tuple[Place, ...] = ()
    """How one of the things that the last answer spoke of is picked out."""
    before_one_word: BeforeOneWord = Field(default_factory=BeforeOneWord)
    """What names no topic beside one that a single word names."""
    seen_figures: tuple[str, ...] = ()
    """Says that a figure was seen somewhere (`4,000万円って書いてあるのを見た`)."""
    whose_figures: tuple[str, ...] = ()
    """What asks which thing a figure is of that somebody told (`どっちの数字が何の話`)."""
    beyond: tuple[str, ...] = ()
    """What wants more than what was spoken of gives (`もっと実践的なのは?`)."""
    advanced: tuple[str, ...] = ()
    """Of that, what is more demanding (`実践`)."""
    others: tuple[str, ...] = ()
    """What asks for the one that wasn't spoken of (`もう一つの枠`)."""
    other_of_two: tuple[str, ...] = ()
    """Of these, what means one only (`もう片方`)."""
    ordinary: tuple[str, ...] = ()
    """What asks the same of who has no case of their own (`普通だと`)."""
    that_track: tuple[str, ...] = ()
    """What means the track that the last answer spoke of (`その枠`)."""
    that_one: tuple[str, ...] = ()
    """What begins a clause about the one that was said to be ahead of the others (`そっちの率は`)."""
    both: tuple[str, ...] = ()
    """What asks for all that were spoken of (`両方`)."""
    exceeds: tuple[str, ...] = ()
    """What stands behind a name that something comes on top of (`通常枠に足されるもの`)."""
    unanswered: tuple[str, ...] = ()
    """What says that nobody has the answer to a question yet (`誰が動くのか決まっていない`)."""
    hearsay: tuple[str, ...] = ()
    """What ends a clause that tells what the person heard or read, and asks nothing of it by itself."""
    differences: tuple[str, ...] = ()
    """Nouns for a difference, which something else may be asked behind (`違いと、それぞれのURL`)."""
    all_things: tuple[str, ...] = ()
    """What sums up the things of a list (`機械と外注費、全部対象?`)."""
    which_things: tuple[str, ...] = ()
    """What asks which things of a list it is so of."""
    afterthoughts: tuple[Afterthought, ...] = ()
    """What asks back about the last answer itself (`本当に？`, `どこに書いてある？`)."""
    alike: tuple[str, ...] = ()
    """What asks whether it is the same as for what was spoken of (`同じ日程`)."""
    elsewhere: tuple[str, ...] = ()
    """What asks for anything that there is beside what was spoken of (`ほかに今すぐ出せるのは`)."""
    together: tuple[str, ...] = ()
    """What says that things are done together, though it has a word for being alike in it (`一緒に出せますか`)."""
    unlike: tuple[str, ...] = ()
    """What asks whether it differs from that."""
    varies: tuple[str, ...] = ()
    """What compares where several are named (`AとBで上限は変わりますか`)."""
    presented_grants: tuple[str, ...] = ()
    """What means the grants that the documents introduce in detail (`四つの補助金`)."""
    everything: tuple[str, ...]
    """What asks of every programme, whatever was spoken of."""
    wholly: tuple[str, ...] = ()
    """What asks of all that is spoken of (`全部`); of every programme where none is."""
    which_of: tuple[str, ...] = ()
    """What asks which of the several that are spoken of; of all programmes where none is (`のはどれ`)."""
    foremost: tuple[str, ...] = ()
    """What asks for the one that is ahead of the others (`一番出る`)."""
    seeks_another: tuple[str, ...] = ()
    """What looks for another thing than what was spoken of (`やつは別にある？`)."""
    sums: tuple[str, ...] = ()
    """What looks like every programme and sums up one plan (`全部でいくら`)."""
    wishes: tuple[str, ...] = ()
    """What ends a clause that tells what the person wants to do (`…したい`)."""
    wishes_to_know: tuple[str, ...] = ()
    """What ends like a wish and asks (`知りたい`)."""
    counted_out: CountedOut = CountedOut()
    suppositions: tuple[str, ...] = ()
    """What ends a clause that only supposes something (`B社だと`)."""
    told_to: tuple[str, ...] = ()
    """What asks to be told something, without the form of a question."""
    seeks_help: tuple[str, ...] = ()
    """What asks for whatever helps, and leaves to the rest of the message with what (`何か補助はある?`)."""
    fillers: tuple[str, ...] = ()
    """Words that only ask or are polite: a question with nothing else beside a topic wants just that topic."""
    manners: tuple[str, ...] = ()
    """Words that say how an answer is to be given (`数字で`)."""
    own_words: tuple[str, ...] = ()
    """Words of this counter: a question that has one is hardly about something else."""
    small_talk: tuple[SmallTalk, ...]
    requests: Requests = Field(default_factory=Requests)
    asides: Asides = Field(default_factory=Asides)
    left_behind: LeftBehind = LeftBehind()
    offers: Offers
    follow_ups: tuple[FollowUp, ...]
    starters: tuple[str, ...]
