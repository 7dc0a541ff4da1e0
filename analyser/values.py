"""Values in Dutch text: spans of time, dates, e-mail addresses, telephone numbers, postal addresses. No spaCy.

Every function finds all values of its kind and gives them with their offsets in the text that it was given.
What the values mean for a statement (a retention period or an answer within a month) is for the pipes to say.
"""

from __future__ import annotations

from analyser.contact_values import addresses, emails, phones, place_lines, plain_email, street_lines
from analyser.dates import dates, years
from analyser.durations import duration_signs, durations, number_words
from analyser.listed import Value, cues, load_lists, says, words

__all__ = [
    "Value",
    "addresses",
    "cues",
    "dates",
    "duration_signs",
    "durations",
    "emails",
    "load_lists",
    "number_words",
    "phones",
    "place_lines",
    "plain_email",
    "says",
    "street_lines",
    "words",
    "years",
]
