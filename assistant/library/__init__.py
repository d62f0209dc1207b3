"""The living corpus: drafts that staff check, versions of the whole corpus, and switching between them."""
