"""Exact arithmetic on the grant rules of the programme files: integer yen and fractions, never a float.

`Calculator(book)` answers five questions about a plan: `calculate` (what grant does this cost give), `invert` (what
cost gives this grant), `budget` (what can be bought with this money of one's own), `compare` (tracks or programmes
side by side) and `curves` (grant against cost, for plotting). A fact that is missing and matters gives scenarios.
"""

from __future__ import annotations

from assistant.calculator.calculator import Calculator
from assistant.calculator.request import CalculationError, CalculationRequest, NotCalculableError
from assistant.calculator.result import (
    AnswerOption,
    Budgeting,
    CalculationResult,
    Comparison,
    Curve,
    CurvePoint,
    EvidenceRef,
    FactQuestion,
    Inversion,
)

__all__ = [
    "AnswerOption",
    "Budgeting",
    "CalculationError",
    "CalculationRequest",
    "CalculationResult",
    "Calculator",
    "Comparison",
    "Curve",
    "CurvePoint",
    "EvidenceRef",
    "FactQuestion",
    "Inversion",
    "NotCalculableError",
]
