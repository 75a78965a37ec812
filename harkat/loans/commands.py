"""`harkat schedule`: one schedule in five formats, or any number of them as lines of JSON."""

import json
import sys
import traceback
from collections.abc import Iterator
from typing import IO, BinaryIO

import click

from core.money import LARGEST_RUPIAH
from harkat.loans.answer import answer, refusal
from harkat.loans.lines import LONGEST_LINE, answer_line
from harkat.loans.printing import METHOD_IN_WORDS, amounts_in_words, schedule_table
from harkat.loans.request import read_terms
from harkat.loans.schedule import Schedule, build
from harkat.loans.terms import (
    AnnuityPayment,
    DayCount,
    EventKind,
    Frequency,
    Method,
    Remainder,
    Rounding,
    TermsRefused,
)
