"""Verified answers: what staff have confirmed is given again to the same question, until its source changes."""
