"""What a verified answer rests on: proof of its words before it is published, and noticing when a source changes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from assistant.grounding.proof import MARKER, Evidence, check, check_quotes, sentences
from assistant.records.models import VerifiedAnswer
from assistant.reply import Calculation, Citation, Round
from assistant.verified.model import Anchor, VerifiedError
from ingest.blocks import Block
from ingest.documents import Document
from ingest.japanese.figures import figures

Documents = Mapping[str, Document]


def cite(documents: Documents, document_id: str, first: int, last: int, marker: int, quote: str = "") -> Citation:
    """A citation of these source lines; the whole lines are quoted where no quote is given.

    Raises:
        VerifiedError: no such document or lines, or the quote doesn't stand in them.
    """
    document = documents.get(document_id)
    if document is None:
        raise VerifiedError(f"資料「{document_id}」がありません。")
    if not 1 <= first <= last <= len(document.source_lines):
        raise VerifiedError(f"{document.title}の行は1～{len(document.source_lines)}です（指定: {first}～{last}）。")
    words = quote or document.verbatim(first, last)
    if not words.strip():
        raise VerifiedError(f"{first}～{last}行目には文字がありません。")
    if words not in document.verbatim(first, last):
        raise VerifiedError(f"引用が{first}～{last}行目にありません。資料の文字をそのまま写してください。")
    block = document.block_at(first)
    return Citation(
        marker=marker,
        document_id=document_id,
        title=document.title,
        section=list(document.section_of(first)),
        quote=words,
        lines=(first, last),
        page=block.page if block else None,
        reading=document.mended(words, first, last),
        as_of=document.as_of,
        url=document.url,
    )


def prove(
    answer: str,
    citations: Sequence[Citation],
    documents: Documents,
    *,
    question: str = "",
    calculations: Iterable[Calculation] = (),
    rounds: Sequence[Round] = (),
    day: date | None = None,
    names: Sequence[str] = (),
) -> None:
    """Refuse an answer with a figure that nothing proves, a marker without a source, or a quote that isn't verbatim.

    Raises:
        VerifiedError: names the sentence and the figure.
    """
    if not answer.strip():
        raise VerifiedError("回答が空です。")
    sources = {id_: document.source_lines for id_, document in documents.items()}
    evidence = Evidence(
        citations=citations,
        calculations=list(calculations),
        rounds=rounds,
        counts=list(Counter((each.programme, each.track) for each in rounds).values()),
        question=question,
        days=[day] if day else [],
        names=names,
    )
    for problem in [*check_quotes(citations, sources), *check(answer, evidence)]:
        figure = f"「{problem.figure}」" if problem.figure else ""
        raise VerifiedError(f"{problem.reason}{figure}: {_short(problem.sentence)}")
    cited = {int(number) for number in MARKER.findall(answer)}
    if unused := [citation.marker for citation in citations if citation.marker not in cited]:
        raise VerifiedError(
            f"出典[{unused[0]}]が文中で使われていません。文末に[{unused[0]}]を付けるか、出典を外してください。"
        )
    if citations and not cited:
        raise VerifiedError("どの文がどの出典によるのか、文末に[1]のように書いてください。")
    for sentence in sentences(answer):
        if figures(MARKER.sub("", sentence)) and not citations and not calculations:
            raise VerifiedError(f"数字のある文には出典が要ります: {_short(sentence)}")


def anchors(citations: Sequence[Citation], documents: Documents) -> tuple[Anchor, ...]:
    """What an answer with these citations rests on."""
    if not citations:
        return tuple(Anchor(id_, None, document.content_hash) for id_, document in sorted(documents.items()))
    found = []
    for citation in citations:
        document = documents[citation.document_id]
        for block in _blocks(document, citation.lines):
            found.append(Anchor(document.id, block.lines, block_hash(document, block)))
        if not _blocks(document, citation.lines):
            found.append(Anchor(document.id, citation.lines, _lines_hash(document, citation.lines)))
    return tuple(dict.fromkeys(found))


def changed(citations: Sequence[Citation], kept: Sequence[Anchor], documents: Documents) -> str | None:
    """Why the answer can't stand any more, in Japanese; None while every source is as it was."""
    if not citations:
        now = {(id_, document.content_hash) for id_, document in documents.items()}
        if now != {(anchor.document_id, anchor.words) for anchor in kept}:
            return "資料が増えたか、変わりました。いまの資料で答えられるかを確かめてください。"
        return None
    for anchor in kept:
        document = documents.get(anchor.document_id)
        if document is None:
            return f"出典の資料「{anchor.document_id}」が取り下げられました。"
        if anchor.words not in _hashes(document) and (
            anchor.lines is None or anchor.words != _lines_hash(document, anchor.lines)
        ):
            where = f"{anchor.lines[0]}～{anchor.lines[1]}行目" if anchor.lines else "全体"
            return f"出典「{document.title}」の{where}が変わりました。"
    return None


def why_ended(answer: VerifiedAnswer, documents: Documents) -> str | None:
    """Why a published answer can't be given from these documents, in Japanese; None where it still stands on them."""
    citations = [Citation.model_validate(citation) for citation in answer.citations]
    because = changed(citations, [Anchor.from_json(anchor) for anchor in answer.sources], documents)
    if because is None and citations and moved(citations, documents) is None:
        return "出典の言葉が、いまの資料に見つかりません。"
    return because


def moved(citations: Sequence[Citation], documents: Documents) -> list[Citation] | None:
    """The citations at the lines where their words stand now, or None where one can't be found again.

    Only for sources that haven't `changed`: lines may have been put in above them.
    """
    found = []
    for citation in citations:
        document = documents.get(citation.document_id)
        if document is None:
            return None
        first, last = citation.lines
        length = last - first
        starts = [first, *range(1, len(document.source_lines) - length + 1)]
        for start in starts:
            if start + length <= len(document.source_lines) and citation.quote in document.verbatim(
                start, start + length
            ):
                if list(document.section_of(start)) != citation.section:
                    continue
                found.append(
                    cite(documents, citation.document_id, start, start + length, citation.marker, citation.quote)
                )
                break
        else:
            return None
    return found


def block_hash(document: Document, block: Block) -> str:
    """Changes with the words of the block, their readings, its headings, its page and the document's date."""
    readings = "\0".join(f"{one.printed}>{one.reading}>{one.certainty}" for one in document.errata_for(*block.lines))
    parts = [document.as_of, *block.heading_path, block.text, document.verbatim(*block.lines), readings]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _hashes(document: Document) -> set[str]:
    return {block_hash(document, block) for block in document.blocks}


def _lines_hash(document: Document, lines: tuple[int, int]) -> str:
    if lines[1] > len(document.source_lines):
        return ""
    return hashlib.sha256(f"{document.as_of}\0{document.verbatim(*lines)}".encode()).hexdigest()


def _blocks(document: Document, lines: tuple[int, int]) -> list[Block]:
    """The blocks that these lines touch; of nested ones the nearest."""
    found = {id(block): block for line in range(lines[0], lines[1] + 1) if (block := document.block_at(line))}
    return list(found.values())


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
