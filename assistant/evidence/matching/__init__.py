"""Which entry of the corpus a question means: by topic, words and meaning, with the models fitted for it."""
