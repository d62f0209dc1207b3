"""The composition root: opens the corpus and the index once, and hands out conversations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any

from assistant.calculator.calculator import Calculator
from assistant.claims import load_claims
from assistant.conversation.filling import Filler
from assistant.conversation.turn import Conversation, Desk
from assistant.evidence.amounts.computed import Amounts
from assistant.evidence.amounts.terms import TermsFinder
from assistant.evidence.clerk import Clerk
from assistant.evidence.confirming.claims import Claims
from assistant.evidence.confirming.settling import Settling
from assistant.evidence.dates import Dates
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.matching.calibration import load_calibration
from assistant.evidence.matching.catalogue import Catalogue
from assistant.evidence.matching.fitted import Cache
from assistant.evidence.matching.likeness import Likeness
from assistant.evidence.matching.utterances import cached_vectors
from assistant.evidence.needs.menu import MenuDesk
from assistant.evidence.needs.needs import NeedFinder
from assistant.evidence.passages import FoundPassage, Passages, Search
from assistant.evidence.refusing.remit import Remit, load_remit_model
from assistant.evidence.statements.lookup import Lookup
from assistant.menu import load_menu
from assistant.needs import NeedBook, load_needs
from assistant.programmes.book import load_programmes
from assistant.question.folded import Folded
from assistant.question.linking import NameIndex
from assistant.question.understanding import Understander
from assistant.question.vocabulary import Vocabulary, load_vocabulary
from assistant.retrieval.passage import Filters
from assistant.retrieval.retriever import Retriever
from assistant.schedule import Schedule
from assistant.settings import Settings
from assistant.statements import load_statements
from assistant.tools import ToolBox
from assistant.ways_to_ask import with_ways_to_ask
from assistant.writing.llm import ModelWriter
from ingest.bundled import USE, Vectors
from ingest.documents import load_documents
from ingest.embedding import Embedder, EmbedderChoice
from ingest.japanese.normalise import normalise
from ingest.pipeline import ProgressBar

_SHOWN_PASSAGES = 5
_REMEMBERED = 64


@dataclass(frozen=True)
class Assistant:
    """The assistant, ready to answer. Threads may share it; each conversation belongs to one person."""

    settings: Settings
    desk: Desk
    retriever: Retriever
    calculator: Calculator
    schedule: Schedule

    @classmethod
    def open(cls, settings: Settings | None = None, progress: ProgressBar | None = None) -> Assistant:
        """Open the current index and the corpus.

        The first time after the examples changed, their vectors are made (thousands of short texts, about ten
        seconds); `progress` is then called with how many, and what it returns with how many more are done.

        Raises:
            IndexNotBuilt, IndexMismatch: say what to run.
            MadoguchiError: a file of the corpus is wrong; names file and line.
        """
        settings = settings or Settings()
        documents = {document.id: document for document in load_documents(settings.documents)}
        retriever = Retriever.open(settings, documents)
        programmes = load_programmes(settings.corpus, documents)
        written = load_statements(settings.corpus / "statements", documents, programmes.tracks())
        statements = with_ways_to_ask(written, settings.corpus / "asks")
        vocabulary = load_vocabulary(settings.corpus / "language")
        need_book = load_needs(settings.corpus / "language" / "needs.yaml", documents, programmes.tracks())
        names = NameIndex(programmes.names())
        strip, strip_known = _stripper(names), _stripper(names, near=False)
        # Example questions are compared with a model of their own: short texts, many of them, and quick at both.
        utterances = Embedder(EmbedderChoice(USE))

        def vectors(name: str, texts: Sequence[str]) -> Vectors:
            path = settings.index / f"utterances-{name}.npz"
            return cached_vectors(texts, path, utterances.identity, utterances.queries, progress)

        catalogue = Catalogue(
            statements,
            strip_known,
            partial(vectors, "statements"),
            fitted=Cache(settings.index / "fitted-entries.npz", utterances.identity),
        )
        own = [
            *("\n".join(document.source_lines) for document in documents.values()),
            *(text for entry in statements.statements() for text in (entry.say, *entry.asks)),
            *(text for unknown in statements.unknowns() for text in (unknown.say, *unknown.keywords)),
        ]
        needs, remit = _needs_and_remit(need_book, vocabulary, catalogue, own, vectors, utterances.query)
        claims = Claims(
            load_claims(settings.corpus / "claims", statements),
            catalogue,
            vocabulary.yes_no,
            strip_known,
            lambda text: [mention.entry for mention in names.find(Folded.of(text), near=False)],
            partial(vectors, "claims"),
        )
        knowledge = Knowledge(documents, programmes, statements, vocabulary, catalogue, claims)
        calculator, schedule = Calculator(programmes), Schedule(programmes)
        clerk = Clerk(
            knowledge=knowledge,
            lookup=Lookup(knowledge, load_calibration()),
            amounts=Amounts(knowledge, calculator),
            terms=TermsFinder(knowledge),
            dates=Dates(knowledge, schedule),
            needs=needs,
            menu=MenuDesk(knowledge, load_menu(settings.corpus / "menu.yaml", documents, programmes.programmes)),
            passages=Passages(knowledge, _search(retriever)),
            remit=remit,
            settling=Settling(knowledge, strip, utterances.query),
            strip_names=strip,
            embed=utterances.query,
        )
        desk = Desk(
            knowledge=knowledge,
            understander=Understander(vocabulary, names),
            filler=Filler(
                programmes,
                needs.strongest,
                units={cue.fact: cue.count_units for cue in vocabulary.facts if cue.count_units},
                own_words=vocabulary.own_words,
                grants=vocabulary.dialogue.back.programmes,
                kinds=vocabulary.dialogue.back.tracks,
                presented_grants=vocabulary.dialogue.presented_grants,
                unanswered=vocabulary.dialogue.unanswered,
                nearest_entry=clerk.search.nearest_entry,
                quantities=vocabulary.quantities,
            ),
            clerk=clerk,
            retrieve=_traced(retriever),
            background=ThreadPoolExecutor(thread_name_prefix="retrieving"),
            writer=ModelWriter(settings, lambda day: ToolBox(programmes, day).tools())
            if settings.llm_base_url
            else None,
            links={
                programme.names.official: next((link.url for link in programme.links), None) for programme in programmes
            },
        )
        return cls(settings, desk, retriever, calculator, schedule)

    def conversation(self, as_of: date | None = None) -> Conversation:
        """A new conversation. `as_of` is the day asked (Asia/Tokyo); today where it isn't given."""
        return Conversation(self.desk, as_of)


def _needs_and_remit(
    book: NeedBook,
    vocabulary: Vocabulary,
    catalogue: Catalogue,
    own: Sequence[str],
    vectors: Callable[[str, Sequence[str]], Vectors],
    embed: Callable[[str], Vectors],
) -> tuple[NeedFinder, Remit]:
    """What finds needs, and what tells whether something is this counter's job: each knows the other's examples.

    `own` are the texts of the documents, of statements and of unknowns; `vectors` makes those of a named list of texts.
    """
    refused = [(decline.id, text) for decline in vocabulary.declines for text in (*decline.asks, decline.say)]
    meant = [(need.id, text) for need in book.needs for text in need.asks]
    told = [(need.id, text) for need in book.needs for text in need.situations]
    beyond = [(each.id, text) for each in book.beyond for text in each.asks]
    others = [text for _, text in refused]
    refused_vectors = vectors("declines", others)
    likeness = Likeness(
        [*meant, *told, *beyond], partial(vectors, "needs"), catalogue.centred, (others, refused_vectors)
    )
    accepted = likeness.vectors[: len(meant)]
    known = [*_texts(vocabulary, book), *own]
    remit = Remit(catalogue, refused, refused_vectors, accepted, known, load_remit_model())
    return NeedFinder(book, likeness, embed, vocabulary.dialogue.wishes), remit


def _texts(vocabulary: Vocabulary, needs: NeedBook) -> Iterator[str]:
    """Every word and example by which people speak of what this counter answers."""
    for need in needs.needs:
        yield from (*need.words, *need.asks)
    for other in needs.beyond:
        yield from (*other.words, *other.asks)
    for topic in vocabulary.topics:
        yield from (*topic.words, *topic.hints, *topic.asks)


def _stripper(names: NameIndex, *, near: bool = True) -> Callable[[str], str]:
    """Takes names of programmes and tracks out of a text: what is left is what is asked about them.

    `near` takes misspelt ones out too. The corpus's own examples are spelt right, and there are thousands.
    """

    def strip(text: str) -> str:
        folded = Folded.of(text)
        chars = list(folded.text)
        for mention in names.find(folded, near=near):
            if mention.span and mention.entry.target != "special":
                chars[mention.span[0] : mention.span[1]] = " " * (mention.span[1] - mention.span[0])
        return normalise("".join(chars)).strip(" のはにをが、")

    # Several parts of one answer ask for the same text; the corpus's examples come only once.
    return lru_cache(maxsize=_REMEMBERED)(strip) if near else strip


def _search(retriever: Retriever) -> Search:
    def search(question: str, documents: frozenset[str] = frozenset()) -> list[FoundPassage]:
        return [
            FoundPassage(
                passage.document_id,
                passage.heading_path,
                passage.lines,
                passage.text,
                passage.scores.fused,
                passage.scores.cosine,
            )
            for passage in retriever.search(question, 10, Filters(documents=documents) if documents else None)
        ]

    return search


def _traced(retriever: Retriever) -> Callable[[str], list[dict[str, Any]]]:
    def retrieve(question: str) -> list[dict[str, Any]]:
        return [
            {
                "document": passage.document_id,
                "lines": list(passage.lines),
                "section": list(passage.heading_path),
                "text": passage.text[:200],
                "scores": {
                    "dense": round(passage.scores.dense, 3),
                    "lexical": round(passage.scores.lexical, 3),
                    "fused": round(passage.scores.fused, 3),
                },
            }
            for passage in retriever.search(question, _SHOWN_PASSAGES)
        ]

    return retrieve
