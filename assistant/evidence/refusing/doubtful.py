"""Words of the documents whose reading isn't certain: nothing is stated about them."""

from __future__ import annotations

from assistant.conversation.memory import Resolved
from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Point, Source

_WORD_SHORTEST = 4


def doubtful(knowledge: Knowledge, item: Resolved) -> Finding | None:
    """That such a word can't be told about; None where the question has none."""
    for document in knowledge.documents.values():
        for erratum in document.errata:
            word = erratum.printed.strip()
            if (
                erratum.kind == "text"
                and erratum.certainty == "uncertain"
                and len(word) >= _WORD_SHORTEST
                and word in item.ask.text
            ):
                source = Source(document.id, erratum.lines, erratum.printed)
                text = f"「{word}」は、資料の印字が乱れていて正しい読みが分からないため、お答えできません。"
                return Finding(
                    status="not_in_sources",
                    points=(Point(text, (source,)),),
                    contact_programmes=item.scope.programmes[:1],
                    show_contact=True,
                    decided={"doubtful": word},
                )
    return None
