"""Whom to ask: the contact and the official page of a programme."""

from __future__ import annotations

from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Point
from assistant.programmes.model import ContactPoint


def contact_point(knowledge: Knowledge, programme: str) -> Point | None:
    """`くわしくは、…（電話：…）にお問い合わせください。`; None where the documents name nobody."""
    found = knowledge.programmes.get(programme)
    if not found.contacts:
        return None
    said = "、または".join(_named(contact) for contact in found.contacts)
    sources = tuple(
        source for contact in found.contacts for source in knowledge.programme_sources(found, contact.evidence)
    )
    return Point(f"くわしくは、{said}にお問い合わせください。", sources)


def _named(contact: ContactPoint) -> str:
    ways = []
    if contact.phones:
        ways.append(f"電話：{'、'.join(contact.phones)}")
    if contact.email:
        ways.append(f"メール：{contact.email}")
    if contact.url:
        ways.append(f"問い合わせフォーム：{contact.url} ")
    return f"{contact.name}（{'／'.join(ways)}）" if ways else contact.name
