"""A wrong programme file is refused, and the message names file, line and field."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.programmes.book import load_programmes, open_book
from assistant.programmes.check import ProgrammeError
from assistant.programmes.facts import FactError, load_facts
from ingest.documents import load_documents
from ingest.yaml_file import YamlFileError
from tests.programmes.real import CORPUS

SOURCES = {document.id: document for document in load_documents(CORPUS / "documents")}

Break = Callable[..., YamlFileError]


@pytest.fixture
def broken(tmp_path: Path) -> Break:
    """Replace words in one file of a copy of the corpus and load it; gives the error."""
    shutil.copytree(CORPUS / "programmes", tmp_path / "programmes")
    shutil.copy(CORPUS / "facts.yaml", tmp_path / "facts.yaml")

    def load(file: str, old: str, new: str, *, count: int = 1) -> YamlFileError:
        path = tmp_path / file
        text = path.read_text(encoding="utf-8")
        assert old in text, "the test has to change something"
        path.write_text(text.replace(old, new, count), encoding="utf-8")
        with pytest.raises(YamlFileError) as caught:
            load_programmes(tmp_path, SOURCES)
        assert "\n" not in str(caught.value)
        return caught.value

    return load


MONODUKURI = "programmes/monodukuri.yaml"
JIZOKUKA = "programmes/jizokuka.yaml"
DIGITAL = "programmes/digital-ai.yaml"


def test_a_quote_that_is_not_in_the_source(broken: Break) -> None:
    message = str(broken(MONODUKURI, "quote: 3,000万円", "quote: 3,500万円"))
    assert "monodukuri.yaml" in message and "引用が資料の121行目にありません" in message
    assert "tracks[1].grant.parts[0].ceilings[0].evidence[0].quote" in message
    assert re.search(r"の\d+行目", message)


def test_the_line_in_the_message_is_the_line_of_the_field(broken: Break, tmp_path: Path) -> None:
    message = str(broken(MONODUKURI, "quote: 3,000万円", "quote: 3,500万円"))
    line = int(re.search(r"yamlの(\d+)行目", message)[1])  # type: ignore[index]
    text = (tmp_path / MONODUKURI).read_text(encoding="utf-8").split("\n")
    assert "3,500万円" in text[line - 1]


def test_a_quote_on_another_line(broken: Break) -> None:
    message = str(
        broken(
            MONODUKURI,
            "lines: [121, 121]\n                  quote: 3,000万円",
            "lines: [120, 120]\n                  quote: 3,000万円",
        )
    )
    assert "120行目にありません" in message


def test_lines_outside_the_document(broken: Break) -> None:
    assert "1から689まで" in str(broken(MONODUKURI, "lines: [133, 133]", "lines: [133, 9999]"))


def test_a_figure_that_no_quote_states(broken: Break) -> None:
    message = str(broken(MONODUKURI, "amount: 3,000万円", "amount: 3,500万円"))
    assert "ceilings[0].amount" in message and "3,500万円" in message


def test_a_rate_that_no_quote_states(broken: Break) -> None:
    message = str(broken(JIZOKUKA, "- rate: 3/4", "- rate: 4/5"))
    assert "specials[1].changes[1].rate" in message and "4/5" in message


def test_a_figure_from_outside_the_document(broken: Break) -> None:
    message = str(broken(MONODUKURI, "text: 革新的な新製品", "text: 従業員21人以上の革新的な新製品"))
    assert "requirements[0].text" in message and "21人" in message


def test_a_fixed_sum_that_no_quote_states(broken: Break) -> None:
    assert "「定額」が引用の中にありません" in str(broken(MONODUKURI, "rate: 1/2", "rate: 定額"))


def test_a_band_end_that_no_quote_states(broken: Break) -> None:
    message = str(broken("programmes/shoryokuka.yaml", "up_to: 1,500万円", "up_to: 1,600万円"))
    assert "bands[0].up_to" in message


def test_a_condition_count_that_no_quote_states(broken: Break) -> None:
    message = str(broken(DIGITAL, "areas: {min: 4}", "areas: {min: 6}"))
    assert "when.areas" in message and "6" in message


def test_an_unknown_key(broken: Break) -> None:
    message = str(broken(MONODUKURI, "kind: subsidy", "kind: subsidy\nceilling: 100"))
    assert "ceilling" in message and "使えません" in message and "の5行目" in message


def test_a_missing_key(broken: Break) -> None:
    message = str(broken(MONODUKURI, "    name: 23次公募\n", ""))
    assert "rounds[0].name" in message and "必要な項目" in message


def test_a_key_twice(broken: Break) -> None:
    message = str(broken(MONODUKURI, "kind: subsidy", "kind: subsidy\nkind: subsidy"))
    assert "二度" in message and "の5行目「kind」" in message


def test_no_yaml_at_all(broken: Break) -> None:
    assert "YAMLとして読めません" in str(broken(MONODUKURI, "kind: subsidy", "kind: [subsidy"))


def test_an_id_that_is_not_the_file_name(broken: Break) -> None:
    assert "ファイル名" in str(broken(MONODUKURI, "id: monodukuri", "id: monozukuri"))


def test_a_track_id_twice(broken: Break) -> None:
    assert "「kofuka」が2回" in str(broken(MONODUKURI, "- id: global\n", "- id: kofuka\n"))


def test_an_alias_of_two_programmes(broken: Break) -> None:
    message = str(broken(MONODUKURI, "short: [もの補助,", "short: [じぞくか,"))
    assert "名前「じぞくか」は制度「jizokuka」でも使われています" in message


def test_an_alias_that_differs_only_in_its_script(broken: Break) -> None:
    assert "名前「ジゾクカ」" in str(broken("programmes/shokei-ma.yaml", "other: [事業承継,", "other: [ジゾクカ,"))


def test_an_alias_of_two_tracks(broken: Break) -> None:
    assert "名前「グローバル」" in str(broken(MONODUKURI, "other: [通常枠, 国内枠]", "other: [グローバル, 国内枠]"))


def test_a_group_that_is_named_like_a_track(broken: Break) -> None:
    assert "名前「創業型」" in str(broken(JIZOKUKA, "names: [一般型]", "names: [創業型]"))


def test_a_name_that_the_document_does_not_have(broken: Break) -> None:
    message = str(broken(MONODUKURI, "official: グローバル枠", "official: 世界枠"))
    assert "tracks[1].names.official" in message


def test_a_track_that_does_not_exist(broken: Break) -> None:
    message = str(broken(JIZOKUKA, "tracks: [tsujo, sogyo]", "tracks: [tsujo, sougyo]"))
    assert "枠「sougyo」" in message and "sogyo" in message


def test_an_unknown_entry_that_does_not_exist(broken: Break) -> None:
    message = str(broken(MONODUKURI, "unknown: kofuka-ceiling", "unknown: kofuka-limit"))
    assert "kofuka-limit" in message and "理由" in message


def test_a_range_without_a_reason(broken: Break) -> None:
    message = str(broken(MONODUKURI, "              unknown: kofuka-ceiling\n", ""))
    assert "unknown に理由" in message


def test_a_fact_that_does_not_exist(broken: Break) -> None:
    assert "headcount" in str(broken(MONODUKURI, "{applicant: [sme]}", "{headcount: [sme]}"))


def test_a_value_that_the_fact_does_not_have(broken: Break) -> None:
    assert "「tiny」" in str(broken(MONODUKURI, "{applicant: [sme]}", "{applicant: [tiny]}"))


def test_a_condition_of_the_wrong_kind(broken: Break) -> None:
    message = str(broken(MONODUKURI, "{applicant: [sme]}", "{applicant: true}"))
    assert "条件の書き方" in message


def test_bands_out_of_order(broken: Break) -> None:
    assert "最後の段" in str(broken("programmes/shoryokuka.yaml", "- up_to: 1,500万円\n              rates", "- rates"))


def test_a_rate_that_is_no_rate(broken: Break) -> None:
    assert "補助率「半分」を読めません" in str(broken(MONODUKURI, "rate: 1/2", "rate: 半分"))


def test_an_amount_that_is_no_amount(broken: Break) -> None:
    assert "たくさん" in str(broken(MONODUKURI, "amount: 3,000万円", "amount: たくさん"))


def test_a_date_that_the_quote_does_not_have(broken: Break) -> None:
    message = str(broken(JIZOKUKA, "at: 2026-04-30", "at: 2026-05-01"))
    assert "rounds[0].closes.at" in message and "5月1日" in message


def test_a_date_in_the_wrong_year(broken: Break) -> None:
    assert "4月30日" in str(broken(JIZOKUKA, "at: 2026-04-30", "at: 2027-04-30"))


def test_an_inferred_year_that_the_weekday_contradicts(broken: Break) -> None:
    message = str(broken(DIGITAL, "at: 2026-05-12", "at: 2027-05-12"))
    assert "曜日" in message


def test_a_year_that_is_not_printed_has_to_be_explained(broken: Break) -> None:
    message = str(broken(DIGITAL, "      inferred: 年は表に印字がないため、曜日から2026年と読みました。\n", ""))
    assert "inferred" in message and "年" in message


def test_a_time_that_the_quote_does_not_have(broken: Break) -> None:
    assert "18時" in str(broken(MONODUKURI, "at: 2026-05-08 17:00", "at: 2026-05-08 18:00"))


def test_a_day_that_does_not_exist(broken: Break) -> None:
    assert "日時「2026-05-08 25:00」" in str(broken(MONODUKURI, "at: 2026-05-08 17:00", "at: 2026-05-08 25:00"))


def test_a_round_that_closes_before_it_opens(broken: Break) -> None:
    message = str(broken(MONODUKURI, "at: 2026-05-08 17:00", "at: 2026-01-08 17:00"))
    assert "締切が受付開始より前" in message


def test_a_round_without_an_end(broken: Break) -> None:
    assert "always: true" in str(broken("programmes/shoryokuka.yaml", "    always: true\n", ""))


def test_a_telephone_number_that_the_quote_does_not_have(broken: Break) -> None:
    assert "050-3821-7014" in str(broken(MONODUKURI, "phones: [050-3821-7013]", "phones: [050-3821-7014]"))


def test_an_assumption_with_a_figure_from_outside(broken: Break) -> None:
    message = str(
        broken("programmes/shoryokuka.yaml", "「最大1億円」で計算しました", "「最大8,000万円」で計算しました")
    )
    assert "ceilings[0].assume" in message and "8,000万円" in message


def test_a_note_with_a_date_from_outside(broken: Break) -> None:
    message = str(broken(MONODUKURI, "申請の受付は2026年4月3日17:00から", "申請の受付は2026年4月4日17:00から"))
    assert "rounds[0].note" in message


def test_a_note_with_a_quote_that_is_not_in_the_source(broken: Break) -> None:
    message = str(broken(MONODUKURI, "quote: ※現在公募中の", "quote: ※いま公募中の"))
    assert "rounds[0].note_evidence[0].quote" in message


def test_a_document_that_does_not_exist(broken: Break) -> None:
    assert "資料「other」がありません" in str(broken(MONODUKURI, "document: meti-digital-2026-02", "document: other"))


def test_a_component_of_a_track_that_does_not_exist(broken: Break) -> None:
    assert "same_as" in str(broken(DIGITAL, "part: software", "part: hardware"))


def test_no_files(tmp_path: Path) -> None:
    shutil.copy(CORPUS / "facts.yaml", tmp_path / "facts.yaml")
    with pytest.raises(ProgrammeError, match="制度データ"):
        load_programmes(tmp_path, SOURCES)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("key: areas", "key: applicant", "2回"),
        ("may_be: [small, turnaround]", "may_be: [tiny]", "「tiny」"),
        ("    if_no: 赤字事業者以外\n", "", "if_no"),
        ("kind: count", "kind: number", "次のどれか"),
    ],
)
def test_wrong_facts(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = (CORPUS / "facts.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "facts.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FactError, match=says):
        load_facts(path)


def test_the_shipped_corpus_is_sound() -> None:
    assert len(open_book(CORPUS).programmes) == 13
