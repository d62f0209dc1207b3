"""Amounts as people type them into a field, and messages that say how to write them."""

import pytest

from ingest.japanese.amounts import parse_yen


@pytest.mark.parametrize(
    ("text", "yen"),
    [("8000000", 8_000_000), ("800万円", 8_000_000), ("８００万", 8_000_000), ("0.8億", 80_000_000), ("¥1,000", 1_000)],
)
def test_reads(text: str, yen: int) -> None:
    assert parse_yen(text) == yen


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("-5", "マイナス"),
        ("0", "0より大きい"),
        ("abc", "読めません"),
        ("3人", "読めません"),
        ("1.5円", "端数"),
        ("99999999999999999", "大きすぎます"),
        ("", "読めません"),
    ],
)
def test_refuses_in_japanese(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_yen(text)
