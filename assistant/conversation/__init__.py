"""What is carried from turn to turn, and one turn from question to Reply."""
