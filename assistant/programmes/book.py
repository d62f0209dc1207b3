"""Reads `corpus/programmes/*.yaml` and finds programmes, tracks and special cases by any name they go by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.programmes.check import ProgrammeError, programme_problems
from assistant.programmes.facts import FactBook, survey_facts
from assistant.programmes.model import Programme, Track
from assistant.programmes.names import NameEntry, fold
from assistant.quotes import Source
from ingest.errors import MadoguchiError
from ingest.yaml_file import Location, YamlFile, YamlFileError
from ingest.yaml_folder import read_folder, sound


class UnknownNameError(MadoguchiError):
    """No programme, track or special case goes by this name."""


@dataclass(frozen=True)
class ProgrammeBook:
    """Every programme, in the order of the documents, and the facts that their rules turn on."""

    programmes: Mapping[str, Programme]
    facts: FactBook

    def __iter__(self) -> Iterator[Programme]:
        return iter(self.programmes.values())

    def get(self, programme_id: str) -> Programme:
        """The programme of an id.

        Raises:
            UnknownNameError: there is none.
        """
        found = self.programmes.get(programme_id)
        if found is None:
            raise UnknownNameError(
                f"制度「{programme_id}」はありません。次から選んでください: {'、'.join(self.programmes)}。"
            )
        return found

    def names(self) -> Iterator[NameEntry]:
        """Every name of every programme, track and special case; ids are not names."""
        for programme in self:
            yield from programme.name_entries()

    def find(self, name: str) -> Programme:
        """The programme that an id or a name means, whatever its width, case or kana script.

        Raises:
            UnknownNameError: no programme goes by that name.
        """
        wanted = fold(name)
        for programme in self:
            if wanted == fold(programme.id) or any(wanted == fold(text) for _, text in programme.names.all()):
                return programme
        known = "、".join(f"{programme.id}（{programme.names.official}）" for programme in self)
        raise UnknownNameError(f"制度「{name}」が見つかりません。次から選んでください: {known}。")

    def find_tracks(self, programme: Programme, name: str) -> tuple[Track, ...]:
        """The tracks that an id or a name means: one, or all that a common name covers.

        Raises:
            UnknownNameError: no track goes by that name.
        """
        wanted = fold(name)
        for track in programme.tracks:
            if wanted == fold(track.id) or any(wanted == fold(text) for _, text in track.names.all()):
                return (track,)
        for group in programme.groups:
            if any(wanted == fold(text) for text in group.names):
                return tuple(track for track in programme.tracks if track.id in group.tracks)
        known = "、".join(f"{track.id}（{track.names.official}）" for track in programme.tracks)
        advice = f"次から選んでください: {known}" if known else "この制度に枠・型はありません"
        raise UnknownNameError(f"{programme.names.official}に「{name}」という枠・型は見つかりません。{advice}。")

    def find_special(self, programme: Programme, name: str) -> str:
        """The id of the special case that an id or a name means.

        Raises:
            UnknownNameError: no special case goes by that name.
        """
        wanted = fold(name)
        for special in programme.specials:
            if wanted == fold(special.id) or any(wanted == fold(text) for _, text in special.names.all()):
                return special.id
        known = "、".join(f"{special.id}（{special.names.official}）" for special in programme.specials)
        advice = f"次から選んでください: {known}" if known else "資料に、この制度の特例の記載はありません"
        raise UnknownNameError(f"{programme.names.official}に「{name}」という特例は見つかりません。{advice}。")

    def tracks(self) -> dict[str, tuple[str, ...]]:
        """The track ids of each programme id."""
        return {programme.id: tuple(track.id for track in programme.tracks) for programme in self}


def load_programmes(corpus: Path, sources: Mapping[str, Source]) -> ProgrammeBook:
    """Read and check `programmes/*.yaml` and `facts.yaml` of a corpus folder.

    Args:
        corpus: the corpus folder.
        sources: the documents by id, which the quotes are checked against.

    Raises:
        ProgrammeError: the first thing that is wrong, with file, line and field.
        FactError: `facts.yaml` is wrong.
    """
    return sound(survey_programmes(corpus, sources))


def survey_programmes(corpus: Path, sources: Mapping[str, Source]) -> tuple[ProgrammeBook | None, list[YamlFileError]]:
    """The programmes whose files have the right form, and everything that is wrong in any file.

    None where no rule can be judged: `facts.yaml` hasn't the right form, or there are no files.
    """
    facts, problems = survey_facts(corpus / "facts.yaml")
    if facts is None:
        return None, problems
    folder = corpus / "programmes"
    read, wrong = read_folder(folder, Programme, ProgrammeError)
    problems += wrong
    if not read and not wrong:
        missing = f"{folder}に、制度データ（.yaml）がありません。場所を確かめてください。"
        return None, [*problems, ProgrammeError(missing)]
    for file, programme in read:
        problems += programme_problems(file, programme, sources, facts)
    problems += _name_problems(read)
    problems += _funding_problems(read)
    # A programme's place in the documents is where its name is first quoted.
    read.sort(key=lambda item: (item[1].menu_only, item[1].evidence[0].lines, item[1].id))
    return ProgrammeBook({programme.id: programme for _, programme in read}, facts), problems


def _name_problems(read: list[tuple[YamlFile, Programme]]) -> Iterator[YamlFileError]:
    """No name means two things: programmes over all files, tracks and special cases within one."""
    taken: dict[str, str] = {}
    for file, programme in read:
        for location, text in _located_names(file, ("names",)):
            owner = taken.setdefault(fold(text), programme.id)
            if owner != programme.id:
                yield _twice(file, location, text, f"制度「{owner}」")
        within: dict[str, str] = {}
        ids = {
            "tracks": [track.id for track in programme.tracks],
            "specials": [special.id for special in programme.specials],
        }
        for field, entries in ids.items():
            for index, entry in enumerate(entries):
                for location, text in _located_names(file, (field, index, "names")):
                    owner = within.setdefault(fold(text), f"{field}/{entry}")
                    if owner != f"{field}/{entry}":
                        yield _twice(file, location, text, f"「{owner}」")
        for index, group in enumerate(programme.groups):
            for place, text in enumerate(group.names):
                if owner := within.get(fold(text), ""):
                    yield _twice(file, ("groups", index, "names", place), text, f"「{owner}」")


def _funding_problems(read: list[tuple[YamlFile, Programme]]) -> Iterator[YamlFileError]:
    """The grant that pays for a programme's charges exists."""
    known = {(programme.id, track.id) for _, programme in read for track in programme.tracks}
    for file, programme in read:
        paid = programme.funded_by
        if paid and (paid.programme, paid.track) not in known:
            yield file.error(
                ("funded_by",), f"制度「{paid.programme}」に枠「{paid.track}」がありません", ProgrammeError
            )


def _located_names(file: YamlFile, location: Location) -> Iterator[tuple[Location, str]]:
    node = file.data
    for step in location:
        node = node[step]
    for kind, texts in node.items():
        if isinstance(texts, str):
            yield (*location, kind), texts
        else:
            for index, text in enumerate(texts):
                yield (*location, kind, index), text


def _twice(file: YamlFile, location: Location, text: str, owner: str) -> YamlFileError:
    return file.error(
        location, f"名前「{text}」は{owner}でも使われています。どちらか一つにしてください", ProgrammeError
    )


def open_book(corpus: Path) -> ProgrammeBook:
    """The programmes of a corpus folder, checked against its documents.

    Raises:
        MadoguchiError: a document, a programme file or `facts.yaml` is wrong.
    """
    from ingest.documents import load_documents

    documents = load_documents(corpus / "documents")
    return load_programmes(corpus, {document.id: document for document in documents})
