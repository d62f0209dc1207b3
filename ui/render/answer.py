"""A whole reply as one article: text, calculation, rounds, sources, contacts and what can be asked next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from assistant.reply import Calculation, Contact, Reply, Round
from ingest.documents import Document
from ui import words
from ui.render.environment import render
from ui.render.names import Names
from ui.render.source import source_card, web_link
from ui.render.text import spoken, text_blocks

_SOON_DAYS = 14
"""A round that closes within this many days is marked as closing soon."""


@dataclass(frozen=True)
class Badge:
    """A round's state in words; `tone` picks its colours."""

    text: str
    tone: str


@dataclass(frozen=True)
class RoundCard:
    programme: str
    track: str | None
    round: Round
    badge: Badge


@dataclass(frozen=True)
class Renderer:
    """Makes the pieces of the page that hold answers."""

    documents: Mapping[str, Document] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    everyone: Sequence[Contact] = ()
    """Contacts of all programmes, for an answer that names none."""

    def turn(self, turn: str, question: str, reply: Reply) -> Markup:
        """A question and its answer. `turn` is an id of letters, digits and `-`, unique on the page."""
        return render("turn.html.j2", turn=turn, question=question, answer=self.answer(turn, reply))

    def answer(self, turn: str, reply: Reply) -> Markup:
        """The answer alone, as it replaces the text that was streamed."""
        markers = {citation.marker for citation in reply.citations}
        return render(
            "answer.html.j2",
            turn=turn,
            reply=reply,
            heading=words.STATUS_HEADINGS[reply.status],
            blocks=text_blocks(reply.text, markers, links_of(reply)),
            calculation=self.calculation(reply.calculation) if reply.calculation else None,
            rounds=self.rounds(reply.rounds),
            cards=[source_card(citation, self.documents) for citation in reply.citations],
            contacts=reply.contacts or list(self.everyone),
            contacts_are_general=not reply.contacts,
            to_a_person=reply.status in ("not_in_sources", "declined"),
            names=self.names,
            engine_note=None if _says_who_wrote(reply) else words.engine_note(reply.engine),
            reasons=words.REASONS,
            web_link=web_link,
        )

    def calculation(self, calculation: Calculation, *, level: int = 4) -> Markup:
        """The amount large, then how it came about; one column per case where a fact is missing.

        `level` is that of its heading.
        """
        return render("calculation.html.j2", calculation=calculation, names=self.names, level=level)

    def rounds(self, rounds: Sequence[Round]) -> list[RoundCard]:
        """The rounds with their names and badges."""
        return [
            RoundCard(
                self.names.programme(item.programme),
                self.names.track(item.programme, item.track),
                item,
                badge_of(item),
            )
            for item in rounds
        ]


def badge_of(item: Round) -> Badge:
    """受付前・受付中・あと20日・終了, never by colour alone."""
    days = item.days_left
    if item.status == "open":
        if days is None:
            return Badge("受付中", "open")
        left = "きょうまで" if days == 0 else f"あと{days}日"
        return Badge(f"受付中・{left}", "soon" if days <= _SOON_DAYS else "open")
    return {
        "before": Badge("受付前", "before"),
        "closed": Badge("終了", "closed"),
        "always": Badge("随時受付", "open"),
    }[item.status]


def links_of(reply: Reply) -> dict[str, str]:
    """Words that may become links: what sources and contacts give, and nothing that a visitor or a model wrote."""
    links: dict[str, str] = {}
    for contact in reply.contacts:
        links |= {phone: f"tel:{phone.replace('-', '')}" for phone in contact.phone}
        if contact.email:
            links[contact.email] = f"mailto:{contact.email}"
    for url in [*(contact.url for contact in reply.contacts), *(citation.url for citation in reply.citations)]:
        if url and web_link(url):
            links[url] = url
    return links


def spoken_answer(reply: Reply) -> str:
    """What a screen reader says when the answer has come."""
    said = spoken(reply.text)
    if reply.clarification and reply.clarification.question not in said:
        said = f"{said} {reply.clarification.question}"
    return said


def _says_who_wrote(reply: Reply) -> bool:
    """Whether a notice of the reply says already whether AI was at work."""
    return any(notice.startswith("AI") for notice in reply.notices)
