"""Amounts and what decides them: plans read from a message, calculations, ceilings, rates and lists in their order."""
