"""The application rounds of the programmes, judged against a day or an instant in Asia/Tokyo."""

from __future__ import annotations

from assistant.schedule.calendar_file import calendar_file
from assistant.schedule.rounds import JudgedRound, Schedule, UndatedProgramme, contract_contacts, today

__all__ = ["JudgedRound", "Schedule", "UndatedProgramme", "calendar_file", "contract_contacts", "today"]
