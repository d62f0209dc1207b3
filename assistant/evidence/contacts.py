"""Whom to ask: the contact and the official page of a programme."""

from __future__ import annotations

from assistant.evidence.knowledge import Knowledge
from assistant.evidence.model import Finding, Point
from assistant.programmes.model import ContactPoint
from ingest.japanese.figures import Figure, figures

_SURELY = 2.0
"""How much a number or an address that is ours speaks for whose it is: what is asked next is asked of that."""
_KINDS = {"phone": "電話番号", "email": "メールアドレス"}


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


def contact_finding(knowledge: Knowledge, programme: str) -> Finding | None:
    """The contact as the whole answer; None where the documents name nobody."""
    point = contact_point(knowledge, programme)
    if point is None:
        return None
    return Finding(
        status="answered",
        points=(point,),
        about=((programme, None),),
        contact_programmes=(programme,),
        topic="contact",
    )


def _named(contact: ContactPoint) -> str:
    ways = []
    if contact.phones:
        ways.append(f"電話：{'、'.join(contact.phones)}")
    if contact.email:
        ways.append(f"メール：{contact.email}")
    if contact.url:
        ways.append(f"問い合わせフォーム：{contact.url} ")
    return f"{contact.name}（{'／'.join(ways)}）" if ways else contact.name


def whose(knowledge: Knowledge, text: str) -> Finding | None:
    """Whose a phone number or an address is (`0570-666-376ってどこの番号?`); None where the text holds none of ours."""
    asked = [figure for figure in figures(text) if figure.kind in _KINDS]
    points: list[Point] = []
    programmes: list[str] = []
    for figure in asked:
        for programme in knowledge.programmes:
            for contact in programme.contacts:
                if _is_of(figure, contact):
                    said = f"{figure.text}は、{contact.name}（{programme.names.official}）の{_KINDS[figure.kind]}です。"
                    points.append(Point(said, knowledge.programme_sources(programme, contact.evidence)))
                    programmes.append(programme.id)
    if not points:
        return None
    return Finding(
        status="answered",
        points=tuple(points),
        about=tuple((programme, None) for programme in programmes),
        contact_programmes=tuple(programmes),
        topic="contact",
        own=_SURELY,
        decided={"whose": [figure.text for figure in asked]},
    )


def _is_of(figure: Figure, contact: ContactPoint) -> bool:
    ways = [*contact.phones, *([contact.email] if contact.email else [])]
    return any(other.value == figure.value for way in ways for other in figures(way))
