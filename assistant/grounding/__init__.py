"""Proof that every figure of an answer stands in its evidence."""
