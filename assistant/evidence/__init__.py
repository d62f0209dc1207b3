"""Decides what may be said on a question, each point with its source; `clerk` asks the folders beside it in turn."""
