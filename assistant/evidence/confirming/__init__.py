"""はい or いいえ: what a person states or wants confirmed, held against the evidence."""
