"""Which kind of figure a question asks for, and whether a sentence holds it."""

from __future__ import annotations

import pytest

from assistant.question.sought import holds, read_sought
from assistant.question.understanding import Understander

ASKED = {
    "基準は何項目ありますか": ["count"],
    "何時間で来てくれる?": ["hours"],
    "何割が補助される?": ["share"],
    "いくらまで出ますか": ["money"],
    "何人で受けるの": ["people"],
    "取るのに何日かかりますか": ["length"],
    "設備は何年使わないといけない": ["length"],
    "あと何日ありますか": ["days"],
    "何でも聞いて": [],
    "何人でも受けられますか": [],
    "いくらか補助はある?": [],
}


@pytest.mark.parametrize(("question", "kinds"), ASKED.items())
def test_kinds_of_figures_that_are_asked_for(understander: Understander, question: str, kinds: list[str]) -> None:
    assert [cue.id for cue in read_sought(question, understander.vocabulary.sought)] == kinds


def test_a_sentence_answers_only_with_such_a_figure(understander: Understander) -> None:
    cues = {cue.id: cue for cue in understander.vocabulary.sought}
    assert holds(cues["days"], ["審査は3ヶ月程度です。"])
    assert not holds(cues["hours"], ["審査は3ヶ月程度です。"])
    assert holds(cues["money"], ["教材は無料です。"])
    assert not holds(cues["money"], ["上限額が上がります。"])
