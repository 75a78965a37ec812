"""What the short form becomes."""

from dataclasses import dataclass

from balikat.follow_up.kinds import BusinessState


@dataclass(frozen=True)
class AnswerDraft:
    """Still in business, sales (rupiah a month), and how many people work there, the owner too."""

    business_state: BusinessState
    sales_monthly: int | None = None
    jobs: int | None = None
