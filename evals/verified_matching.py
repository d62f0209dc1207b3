"""How well verified answers are matched: accepted paraphrases and kept-out near misses on labelled pairs.

`python -m evals.verified_matching` prints both halves and what the threshold could be; the threshold itself stands in
`assistant/verified/matching.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from assistant.settings import load_settings
from assistant.verified.matching import NEAR, Embed, compare
from assistant.verified.meaning import MeaningReader

PAIRS = Path(__file__).parent / "verified_pairs.yaml"


@dataclass(frozen=True)
class Pair:
    half: str
    """`dev` or `test`."""
    verified: str
    asked: str
    same: bool


@dataclass(frozen=True)
class Judged:
    pair: Pair
    cosine: float
    difference: str | None

    @property
    def accepted(self) -> bool:
        return self.difference is None


def load_pairs(path: Path = PAIRS) -> tuple[Pair, ...]:
    """The labelled pairs; every second group is for calibration."""

    def pairs() -> Iterator[Pair]:
        for number, group in enumerate(yaml.safe_load(path.read_text("utf-8"))["groups"]):
            half = "dev" if number % 2 == 0 else "test"
            for label in ("same", "different"):
                for asked in group[label]:
                    yield Pair(half, group["verified"], asked, label == "same")

    return tuple(pairs())


def judge(pairs: Sequence[Pair], reader: MeaningReader, embed: Embed) -> tuple[Judged, ...]:
    """Every pair as the product judges it."""
    meanings = {text: reader.read(text) for pair in pairs for text in (pair.verified, pair.asked)}
    texts = list(meanings)
    vectors = dict(zip(texts, embed([meanings[text].bare for text in texts]), strict=True))
    judged = []
    for pair in pairs:
        cosine = float(vectors[pair.verified] @ vectors[pair.asked])
        likeness = compare(meanings[pair.verified], meanings[pair.asked], cosine, reader.interchangeable)
        judged.append(Judged(pair, likeness.cosine, likeness.difference))
    return tuple(judged)


def share_accepted(judged: Sequence[Judged], half: str, *, same: bool) -> tuple[int, int]:
    """How many pairs of a half were accepted, and how many there are."""
    chosen = [one for one in judged if one.pair.half == half and one.pair.same == same]
    return sum(one.accepted for one in chosen), len(chosen)


def main() -> None:
    from assistant import Assistant
    from assistant.verified.wiring import meaning_reader

    assistant = Assistant.open(load_settings())
    judged = judge(load_pairs(), meaning_reader(assistant), assistant.retriever.embedder.queries)
    for half in ("dev", "test"):
        accepted, same = share_accepted(judged, half, same=True)
        wrong, different = share_accepted(judged, half, same=False)
        print(f"{half}: paraphrases accepted {accepted}/{same}, near misses accepted {wrong}/{different}")
    dev = [one for one in judged if one.pair.half == "dev"]
    by_words = [one.cosine for one in dev if one.pair.same and (one.accepted or "意味の近さ" in str(one.difference))]
    print(f"dev: lowest cosine of a paraphrase whose words agree {min(by_words):.3f} (threshold {NEAR})")
    for one in judged:
        if one.accepted != one.pair.same:
            what = "MISSED" if one.pair.same else "WRONG "
            print(f"{what} {one.pair.half} {one.cosine:.3f} {one.pair.verified} | {one.pair.asked} | {one.difference}")


if __name__ == "__main__":
    main()
