"""Every rate, ceiling and floor in every programme file, against a table written from the briefing.

The table is complete both ways: a figure that the files have and the briefing hasn't fails, and so does one missing.
"""

from __future__ import annotations

from fractions import Fraction

from assistant.programmes.model import Condition, CountRange, Grant, Programme
from tests.programmes.real import book

Row = tuple[str, str, str, str, str, object]

MAN, OKU = 10_000, 100_000_000
THIRD, HALF, TWO_THIRDS, THREE_QUARTERS = Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(3, 4)

# programme, track, component, what, for whom, value: lines 53-56, 58, 121-122, 195-196, 258-259, 310, 334, 340, 350.
BRIEFING: set[Row] = {
    ("monodukuri", "kofuka", "cost", "rate", "applicant=sme", HALF),
    ("monodukuri", "kofuka", "cost", "rate", "applicant=small/turnaround", TWO_THIRDS),
    ("monodukuri", "kofuka", "cost", "ceiling", "", (750 * MAN, 2500 * MAN)),
    ("monodukuri", "global", "cost", "rate", "applicant=sme", HALF),
    ("monodukuri", "global", "cost", "rate", "applicant=small", TWO_THIRDS),
    ("monodukuri", "global", "cost", "ceiling", "", 3000 * MAN),
    ("jizokuka", "tsujo", "cost", "rate", "", TWO_THIRDS),
    ("jizokuka", "tsujo", "cost", "ceiling", "", 50 * MAN),
    ("jizokuka", "saigai", "cost", "rate", "", (TWO_THIRDS, "定額")),
    ("jizokuka", "saigai", "cost", "ceiling", "damage=direct", 200 * MAN),
    ("jizokuka", "saigai", "cost", "ceiling", "damage=indirect", 100 * MAN),
    ("jizokuka", "sogyo", "cost", "rate", "", TWO_THIRDS),
    ("jizokuka", "sogyo", "cost", "ceiling", "", 200 * MAN),
    ("jizokuka", "kyodo", "cost", "rate", "", "不明"),
    ("jizokuka", "kyodo", "cost", "ceiling", "", 5000 * MAN),
    ("jizokuka", "community", "cost", "rate", "", "定額"),
    ("jizokuka", "community", "cost", "ceiling", "joint_applicants=1-1", 50 * MAN),
    ("jizokuka", "community", "cost", "ceiling", "joint_applicants=2-", 100 * MAN),
    ("jizokuka", "", "invoice", "raise", "", 50 * MAN),
    ("jizokuka", "", "chinage", "raise", "", 150 * MAN),
    ("jizokuka", "", "chinage", "rate", "deficit=True", THREE_QUARTERS),
    ("jizokuka", "", "chinage", "requires", "wage_raise_yen", 50),
    ("digital-ai", "tsujo", "cost", "rate", "near_min_wage=True", TWO_THIRDS),
    ("digital-ai", "tsujo", "cost", "rate", "near_min_wage=False", HALF),
    ("digital-ai", "tsujo", "cost", "ceiling", "areas=1-3", 150 * MAN),
    ("digital-ai", "tsujo", "cost", "ceiling", "areas=4-", 450 * MAN),
    ("digital-ai", "tsujo", "", "floor", "areas=1-3", 5 * MAN),
    ("digital-ai", "tsujo", "", "floor", "areas=4-", 150 * MAN),
    ("digital-ai", "fukusu", "a-software", "same", "", ("invoice", "software")),
    ("digital-ai", "fukusu", "a-pc", "same", "", ("invoice", "pc")),
    ("digital-ai", "fukusu", "a-register", "same", "", ("invoice", "register")),
    ("digital-ai", "fukusu", "b", "rate", "", TWO_THIRDS),
    ("digital-ai", "fukusu", "b", "ceiling × members", "", 50 * MAN),
    ("digital-ai", "fukusu", "c", "rate", "", TWO_THIRDS),
    ("digital-ai", "fukusu", "c", "ceiling", "", 200 * MAN),
    ("digital-ai", "fukusu", "a-software+a-pc+a-register+b", "pool", "", 3000 * MAN),
    ("digital-ai", "invoice", "software", "rate to 500000", "", THREE_QUARTERS),
    ("digital-ai", "invoice", "software", "rate", "", TWO_THIRDS),
    ("digital-ai", "invoice", "software", "ceiling", "functions=1-1", 50 * MAN),
    ("digital-ai", "invoice", "software", "ceiling", "functions=2-", 350 * MAN),
    ("digital-ai", "invoice", "pc", "rate", "", HALF),
    ("digital-ai", "invoice", "pc", "ceiling", "", 10 * MAN),
    ("digital-ai", "invoice", "register", "rate", "", HALF),
    ("digital-ai", "invoice", "register", "ceiling", "", 20 * MAN),
    ("digital-ai", "denshi", "cost", "rate", "applicant=large", HALF),
    ("digital-ai", "denshi", "cost", "rate", "applicant=sme/small", TWO_THIRDS),
    ("digital-ai", "denshi", "cost", "ceiling", "", 350 * MAN),
    ("digital-ai", "security", "cost", "rate", "applicant=small", TWO_THIRDS),
    ("digital-ai", "security", "cost", "rate", "applicant=sme", HALF),
    ("digital-ai", "security", "cost", "ceiling", "", 150 * MAN),
    ("digital-ai", "security", "", "floor", "", 5 * MAN),
    ("shoryokuka", "catalog", "cost", "rate at most", "", HALF),
    ("shoryokuka", "catalog", "cost", "ceiling", "", 1500 * MAN),
    ("shoryokuka", "ippan", "cost", "rate to 15000000", "applicant=sme", HALF),
    ("shoryokuka", "ippan", "cost", "rate to 15000000", "applicant=small/turnaround", TWO_THIRDS),
    ("shoryokuka", "ippan", "cost", "rate", "", THIRD),
    ("shoryokuka", "ippan", "cost", "ceiling", "", OKU),
    ("shoryokuka", "", "saitei-chingin", "rate", "", TWO_THIRDS),
    ("shoryokuka", "", "ohaba-chinage", "opens", "", "ohaba-amount"),
    ("chuken-daikibo", "", "cost", "rate", "", THIRD),
    ("chuken-daikibo", "", "cost", "ceiling", "", 50 * OKU),
    ("hyakuoku-sengen", "", "cost", "rate", "", THIRD),
    ("hyakuoku-sengen", "", "cost", "ceiling", "", 50 * OKU),
    ("seicho-kasoku", "", "cost", "rate", "", HALF),
    ("seicho-kasoku", "", "cost", "ceiling", "", 5 * OKU),
    ("shinjigyo-monodukuri", "", "cost", "rate", "", HALF),
    ("shinjigyo-monodukuri", "", "cost", "ceiling", "", 9000 * MAN),
    ("shokei-ma", "", "cost", "rate", "", HALF),
    ("shokei-ma", "", "cost", "ceiling", "", 2000 * MAN),
}


def said(condition: Condition) -> str:
    words = []
    for key, expected in condition.items():
        if isinstance(expected, CountRange):
            words.append(f"{key}={expected.min}-{expected.max or ''}")
        else:
            words.append(f"{key}={'/'.join(expected) if isinstance(expected, tuple) else expected}")
    return ",".join(words)


def grant_rows(programme: str, track: str, grant: Grant) -> set[Row]:
    rows: set[Row] = set()
    for part in grant.parts:
        where = (programme, track, part.id)
        if part.same_as:
            rows.add((*where, "same", "", (part.same_as.track, part.same_as.part)))
        for band in part.bands:
            for rule in band.rates:
                what = "rate at most" if rule.at_most else ("rate" if band.up_to is None else f"rate to {band.up_to}")
                value: object = (rule.rate, rule.alternative) if rule.alternative else rule.rate
                rows.add((*where, what, said(rule.when), value))
        for ceiling in part.ceilings:
            what = f"ceiling × {ceiling.times}" if ceiling.times else "ceiling"
            rows.add((*where, what, said(ceiling.when), ceiling.amount or (ceiling.low, ceiling.high)))
    rows |= {(programme, track, "+".join(pool.parts), "pool", "", pool.amount) for pool in grant.pools}
    rows |= {(programme, track, "", "floor", said(floor.when), floor.amount) for floor in grant.floors}
    return rows


def programme_rows(programme: Programme) -> set[Row]:
    rows = grant_rows(programme.id, "", programme.grant) if programme.grant else set()
    for track in programme.tracks:
        if track.grant:
            rows |= grant_rows(programme.id, track.id, track.grant)
    for special in programme.specials:
        for change in special.changes:
            what, value = next(
                (name, found)
                for name, found in (
                    ("raise", change.raise_ceiling),
                    ("rate", change.rate),
                    ("opens", change.open_ceiling),
                )
                if found is not None
            )
            rows.add((programme.id, "", special.id, what, said(change.when), value))
        for need in special.requires:
            if need.fact:
                rows.add((programme.id, "", special.id, "requires", need.fact, need.at_least))
    return rows


def test_the_files_hold_the_briefings_figures_and_no_other() -> None:
    found = {row for programme in book() for row in programme_rows(programme)}
    assert found - BRIEFING == set()
    assert BRIEFING - found == set()


def test_special_cases_belong_to_their_tracks() -> None:
    specials = {(programme.id, special.id): special.tracks for programme in book() for special in programme.specials}
    assert specials == {
        ("jizokuka", "invoice"): ("tsujo", "sogyo"),
        ("jizokuka", "chinage"): ("tsujo",),
        ("shoryokuka", "saitei-chingin"): ("ippan",),
        ("shoryokuka", "ohaba-chinage"): ("ippan",),
    }


def test_what_the_briefing_leaves_open_is_recorded_with_a_reason() -> None:
    reasons = {f"{programme.id}/{entry.id}": entry.reason for programme in book() for entry in programme.unknown}
    for key in (
        "monodukuri/kofuka-ceiling",
        "monodukuri/headline-ceiling",
        "monodukuri/global-turnaround",
        "jizokuka/kyodo-rate",
        "jizokuka/saigai-rate",
        "jizokuka/chinage-elsewhere",
        "shoryokuka/ohaba-amount",
        "digital-ai/denshi-midsize",
        "shinjigyo-monodukuri/other-rates",
    ):
        assert "資料" in reasons[key]
