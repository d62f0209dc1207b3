"""The statements that answer a question, and what is said beside them."""
