"""One turn as the staff see it: the answer with each figure linked to what proves it, and how it came about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from assistant.grounding.proof import MARKER, Evidence, computed_figures, sentences
from assistant.records.models import Turn
from assistant.reply import Citation, Reply
from ingest.japanese.comparing import states
from ingest.japanese.figures import Figure, figures
from ingest.japanese.normalise import normalise
from ui.render.highlight import figure_spans

if TYPE_CHECKING:
    from ui.staff.workbench import Workbench


@dataclass(frozen=True)
class TurnView:
    """What the page shows of a reply besides the row itself. HTML is escaped here, and only here marked as safe."""

    reply: Reply
    answer: Markup
    citations: Sequence[tuple[Citation, Markup]]
    unproven: int
    """Figures that no source, calculation or round proves."""
    passages: Sequence[dict[str, Any]]
    total_ms: float


def view_of(turn: Turn, bench: Workbench) -> TurnView:
    """The reply of a turn, made for reading and checking."""
    reply = Reply.model_validate(turn.reply)
    answer, unproven = mark_answer(reply)
    said = figures(MARKER.sub("", reply.text))
    passages: list[dict[str, Any]] = []
    for step in reply.trace:
        found = step.decided.get("passages")
        if isinstance(found, list):
            passages = [one for one in found if isinstance(one, dict)]
    return TurnView(
        reply=reply,
        answer=answer,
        citations=[(citation, highlight(citation.quote, said)) for citation in reply.citations],
        unproven=unproven,
        passages=passages,
        total_ms=sum(step.milliseconds for step in reply.trace),
    )


def mark_answer(reply: Reply) -> tuple[Markup, int]:
    """The answer as HTML with every figure a link to its proof, and how many have none."""
    by_marker = {
        citation.marker: figures(citation.quote) + (figures(citation.reading) if citation.reading else [])
        for citation in reply.citations
    }
    evidence = Evidence(
        citations=reply.citations,
        calculations=[reply.calculation] if reply.calculation else [],
        rounds=reply.rounds,
        question=f"{reply.question}\n{reply.standalone_question}",
    )
    computed = computed_figures(evidence)
    asked = figures(evidence.question)
    pieces: list[Markup] = []
    unproven = 0
    position = 0
    # Figures carry positions in the normalised text: that is what is shown, and it reads the same.
    text = normalise(reply.text)
    for sentence in sentences(text):
        start = text.index(sentence, position)
        pieces.append(_plain(text[position:start]))
        position = start + len(sentence)
        markers = [int(number) for number in MARKER.findall(sentence)] or list(by_marker)
        inner = 0
        for figure in figures(MARKER.sub(lambda match: " " * len(match[0]), sentence)):
            pieces.append(_plain(sentence[inner : figure.span[0]]))
            target, title = _proof(figure, markers, by_marker, computed, asked)
            shown = escape(sentence[figure.span[0] : figure.span[1]])
            if target:
                pieces.append(Markup('<a class="figure" href="#{}" title="{}">{}</a>').format(target, title, shown))
            else:
                unproven += 1
                pieces.append(Markup('<mark class="unproven" title="{}">{}</mark>').format(title, shown))
            inner = figure.span[1]
        pieces.append(_plain(sentence[inner:]))
    pieces.append(_plain(text[position:]))
    return Markup("").join(pieces), unproven


def _proof(
    figure: Figure,
    markers: Iterable[int],
    by_marker: dict[int, list[Figure]],
    computed: Sequence[Figure],
    asked: Sequence[Figure],
) -> tuple[str, str]:
    for marker in markers:
        if states(by_marker.get(marker, []), figure):
            return f"source-{marker}", f"出典[{marker}]にあります"
    if states(computed, figure):
        return "worked", "計算・日程にあります"
    if states(asked, figure):
        return "question", "質問の中の数字です"
    return "", "この数字の根拠が見つかりません"


def highlight(quote: str, said: Sequence[Figure]) -> Markup:
    """Words of a source, verbatim, with the figures that the answer states marked."""
    pieces: list[Markup] = []
    position = 0
    for start, end in figure_spans(quote):
        stated = figures(quote[start:end])
        if start >= position and any(states(stated, claim) for claim in said):
            pieces.append(escape(quote[position:start]))
            pieces.append(Markup("<mark>{}</mark>").format(quote[start:end]))
            position = end
    pieces.append(escape(quote[position:]))
    return Markup("").join(pieces)


def _plain(text: str) -> Markup:
    """Text with its markers as links to the sources."""
    pieces: list[Markup] = []
    position = 0
    for match in MARKER.finditer(text):
        pieces.append(escape(text[position : match.start()]))
        pieces.append(Markup('<a class="marker" href="#source-{}">[{}]</a>').format(match[1], match[1]))
        position = match.end()
    pieces.append(escape(text[position:]))
    return Markup("").join(pieces)
