"""Needs that people name without a programme (`ロボットを入れたい`), and the programmes that the documents give for them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from assistant.quotes import Evidence, Proof, Source
from ingest.japanese.normalise import squeeze
from ingest.yaml_file import Location, YamlFile, YamlFileError
from ingest.yaml_folder import failures, read_one, sound

_Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
_Text = Annotated[str, Field(min_length=1)]


class NeedError(YamlFileError):
    """The file of needs is wrong; the message names file, line and field."""


class Choice(BaseModel):
    """A programme that helps with a need, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    programme: _Id = Field(description="制度のID")
    track: _Id | None = Field(None, description="枠・型のID。書かなければ、制度全体")
    why: _Text = Field(description="その制度が合う理由。制度の名前に続けて言う文")
    evidence: tuple[Evidence, ...] = Field(min_length=1, description="根拠")


class Want(BaseModel):
    """Something a person wants, with the words for it and ways to say it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: _Id = Field(description="ファイルの中で1つだけの名前")
    words: tuple[_Text, ...] = Field(min_length=1, description="この困りごとを表す言葉。「…」は、あいだの数文字")
    asks: tuple[_Text, ...] = Field(min_length=1, description="言い方の例")


class Need(Want):
    """Something a person wants that programmes help with."""

    situations: tuple[_Text, ...] = Field(
        (), description="日常の言葉で事情を話す言い方。困りごとを見分けるためだけに使う"
    )
    general: bool = Field(False, description="大まかな困りごと。同じ文にもっと具体的なものがあれば、そちらを先に見る")
    of_asker: bool = Field(
        False, description="聞いている人の事情（創業したばかり、被災した）。商売を言う文からも読み取る"
    )
    within: tuple[_Id, ...] = Field((), description="これより広い困りごとのID。これが言われたら、そちらは見ない")
    programmes: tuple[Choice, ...] = Field(min_length=1, description="合う制度。おすすめの順")


class Aim(BaseModel):
    """What a programme is for, in a word."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    programme: _Id = Field(description="制度のID")
    say: _Text = Field(description="制度が何のためのものか。制度の名前に続けて言う文")
    evidence: tuple[Evidence, ...] = Field(min_length=1, description="根拠")


class Beyond(Want):
    """Something that people want help with, and the documents have nothing for."""

    say: _Text = Field(description="資料に載っていないことを伝える文")
    evidence: tuple[Evidence, ...] = Field((), description="その文に数字を書くときの根拠")


class AskerWords(BaseModel):
    """The words by which people say who they are and what they have, beside what they want."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    trades: tuple[_Text, ...] = Field((), description="商売や職場を表す言葉の終わり（屋、会社）")
    not_trades: tuple[_Text, ...] = Field((), description="同じ終わりでも商売ではない言葉（作業）")
    persons: tuple[_Text, ...] = Field((), description="そのあとに付く、人を表す言葉（の社長）")
    being: tuple[_Text, ...] = Field((), description="「〜です」に当たる言い方")
    running: tuple[_Text, ...] = Field((), description="「〜を営む」に当たる言い方")
    counters: tuple[_Text, ...] = Field((), description="持っている物を数える言葉（台）")
    having: tuple[_Text, ...] = Field((), description="「〜ある」に当たる言い方")


class NeedBook(BaseModel):
    """`corpus/language/needs.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: _Id = Field(description="根拠になる資料のID")
    asker: AskerWords = Field(AskerWords(), description="聞いている人の商売や持ち物を言う言葉")
    aims: tuple[Aim, ...] = Field((), description="制度のねらい。枠をすすめるとき、先に言う")
    needs: tuple[Need, ...] = Field(min_length=1)
    beyond: tuple[Beyond, ...] = Field((), description="資料に合う制度がない困りごと")


def load_needs(
    path: Path, sources: Mapping[str, Source], tracks: Mapping[str, Collection[str]] | None = None
) -> NeedBook:
    """Read and check the needs.

    Args:
        path: `corpus/language/needs.yaml`.
        sources: the documents by id.
        tracks: the track ids of each programme id; where given, other programmes and tracks are refused.

    Raises:
        NeedError: the first thing that is wrong, with file, line and field.
    """
    return sound(survey_needs(path, sources, tracks))


def survey_needs(
    path: Path, sources: Mapping[str, Source], tracks: Mapping[str, Collection[str]] | None = None
) -> tuple[NeedBook | None, list[YamlFileError]]:
    """The needs (None where the file hasn't the right form), and everything that is wrong with them."""
    read, problems = read_one(path, NeedBook, NeedError)
    if read is None:
        return None, problems
    file, book = read
    proof = Proof(file, sources, book.document, NeedError)
    checks: list[Callable[[], object]] = [partial(_check_unique, file, book)]
    for index, aim in enumerate(book.aims):
        checks.append(partial(_check_aim, file, proof, ("aims", index), aim, tracks))
    for index, need in enumerate(book.needs):
        for place, choice in enumerate(need.programmes):
            checks.append(partial(_check_choice, file, proof, ("needs", index, "programmes", place), choice, tracks))
        checks.append(partial(_check_within, file, book, index))
    for index, beyond in enumerate(book.beyond):
        checks.append(partial(_check_proven, proof, ("beyond", index), "say", beyond.say, beyond.evidence))
    return book, list(failures(*checks))


def _check_within(file: YamlFile, book: NeedBook, index: int) -> None:
    """What a need is within is there, and isn't the need itself."""
    need, known = book.needs[index], {each.id for each in book.needs}
    for wider in need.within:
        if wider not in known or wider == need.id:
            raise file.error(("needs", index, "within"), f"困りごと「{wider}」は登録されていません", NeedError)


def _check_aim(
    file: YamlFile, proof: Proof, location: Location, aim: Aim, tracks: Mapping[str, Collection[str]] | None
) -> None:
    """Its programme is there, and what it says is proven."""
    if tracks is not None and aim.programme not in tracks:
        raise file.error((*location, "programme"), f"制度「{aim.programme}」は登録されていません", NeedError)
    _check_proven(proof, location, "say", aim.say, aim.evidence)


def _check_choice(
    file: YamlFile,
    proof: Proof,
    location: Location,
    choice: Choice,
    tracks: Mapping[str, Collection[str]] | None,
) -> None:
    """Its programme and track are there, and what it says is proven."""
    if tracks is not None:
        if choice.programme not in tracks:
            raise file.error((*location, "programme"), f"制度「{choice.programme}」は登録されていません", NeedError)
        if choice.track is not None and choice.track not in tracks[choice.programme]:
            raise file.error((*location, "track"), f"枠「{choice.track}」はこの制度にありません", NeedError)
    _check_proven(proof, location, "why", choice.why, choice.evidence)


def _check_proven(proof: Proof, location: Location, field: str, text: str, evidence: Sequence[Evidence]) -> None:
    """The quotes stand in the documents, and every figure of the text in one of them."""
    proof.check_quotes(evidence, (*location, "evidence"))
    proof.check_figures(text, evidence, (*location, field))
    proof.check_words(text, evidence, (*location, field))


def _check_unique(file: YamlFile, book: NeedBook) -> None:
    """One id, one word and one way of asking mean one need."""
    taken: dict[tuple[str, str], str] = {}
    named: list[tuple[str, Sequence[Want]]] = [("needs", book.needs), ("beyond", book.beyond)]
    for part, entries in named:
        for index, entry in enumerate(entries):
            texts: list[tuple[str, str, Location]] = [("id", entry.id, (part, index, "id"))]
            texts += [("words", word, (part, index, "words", at)) for at, word in enumerate(entry.words)]
            texts += [("asks", ask, (part, index, "asks", at)) for at, ask in enumerate(entry.asks)]
            told = entry.situations if isinstance(entry, Need) else ()
            texts += [("asks", ask, (part, index, "situations", at)) for at, ask in enumerate(told)]
            for kind, text, location in texts:
                owner = taken.setdefault((kind, squeeze(text)), str(location))
                if owner != str(location):
                    raise file.error(location, f"「{text}」が2回書かれています。どちらか一つにしてください", NeedError)
