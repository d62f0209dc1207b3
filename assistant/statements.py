"""What a good clerk may say about each programme, and what the documents leave unsaid.

One file per programme under `corpus/statements/`, and `general.yaml` for the documents as a whole. Every statement
carries its proof: the loader refuses a quote that isn't in its lines and a figure that no quote states.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.quotes import Evidence, Proof, Source
from ingest.japanese.normalise import squeeze
from ingest.yaml_file import Location, YamlFile, YamlFileError
from ingest.yaml_folder import failures, read_folder, sound

Topic = Literal[
    "overview", "purpose", "users", "merits", "requirements", "ceiling", "rate", "costs", "dates", "contact", "url",
    "procedure", "examples", "tracks", "specials", "changes", "fee", "period", "content", "outcome", "operator",
    "community", "obligation", "menu", "asof",
]  # fmt: skip
ApplicantClass = Literal["small", "sme", "turnaround", "midsize", "large"]
Polarity = Literal["yes", "no"]

TOPICS: tuple[str, ...] = get_args(Topic)
GENERAL = "general"
"""The file about the documents as a whole; its unknowns hold for every programme."""

_Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
_Text = Annotated[str, Field(min_length=1)]
_Texts = tuple[_Text, ...]


class StatementError(YamlFileError):
    """A statement file is wrong; the message names file, line and field."""


class _Entry(BaseModel):
    """What statements and unknowns share: what they are about, and how people ask for them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    programme: str = Field("", description="ファイルの programme（自動で入ります）")
    id: _Id = Field(description="ファイルの中で1つだけの名前")
    topic: Topic = Field(description="話題")
    tracks: tuple[_Id, ...] = Field((), description="枠・型のID。書かなければ、制度全体の話")
    applicants: tuple[ApplicantClass, ...] = Field((), description="この申請者だけに当てはまる文のとき")
    specials: tuple[_Id, ...] = Field((), description="特例のID。その特例についての文のとき")
    say: _Text = Field(description="窓口で言う文。です・ます。1文に1つのこと")
    asks: _Texts = Field((), description="この文が答えになる聞き方の例")
    keywords: _Texts = Field((), description="この文を指す言葉")

    @property
    def key(self) -> str:
        """Unique over all files: `monodukuri/kofuka-ceiling`."""
        return f"{self.programme}/{self.id}"


class Statement(_Entry):
    """A sentence with its proof."""

    detail: bool = Field(False, description="true なら、聞き方や言葉が合ったときだけ言う（話題だけでは言わない）")
    compares: bool = Field(
        False,
        description="true なら、枠・型を比べる文。tracks の枠を比べる質問で、話題か言葉が合えば、ほかの文より先に言う",
    )
    more: _Text | None = Field(None, description="続けて言う文。条件や注意は省かれません")
    evidence: tuple[Evidence, ...] = Field(min_length=1, description="根拠")
    polarity: Polarity | None = Field(None, description='asks の聞き方に、はい("yes")か、いいえ("no")で答えるとき')
    goes_on: tuple[re.Pattern[str], ...] = Field(
        (),
        description="申請の受付とは別に、いつでも続いていること。この書き方（正規表現）で、今もやっているか、いつまでかと聞かれたら答える",
    )


class Unknown(_Entry):
    """What the documents don't say, though people ask."""

    near: _Texts = Field((), description="代わりに言える文のID。ほかの制度の文は「制度ID/文のID」")
    near_topics: tuple[Topic, ...] = Field((), description="代わりに言える、その制度の話題")
    not_for: tuple[_Id, ...] = Field((), description="general だけ: 自分の文で答えられる制度のID")
    after_rounds: bool = Field(
        False, description="受付の後の日のこと（結果の発表など）。回の番号や締切を言われても、日程では答えない"
    )
    of_several: tuple[re.Pattern[str], ...] = Field(
        (), description="二つ以上の制度や枠・型について、この書き方（正規表現）で聞かれたら、ほかの答えより先に使う"
    )
    not_for_tracks: tuple[_Text, ...] = Field(
        (), description="general だけ: 自分の文で答えられる枠・型（「制度ID/枠のID」）。ほかの枠も一緒なら別"
    )
    evidence: tuple[Evidence, ...] = Field((), description="根拠（near にない数字に触れるとき）")
    patterns: tuple[re.Pattern[str], ...] = Field(
        (), description="この話を指す書き方（正規表現）。keywords と同じに数えます"
    )
    decisive: tuple[re.Pattern[str], ...] = Field(
        (),
        description="この話だけを尋ねる書き方（正規表現）。ほかの言葉が何を指していても、先に「書かれていない」と答えます",
    )


class StatementFile(BaseModel):
    """One file of `corpus/statements`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    programme: _Id = Field(description="制度のID。資料全体のファイルは general")
    document: _Id = Field(description="根拠になる資料のID")
    statements: tuple[Statement, ...] = Field(min_length=1)
    unknowns: tuple[Unknown, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _name_programme(cls, data: Any) -> Any:
        """Each entry knows its programme, so that it can travel alone."""
        if not isinstance(data, dict):
            return data
        named = dict(data)
        for part in ("statements", "unknowns"):
            if isinstance(entries := named.get(part), list):
                named[part] = [
                    {**entry, "programme": named.get("programme", "")} if isinstance(entry, dict) else entry
                    for entry in entries
                ]
        return named

    def entries(self) -> Iterator[tuple[Location, Statement | Unknown]]:
        """Statements and unknowns with where they stand in the file."""
        for index, statement in enumerate(self.statements):
            yield ("statements", index), statement
        for index, unknown in enumerate(self.unknowns):
            yield ("unknowns", index), unknown


class StatementBook:
    """The statements of every programme.

    Programmes are named by id; `general` holds what concerns the documents as a whole.
    """

    def __init__(self, files: Mapping[str, StatementFile]) -> None:
        self.files = dict(files)
        self._by_key: dict[str, Statement] = {entry.key: entry for entry in self.statements()}

    def statements(self, programme: str | None = None) -> Iterator[Statement]:
        """The statements of one programme, or of all, in the files' order."""
        for name, file in self.files.items():
            if programme in (None, name):
                yield from file.statements

    def unknowns(self, programme: str | None = None) -> Iterator[Unknown]:
        """What the documents don't say: of one programme with the general ones that hold for it, or all."""
        for name, file in self.files.items():
            if programme in (None, name):
                yield from file.unknowns
            elif name == GENERAL:
                yield from (entry for entry in file.unknowns if programme not in entry.not_for)

    def get(self, key: str) -> Statement:
        """The statement of a key such as `monodukuri/kofuka-ceiling`.

        Raises:
            KeyError: there is none.
        """
        return self._by_key[key]

    def near(self, unknown: Unknown, programme: str | None = None) -> tuple[Statement, ...]:
        """What the documents do say near an unknown, for the programme asked about."""
        about = programme or unknown.programme
        named = [self.get(near_key(unknown, name)) for name in unknown.near]
        by_topic = [
            entry for topic in unknown.near_topics for entry in self.select(about, topic, tracks=unknown.tracks)
        ]
        return tuple(dict.fromkeys([*named, *by_topic]))

    def select(
        self,
        programme: str,
        topic: str,
        *,
        tracks: Collection[str] = (),
        applicant: str | None = None,
        specials: Collection[str] = (),
    ) -> tuple[Statement, ...]:
        """The sentences that answer a topic, the most specific that the file has.

        A track without its own sentence gets the programme's. Sentences marked `detail` are never chosen by topic
        alone. Nothing is returned where the file says nothing on the topic.
        """
        on_topic = [entry for entry in self.statements(programme) if entry.topic == topic and not entry.detail]
        about_specials = [entry for entry in on_topic if set(entry.specials) & set(specials)]
        pool = about_specials or [entry for entry in on_topic if not entry.specials]
        whole = [entry for entry in pool if not entry.tracks]
        chosen: list[Statement] = []
        for track in tracks:
            chosen += _for_applicant([entry for entry in pool if track in entry.tracks] or whole, applicant)
        return tuple(dict.fromkeys(chosen if tracks else _for_applicant(whole or pool, applicant)))


def _for_applicant(entries: list[Statement], applicant: str | None) -> list[Statement]:
    """The sentences about this applicant; where there are none, those that hold for everyone."""
    own = [entry for entry in entries if applicant in entry.applicants]
    return own or [entry for entry in entries if not entry.applicants]


def near_key(unknown: Unknown, name: str) -> str:
    """The key of a statement that an unknown names: in its own file, or `programme/id` in another."""
    return name if "/" in name else f"{unknown.programme}/{name}"


def load_statements(
    folder: Path, sources: Mapping[str, Source], tracks: Mapping[str, Collection[str]] | None = None
) -> StatementBook:
    """Read and check every statement file of a folder.

    Args:
        folder: `corpus/statements`.
        sources: the documents by id.
        tracks: the track ids of each programme id; where given, other programmes and tracks are refused.

    Raises:
        StatementError: the first thing that is wrong, with file, line and field.
    """
    return sound(survey_statements(folder, sources, tracks))


def survey_statements(
    folder: Path, sources: Mapping[str, Source], tracks: Mapping[str, Collection[str]] | None = None
) -> tuple[StatementBook | None, list[YamlFileError]]:
    """The statements of the files that have the right form (None where there are no files), and everything that is
    wrong in any file."""
    read, problems = read_folder(folder, StatementFile, StatementError)
    if not read and not problems:
        missing = f"{folder}に、窓口の文のファイル（.yaml）がありません。場所を確かめてください。"
        return None, [StatementError(missing)]
    checks: dict[str, _Check] = {}
    for file, content in read:
        check = _Check(file, content, sources)
        if content.programme in checks:
            problems.append(check.fail(("programme",), f"「{content.programme}」のファイルがもう1つあります"))
        checks[content.programme] = check
    book = StatementBook({name: check.content for name, check in checks.items()})
    for check in checks.values():
        problems += check.problems(book, tracks)
    return book, problems


class _Check:
    """Checks in one file what the types alone can't."""

    def __init__(self, file: YamlFile, content: StatementFile, sources: Mapping[str, Source]) -> None:
        self.file = file
        self.content = content
        self._proof = Proof(file, sources, content.document, StatementError)

    def problems(self, book: StatementBook, tracks: Mapping[str, Collection[str]] | None) -> Iterator[YamlFileError]:
        """What is wrong, with file, line and field: the first problem of each statement."""
        if self.file.path.stem != self.content.programme:
            yield self.fail(("programme",), f"ファイル名（{self.file.path.name}）と同じにしてください")
        yield from failures(
            partial(self._check_names, tracks),
            self._check_unique,
            *(partial(self._check_entry, location, entry, book) for location, entry in self.content.entries()),
        )

    def _check_entry(self, location: Location, entry: Statement | Unknown, book: StatementBook) -> None:
        self._proof.check_quotes(entry.evidence, (*location, "evidence"))
        if isinstance(entry, Statement):
            self._check_said(location, entry)
        else:
            self._check_unknown(location, entry, book)

    def fail(self, location: Location, problem: str) -> YamlFileError:
        return self.file.error(location, problem, StatementError)

    def _check_names(self, tracks: Mapping[str, Collection[str]] | None) -> None:
        """Programmes and tracks are those of `corpus/programmes`."""
        if tracks is None:
            return
        programme = self.content.programme
        if programme != GENERAL and programme not in tracks:
            raise self.fail(
                ("programme",), f"制度「{programme}」は登録されていません（corpus/programmes を確かめてください）"
            )
        known = tracks.get(programme, ())
        for location, entry in self.content.entries():
            for index, track in enumerate(entry.tracks):
                if track not in known:
                    listed = "、".join(known) or "なし"
                    raise self.fail(
                        (*location, "tracks", index), f"枠「{track}」はこの制度にありません（あるもの: {listed}）"
                    )
            for index, other in enumerate(entry.not_for if isinstance(entry, Unknown) else ()):
                if other not in tracks:
                    raise self.fail((*location, "not_for", index), f"制度「{other}」は登録されていません")
            for index, other in enumerate(entry.not_for_tracks if isinstance(entry, Unknown) else ()):
                owner, _, track = other.partition("/")
                if track not in tracks.get(owner, ()):
                    raise self.fail((*location, "not_for_tracks", index), f"枠「{other}」は登録されていません")

    def _check_unique(self) -> None:
        """One id means one entry, and one way of asking leads to one entry."""
        owners: dict[str, str] = {}
        asked: dict[str, str] = {}
        for location, entry in self.content.entries():
            if entry.id in owners:
                raise self.fail((*location, "id"), f"ID「{entry.id}」が2回使われています。別の名前にしてください")
            owners[entry.id] = entry.id
            for index, ask in enumerate(entry.asks):
                other = asked.setdefault(squeeze(ask), entry.id)
                if other != entry.id:
                    problem = f"同じ聞き方が「{other}」にもあります。どちらか一つにしてください"
                    raise self.fail((*location, "asks", index), problem)

    def _check_said(self, location: Location, entry: Statement) -> None:
        for name, text in (("say", entry.say), ("more", entry.more)):
            if text:
                self._proof.check_figures(text, entry.evidence, (*location, name))
                self._proof.check_words(text, entry.evidence, (*location, name))

    def _check_unknown(self, location: Location, entry: Unknown, book: StatementBook) -> None:
        """What it points to exists, and the figures that it mentions are proven there or by its own evidence."""
        for name in ("not_for", "not_for_tracks"):
            if getattr(entry, name) and entry.programme != GENERAL:
                raise self.fail((*location, name), f"{name} は {GENERAL}.yaml でだけ使えます。消してください")
        evidence = list(entry.evidence)
        for index, name in enumerate(entry.near):
            try:
                evidence += book.get(near_key(entry, name)).evidence
            except KeyError:
                raise self.fail((*location, "near", index), f"文「{name}」がありません。IDを確かめてください") from None
        self._proof.check_figures(entry.say, evidence, (*location, "say"))
        self._proof.check_words(entry.say, evidence, (*location, "say"))
