"""What a tenant's own cash book adds to the facts, and when it stays behind what others saw."""

from datetime import date

import pytest

from harkat.readiness.gathering import BookKept, book_facts
from scoring.facts import Fact, FactKind, Facts, Sureness, contradictions

UNTIL, OLDER, NEWER = date(2026, 10, 31), date(2026, 3, 1), date(2026, 11, 10)
BOOK = BookKept(3, UNTIL, sales=6_000_000, profit=2_000_000)
SAID, SEEN = Sureness.SELF_REPORTED, Sureness.MENTOR


def fact(kind: FactKind, value: int, on: date, sureness: Sureness) -> Fact:
    return Fact(kind, value, "uji", on, sureness)


@pytest.mark.parametrize(
    ("book", "known", "kinds"),
    [
        (None, [], []),
        (BookKept(1, UNTIL), [], ["months"]),
        (BOOK, [], ["months", "sales", "profit"]),
        (BOOK, [fact(FactKind.PROFIT_MONTHLY, 900_000, OLDER, SAID)], ["months", "sales", "profit"]),
        (BOOK, [fact(FactKind.PROFIT_PER_SELLING_DAY, 90_000, OLDER, SEEN)], ["months"]),
        (BOOK, [fact(FactKind.CASH_BOOK_PROFIT, 900_000, OLDER, SEEN)], ["months"]),
        (BOOK, [fact(FactKind.SALES_MONTHLY, 1_000_000, OLDER, SAID)], ["months", "sales", "profit"]),
        (BOOK, [fact(FactKind.SALES_MONTHLY, 1_000_000, NEWER, SAID)], ["months"]),
        (BOOK, [fact(FactKind.SALES_MONTHLY, 1_999_999, OLDER, SEEN)], ["months"]),
        (BOOK, [fact(FactKind.SALES_MONTHLY, 2_000_000, OLDER, SEEN)], ["months", "sales", "profit"]),
    ],
)
def test_the_book_speaks_where_nobody_surer_did_and_contradicts_nobody(
    book: BookKept | None, known: list[Fact], kinds: list[str]
) -> None:
    names = {
        FactKind.BOOKKEEPING_MONTHS: "months", FactKind.SALES_MONTHLY: "sales", FactKind.CASH_BOOK_PROFIT: "profit",
    }  # fmt: skip
    added = book_facts(book, known)
    assert [names[row.kind] for row in added] == kinds
    assert {row.sureness for row in added} <= {SAID}
    assert contradictions(Facts((*known, *added))) == ()
