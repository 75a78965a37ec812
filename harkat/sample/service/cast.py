"""Who acts in the sample, and what they have made so far."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from core.auth.roles import Actor
from core.dates import JAKARTA
from harkat.facility.models import PartnerBank
from harkat.sample.story import Story, Trader


@dataclass
class Cast:
    """The actors by sign-in name, the banks, and the keys of persons and sub-groups made so far."""

    story: Story
    actors: dict[str, Actor] = field(default_factory=dict)
    banks: list[PartnerBank] = field(default_factory=list)
    people: dict[int, int] = field(default_factory=dict)
    sub_groups: list[int] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The day the story counts back from."""
        return self.story.today

    def person_id(self, trader: Trader) -> int:
        """Return the key of a registered trader."""
        return self.people[trader.serial]

    def bank_actor(self, bank: PartnerBank) -> Actor:
        """Return the officer of a bank."""
        return next(actor for actor in self.actors.values() if actor.organization_id == bank.organization_id)

    def day(self, days_ago: int) -> date:
        """Return a day before today."""
        return self.today - timedelta(days=days_ago)


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """Return a moment of a day in Jakarta."""
    return datetime.combine(day, time(hour, minute), JAKARTA)
