"""Each thing that can be wrong with a reply is found, and nothing is found in a right one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, ClassVar

import pytest

from assistant.reply import Calculation, Clarification, Contact, Reply, Round, Step
from evals.checks import TOKYO, TurnCheck, check_turn
from evals.items import Expect
from evals.sources import Sources

TODAY = date(2026, 4, 10)
CLOSES = datetime(2026, 5, 8, 17, 0, tzinfo=TOKYO)


@pytest.fixture
def check(sources: Sources) -> Any:
    def run(reply: Reply, said: str = "質問", as_of: date = TODAY, **expect: Any) -> TurnCheck:
        return check_turn(reply, Expect.model_validate(expect), [said], as_of, sources)

    return run


def causes(result: TurnCheck) -> list[str]:
    return [finding.cause for finding in result.findings]


def test_a_right_reply_passes(check: Any, reply: Any, cite: Any) -> None:
    given = reply("締切は2026年5月8日（金）17:00です[1]。", [cite(1, 129)])
    result = check(given, status="answered", facts=[{"any": ["5/8"]}, {"any": ["17時"]}], cite=[[128, 129]])
    assert causes(result) == []
    assert result.right
    assert result.grounded
    assert (result.citations, result.useful_citations, result.labelled, result.cited_labels) == (1, 1, 1, 1)


def test_status(check: Any, reply: Any) -> None:
    refused = reply("資料に書かれていません。", status="not_in_sources")
    assert causes(check(refused, status="answered")) == ["false_refusal"]
    assert causes(check(refused, status="declined")) == ["status"]
    assert causes(check(refused, status_any=["declined", "not_in_sources"])) == []
    assert causes(check(reply("はい。"), status="not_in_sources")) == ["missed_refusal"]
    asked = reply("どの枠ですか。", status="clarify", clarification=Clarification(question="どの枠ですか。"))
    assert causes(check(asked, status="answered")) == ["status"]


def test_facts_and_forbidden_words(check: Any, reply: Any, cite: Any) -> None:
    given = reply("上限は2,500万円です[1]。", [cite(1, 121)])
    found = check(given, facts=[{"any": ["500万円", "3,000万円"]}], forbidden=["25,000,000円"])
    assert causes(found) == ["missing_fact", "forbidden"]


def test_facts_may_stand_in_a_question_asked_back(check: Any, reply: Any) -> None:
    asked = Clarification(question="どちらですか。", options=["カタログ注文型", "一般型"])
    given = reply("どちらの型ですか。", status="clarify", clarification=asked)
    assert causes(check(given, status="clarify", facts=[{"any": ["カタログ注文型"]}])) == []


def test_every_labelled_passage_must_be_cited(check: Any, reply: Any, cite: Any) -> None:
    given = reply("3,000万円です[1]。", [cite(1, 121)])
    result = check(given, cite=[[121, 122], [128, 129]])
    assert causes(result) == ["missing_citation"]
    assert not result.right
    assert result.content_right
    assert (result.cited_labels, result.labelled) == (1, 2)


@pytest.mark.parametrize("quote", ["2026年5月9日（金）17:00（厳守）", "2026年5月8日(金)17:00", ""])
def test_quotes_are_verbatim(check: Any, reply: Any, cite: Any, quote: str) -> None:
    result = check(reply("期限があります[1]。", [cite(1, 129, quote=quote)]))
    assert causes(result) == ["altered_quote"]
    assert result.verbatim_quotes == 0


def test_quotes_stand_on_the_lines_they_name(check: Any, reply: Any, cite: Any) -> None:
    shifted = cite(1, 129, lines=(130, 130))
    assert causes(check(reply("期限があります[1]。", [shifted]))) == ["altered_quote"]
    unknown = cite(1, 129).model_copy(update={"document_id": "elsewhere"})
    assert causes(check(reply("期限があります[1]。", [unknown]))) == ["altered_quote"]


def test_markers(check: Any, reply: Any, cite: Any) -> None:
    assert causes(check(reply("期限があります[1][2]。", [cite(1, 129)]))) == ["marker"]
    assert causes(check(reply("期限があります[1]。", [cite(1, 129), cite(1, 128)]))) == ["marker"]
    assert causes(check(reply("期限があります。", [cite(1, 129)]))) == ["marker"]
    by_calculation = Calculation(programme="monodukuri", markers=[1])
    assert causes(check(reply("計算しました。", [cite(1, 122)], calculation=by_calculation))) == []


class TestUnprovenFigures:
    def test_a_figure_must_be_in_the_cited_quote(self, check: Any, reply: Any, cite: Any) -> None:
        assert causes(check(reply("上限は3,500万円です[1]。", [cite(1, 121)]))) == ["unproven_figure"]
        assert causes(check(reply("上限は30,000,000円です[1]。", [cite(1, 121)]))) == []

    def test_a_sentence_is_held_to_the_passages_it_names(self, check: Any, reply: Any, cite: Any) -> None:
        swapped = reply("電話は050-3821-7013です[1]。締切は5月8日です[2]。", [cite(1, 129), cite(2, 133)])
        assert causes(check(swapped)) == ["unproven_figure", "unproven_figure"]

    def test_the_persons_own_figures_and_the_day_may_be_repeated(self, check: Any, reply: Any) -> None:
        given = reply("4月10日の時点で、6,000万円のご計画ですね。")
        assert causes(check(given, said="六千万円かかります")) == []

    def test_a_reading_proves_too(self, check: Any, reply: Any, cite: Any) -> None:
        mended = cite(1, 194, reading="参画事業者である10以上の小規模事業者")
        assert causes(check(reply("10以上の小規模事業者です[1]。", [mended]))) == []
        assert causes(check(reply("10以上の小規模事業者です[1]。", [cite(1, 194)]))) == ["unproven_figure"]

    def test_calculation_and_rounds_prove(self, check: Any, reply: Any) -> None:
        steps = [Step(label="中小企業の補助率", formula="10,000,000円 × 1/2", yen=5_000_000)]
        calculation = Calculation(programme="monodukuri", cost_yen=10_000_000, subsidy_yen=5_000_000, steps=steps)
        given = reply("1,000万円の1/2で、500万円です。", calculation=calculation)
        assert causes(check(given)) == []
        item = Round(programme="monodukuri", name="23次公募", closes=CLOSES, status="open", days_left=28)
        assert causes(check(reply("23次は5月8日17時まで、あと28日です。", rounds=[item]))) == []

    def test_digits_in_a_programmes_name_are_no_figure(self, check: Any, reply: Any) -> None:
        assert causes(check(reply("【100億宣言企業向け】のことですね。"))) == []

    def test_a_link_must_be_in_the_quote(self, check: Any, reply: Any, cite: Any) -> None:
        right = reply("https://portal.monodukuri-hojo.jp/about.html です[1]。", [cite(1, 131)])
        assert causes(check(right)) == []
        wrong = reply("https://portal.monodukuri-hojo.jp/faq.html です[1]。", [cite(1, 131)])
        assert causes(check(wrong)) == ["unproven_figure"]


def test_contact_cards_are_held_to_the_sources(check: Any, reply: Any) -> None:
    contact = Contact(
        programme="otasuketai",
        name="IPA",
        phone=["03-5978-7508"],
        email="isec-otasuketai@ipa.go.jp",
        url="https://www.ipa.go.jp/security/otasuketai-pr/",
    )
    assert causes(check(reply("下の窓口にお尋ねください。", contacts=[contact]))) == []
    for wrong in (
        {"phone": ["03-5978-7509"]},
        {"email": "otasuketai@ipa.go.jp"},
        {"url": "https://www.ipa.go.jp/security/ota"},
    ):
        altered = contact.model_copy(update=wrong)
        assert causes(check(reply("下の窓口にお尋ねください。", contacts=[altered]))) == ["unproven_contact"]
    # In the text they need a citation, like any figure.
    assert causes(check(reply("03-5978-7508にお電話ください。", contacts=[contact]))) == ["unproven_figure"]


class TestCalculation:
    EXPECT: ClassVar[dict[str, Any]] = {
        "programme": "monodukuri",
        "track": "kofuka",
        "cost_yen": 10_000_000,
        "derivation": "x",
    }
    GOT = Calculation(
        programme="monodukuri", track="kofuka", cost_yen=10_000_000, subsidy_yen=5_000_000, own_cost_yen=5_000_000
    )

    def check(self, check: Any, reply: Any, got: Calculation | None, **result: Any) -> list[str]:
        return causes(check(reply("計算しました。", calculation=got), calculation={**self.EXPECT, **result}))

    def test_exact_to_the_yen(self, check: Any, reply: Any) -> None:
        assert self.check(check, reply, self.GOT, subsidy_yen=5_000_000) == []
        assert self.check(check, reply, self.GOT, subsidy_yen=5_000_001) == ["calculation"]
        assert self.check(check, reply, None, subsidy_yen=5_000_000) == ["calculation"]
        other = self.GOT.model_copy(update={"track": "global"})
        assert self.check(check, reply, other, subsidy_yen=5_000_000) == ["calculation"]

    def test_range(self, check: Any, reply: Any) -> None:
        got = self.GOT.model_copy(update={"subsidy_yen": None, "own_cost_yen": None, "subsidy_range_yen": (1, 2)})
        assert self.check(check, reply, got, subsidy_range_yen=[1, 2]) == []
        assert self.check(check, reply, got, subsidy_range_yen=[1, 3]) == ["calculation"]
        assert self.check(check, reply, self.GOT, subsidy_range_yen=[1, 2]) == ["calculation"]

    def test_scenarios(self, check: Any, reply: Any) -> None:
        def case(subsidy: int) -> Calculation:
            return self.GOT.model_copy(update={"subsidy_yen": subsidy, "own_cost_yen": 10_000_000 - subsidy})

        open_case = self.GOT.model_copy(
            update={"subsidy_yen": None, "own_cost_yen": None, "scenarios": [case(6_666_666), case(5_000_000)]}
        )
        sme = {"when": {"applicant": "sme"}, "subsidy_yen": 5_000_000}
        small = {"when": {"applicant": "small"}, "subsidy_yen": 6_666_666}
        assert self.check(check, reply, open_case, scenarios=[sme, small]) == []
        assert self.check(check, reply, open_case, scenarios=[sme, {**small, "subsidy_yen": 7}]) == ["calculation"]
        # One case can't stand for two.
        assert self.check(check, reply, open_case, scenarios=[sme, sme]) == ["calculation"]

    def test_parts_must_add_up(self, check: Any, reply: Any) -> None:
        askew = self.GOT.model_copy(update={"own_cost_yen": 1})
        assert self.check(check, reply, askew, subsidy_yen=5_000_000) == ["arithmetic"]


class TestRounds:
    def item(self, **changes: Any) -> Round:
        given = {"programme": "monodukuri", "name": "23次公募", "closes": CLOSES, "status": "open", "days_left": 28}
        opens = datetime(2026, 4, 3, 17, 0, tzinfo=TOKYO)
        return Round(**{"opens": opens, **given, **changes})

    def test_instant_and_status(self, check: Any, reply: Any) -> None:
        wanted = [{"closes": "2026-05-08T17:00:00+09:00", "status": "open"}]
        assert causes(check(reply("受付中です。", rounds=[self.item()]), rounds=wanted)) == []
        late = self.item(closes=CLOSES + timedelta(days=1), days_left=29)
        assert causes(check(reply("受付中です。", rounds=[late]), rounds=wanted)) == ["rounds"]
        assert causes(check(reply("受付中です。"), rounds=wanted)) == ["rounds"]

    def test_always_open(self, check: Any, reply: Any) -> None:
        always = self.item(opens=None, closes=None, status="always", days_left=None)
        assert causes(check(reply("随時です。", rounds=[always]), rounds=[{"closes": None, "status": "always"}])) == []

    def test_a_whole_day_ends_at_its_last_second(self, check: Any, reply: Any) -> None:
        minute = self.item(closes=datetime(2026, 4, 30, 23, 59, tzinfo=TOKYO), days_left=20)
        wanted = [{"closes": "2026-04-30T23:59:59+09:00", "status": "open"}]
        assert causes(check(reply("受付中です。", rounds=[minute]), rounds=wanted)) == []

    def test_status_must_follow_from_the_day(self, check: Any, reply: Any) -> None:
        assert causes(check(reply("受付中です。", rounds=[self.item()]), as_of=date(2026, 5, 9))) == [
            "calendar",
            "calendar",
        ]
        before = self.item(status="before", days_left=None)
        assert causes(check(reply("受付前です。", rounds=[before]))) == ["calendar"]
        assert causes(check(reply("受付中です。", rounds=[self.item(days_left=27)]))) == ["calendar"]

    def test_either_holds_on_the_closing_day(self, check: Any, reply: Any) -> None:
        for status in ("open", "closed"):
            item = self.item(status=status, days_left=0)
            assert causes(check(reply("今日までです。", rounds=[item]), as_of=date(2026, 5, 8))) == []


def test_weekdays_must_be_right(check: Any, reply: Any, cite: Any) -> None:
    assert causes(check(reply("締切は2026年5月8日（木）です[1]。", [cite(1, 129)]))) == ["calendar"]


def test_damaged_words_are_not_passed_on(check: Any, reply: Any, cite: Any) -> None:
    assert causes(check(reply("広聴費が対象です[1]。", [cite(1, 197)]))) == ["garbled"]
    assert causes(check(reply("資料には「広聴費」とあり、広報費と読めます[1]。", [cite(1, 197)]))) == []
    assert causes(check(reply("バラッサ装置が何かは分かりません。"), said="バラッサ装置って何ですか")) == []
