"""Nothing is said twice in a reply, but what holds of two programmes is said under the title of each."""

from __future__ import annotations

from dataclasses import replace

from assistant.conversation.repeating import unrepeated
from assistant.evidence.model import Finding, Point
from assistant.reply import Round, Status

SHARED, OWN = Point("電子申請で受け付けます。"), Point("上限は50万円です。")


def found(*points: Point, of: str, status: Status = "answered") -> Finding:
    return Finding(status=status, points=points, about=((of, None),))


def texts(finding: Finding) -> list[str]:
    return [point.text for point in finding.points]


def test_a_point_of_two_programmes_stands_under_both_titles() -> None:
    first, second = found(SHARED, of="todai"), found(OWN, SHARED, of="minato")
    said = unrepeated([("灯台補助金", first), ("港補助金", second)])
    assert [texts(finding) for _, finding in said] == [[SHARED.text], [OWN.text, SHARED.text]]


def test_a_point_of_one_programme_is_said_once_whatever_the_titles() -> None:
    first, second = found(SHARED, of="todai"), found(OWN, SHARED, of="todai")
    said = unrepeated([("灯台補助金の締切", first), ("灯台補助金の上限", second)])
    assert [texts(finding) for _, finding in said] == [[SHARED.text], [OWN.text]]
    untitled = unrepeated([(None, first), (None, found(OWN, SHARED, of="minato"))])
    assert [texts(finding) for _, finding in untitled] == [[SHARED.text], [OWN.text]]


def test_findings_that_say_the_same_are_one_under_all_titles() -> None:
    same = [("灯台補助金", found(SHARED, of="todai")), ("港補助金", found(SHARED, of="minato"))]
    said = unrepeated([*same, ("港補助金の上限", found(OWN, SHARED, of="minato"))])
    assert [(title, texts(finding)) for title, finding in said] == [
        ("灯台補助金・港補助金", [SHARED.text]),
        ("港補助金の上限", [OWN.text]),
    ]


def test_what_stands_beside_something_unsaid_is_said_where_it_was_asked() -> None:
    unsaid = found(Point("率は書かれていません。"), OWN, of="todai", status="not_in_sources")
    for parts in ([unsaid, found(OWN, of="todai")], [found(OWN, of="todai"), unsaid]):
        said = unrepeated([(None, each) for each in parts])
        assert sorted(text for _, finding in said for text in texts(finding)) == [OWN.text, "率は書かれていません。"]


def test_a_round_that_is_over_is_said_once() -> None:
    over = Round(programme="todai", name="1次", status="closed")
    first = replace(found(Point("1次は終わりました。"), of="todai"), rounds=(over,), topic="dates")
    again = replace(first, points=(Point("1次の受付は終わりました。"),))
    assert [finding for _, finding in unrepeated([(None, first), (None, again)])] == [first]


def test_how_days_were_read_is_said_once_and_other_notes_stay() -> None:
    notes = (Point("※年は令和8年と読みました。"), Point("お早めにどうぞ。"))
    first = replace(found(OWN, of="todai"), notes=notes)
    second = replace(found(SHARED, of="minato"), notes=notes)
    said = unrepeated([("灯台補助金", first), ("港補助金", second)])
    assert [finding.notes for _, finding in said] == [notes, notes[1:]]
