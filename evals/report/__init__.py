"""One self-contained page that a person reads: no network, no scripts to load."""

from evals.report.page import write_page

__all__ = ["write_page"]
