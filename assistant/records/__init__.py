"""Records: turns, feedback, reviews and verified answers, in SQLite or PostgreSQL."""
