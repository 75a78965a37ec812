"""Numbers of one visit that cannot all be true are named before they are kept."""

from datetime import date

import pytest

from harkat.readiness.contradicting import first_contradiction
from harkat.readiness.drafts import ObservationDraft
from scoring.facts import FactKind, Sureness

DAILY, DAYS = FactKind.PROFIT_PER_SELLING_DAY, FactKind.SELLING_DAYS
BOOK, RUNNING = FactKind.CASH_BOOK_PROFIT, FactKind.BUSINESS_RUNNING


def seen(**values: int) -> ObservationDraft:
    """Return what was seen, by the kinds' own names."""
    kinds = tuple((FactKind.of(name), value) for name, value in values.items())
    return ObservationDraft(date(2026, 11, 20), Sureness.MENTOR, kinds)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"profit_per_selling_day": 120_000, "selling_days": 0}, DAYS),
        ({"profit_per_selling_day": 120_000, "selling_days": 26, "sales_monthly": 3_000_000}, DAILY),
        ({"profit_per_selling_day": 4_000_000, "sales_monthly": 3_000_000}, DAILY),
        ({"cash_book_profit": 3_000_001, "sales_monthly": 3_000_000}, BOOK),
        ({"business_running": 0, "selling_days": 26}, RUNNING),
    ],
)
def test_what_cannot_be_true_together_is_named_with_its_field(values: dict[str, int], kind: FactKind) -> None:
    wrong = first_contradiction(seen(**values))
    assert wrong is not None
    assert wrong.kind is kind


@pytest.mark.parametrize(
    "values",
    [
        {"profit_per_selling_day": 120_000, "selling_days": 26, "sales_monthly": 9_000_000},
        {"profit_per_selling_day": 120_000},
        {"cash_book_profit": 3_000_000, "sales_monthly": 3_000_000},
        {"cash_book_profit": -200_000, "sales_monthly": 0},
        {"business_running": 0, "selling_days": 0},
    ],
)
def test_what_can_be_true_passes(values: dict[str, int]) -> None:
    assert first_contradiction(seen(**values)) is None
