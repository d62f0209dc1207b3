"""Every page of the staff's, light on a desktop and dark on a phone: no barrier, nothing to scroll sideways."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.library.datafiles import DataFile
from assistant.library.pending import stamp
from tests.convert import samples
from tests.staff.conftest import DAY, PASSWORD, STAFF, Counter
from tests.ui.conftest import DESKTOP, PHONE
from tests.ui.visits import overflows, violations

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

QUESTIONS = (
    "持続化補助金でチラシを作れますか",
    "省力化の一般型、6,000万円だといくら？",
    "ものづくり補助金の採択率は？",
)


def furnished(counter: Counter, folder: Path) -> list[str]:
    """A counter with something on every page; returns the pages' paths."""
    from ingest.convert import Details, convert_file

    bench = counter.bench
    turns = []
    for number, question in enumerate(QUESTIONS):
        reply = bench.assistant.conversation(DAY).ask(question)
        bench.turns.record(reply, conversation_id=f"c{number}", as_of=DAY, index_version="0000")
        bench.turns.add_feedback(reply.id, helpful=False, reasons=["言葉がむずかしい"], comment="もっと短く")
        turns.append(reply)
    judged = turns[0]
    bench.reviews.decide(
        judged.id, seen_version=0, verdict="incomplete", corrected_answer=judged.text, note="確かめた", reviewer_id=1,
        reviewer_name="花子",
    )  # fmt: skip
    answer = bench.verified.publish(
        turn=bench.turns.get(judged.id), question=QUESTIONS[0], variants=["持続化補助金はチラシに使えますか"],
        answer=judged.text, citations=judged.citations, by="花子", role="checker", day=DAY,
    )  # fmt: skip
    sample = samples.ruled(folder).path
    draft = bench.drafts.add(
        convert_file(sample, "要領.pdf"),
        Details("setsubi-2026-04", "要領", "局", "2026-04"),
        sample,
        "要領.pdf",
        "太郎",
    )
    file = DataFile("programmes", "monodukuri")
    text = bench.builder.changes.text(file)
    bench.builder.changes.save(file, f"# 直した\n{text}", by="太郎", seen=stamp(text))
    parts = ("rounds", "basic", "contacts", "tracks", "terms", "specials", "unknown", "yaml")
    return [
        "/review",
        f"/review/{judged.id}",
        f"/review/{turns[1].id}",
        "/verified?ask=持続化補助金はチラシの作成に使えますか",
        f"/verified/{answer}",
        "/cases",
        "/corpus",
        f"/corpus/drafts/{draft.id}",
        "/corpus/documents/meti-digital-2026-02/withdraw",
        "/corpus/versions/0000",
        "/programmes",
        "/programmes/new",
        *(f"/programmes/jizokuka?part={part}" for part in parts),
        "/statements",
        "/statements/jizokuka",
        "/statements/jizokuka?tab=yaml",
        "/statements/jizokuka/statements/overview",
        "/statements/jizokuka/unknowns/new",
        "/words",
        "/words/language/topics",
        "/words/asks/jizokuka",
        "/statistics",
        "/report/2026-04",
        "/accounts",
        "/password",
        "/source",
        "/nowhere",
    ]


def test_no_barrier_is_found(
    counter: Counter, new_context: Callable[..., Any], axe_script: Path, tmp_path: Path
) -> None:
    paths = furnished(counter, tmp_path)
    found = []
    # Colours hang on the scheme alone and places on the width alone: two walks see all of both.
    for device, scheme in ((DESKTOP, "light"), (PHONE, "dark")):
        # The pages' own policy keeps the examiner out too.
        context = new_context(color_scheme=scheme, bypass_csp=True, **device)
        page = context.new_page()
        page.set_default_timeout(90_000)
        page.goto(f"{counter.url}/staff/sign-in")
        found += [f"{scheme} /sign-in: {one}" for one in violations(page, axe_script)]
        page.get_by_label("ログイン名").fill(STAFF["admin"])
        page.get_by_label("パスワード").fill(PASSWORD)
        page.get_by_role("button", name="サインイン").click()
        page.wait_for_url(re.compile(r"/staff/review"))
        for path in paths:
            page.goto(f"{counter.url}/staff{path}")
            page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
            seen = violations(page, axe_script)
            if overflows(page):
                seen.append("has to be scrolled sideways")
            found += [f"{page.viewport_size['width']} {scheme} {path}: {one}" for one in seen]
        context.close()
    assert found == [], "\n".join(found)
