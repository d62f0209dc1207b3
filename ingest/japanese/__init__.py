"""What Japanese text says, whatever way it is typed: widths, numerals, amounts, dates and other figures."""
