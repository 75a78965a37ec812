"""Invents a month or two of one trader's money, with debts and look-alikes whose truth is known."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from benchmarks.screening_names import FIRST, LAST, SHOPS, SUPPLIERS
from scoring.screening.lenders import DebtKind, Lender, LenderKind
from scoring.screening.normalising import name_letters
from scoring.screening.senses import sounds_of_money


@dataclass(frozen=True)
class Movement:
    """One movement of money: ``amount`` in rupiah, negative when it goes out; ``tag`` ties it to a debt."""

    day: date
    amount: int
    form: str
    party: str = ""
    note: str = ""
    tag: str = ""
    minute: int = 600


@dataclass(frozen=True)
class Debt:
    """A debt that the file shows: the names a finding may give it and the kinds that are right."""

    tag: str
    names: tuple[str, ...]
    kinds: tuple[DebtKind, ...]
    active: bool | None = None
    scores_active: bool = False


@dataclass
class Story:
    """A person's movements with the truth about them."""

    holder: str
    start: date
    end: date
    movements: list[Movement] = field(default_factory=list)
    debts: list[Debt] = field(default_factory=list)
    plot: str = ""

    @property
    def flagged(self) -> bool:
        """Tell whether an officer must ask."""
        quiet = {DebtKind.BANK, DebtKind.MICROFINANCE}
        return any(not set(debt.kinds) & quiet for debt in self.debts)


class Teller:
    """Tells stories with one seed; the same seed tells the same story."""

    def __init__(self, seed: int, lenders: list[Lender]) -> None:
        self.dice = random.Random(seed)
        self.licensed = [lender for lender in lenders if lender.kind is LenderKind.P2P_LICENSED and lender.company]
        self.paylater = [lender for lender in lenders if lender.kind is LenderKind.PAYLATER and lender.company]
        self.illegal = [
            lender
            for lender in lenders
            if lender.kind is LenderKind.ILLEGAL
            and not lender.cooperative_name
            and 6 <= len(name_letters(lender.brand)) <= 18
            and sounds_of_money(lender.brand)
            and lender.brand.isascii()
        ]
        begins = Counter(name_letters(lender.brand)[:8] for lender in lenders if lender.kind is LenderKind.ILLEGAL)
        self.illegal = [lender for lender in self.illegal if begins[name_letters(lender.brand)[:8]] == 1]
        self.known = {name_letters(name) for lender in [*self.licensed, *self.paylater] for name in lender.names}

    def person(self) -> str:
        """Invent a person's name."""
        return f"{self.dice.choice(FIRST)} {self.dice.choice(LAST)}"

    def tell(self, plot: str, happen: "Callable[[Teller, Story], None]") -> Story:
        """Tell one story in which the plot given happens."""
        start = date(2026, self.dice.randint(1, 9), 1)
        months = self.dice.choice((1, 1, 2, 3))
        end = (start + timedelta(days=31 * months)).replace(day=1) - timedelta(days=1)
        story = Story(self.person(), start, end, plot=plot)
        self._everyday(story)
        happen(self, story)
        story.movements.sort(key=lambda move: (move.day, move.minute))
        return story

    def day(self, story: Story, low: float = 0.0, high: float = 1.0) -> date:
        """Pick a day between two shares of the period."""
        span = (story.end - story.start).days
        return story.start + timedelta(days=int(span * self.dice.uniform(low, high)))

    def add(
        self, story: Story, day: date, amount: int, form: str, party: str = "", note: str = "", tag: str = ""
    ) -> None:
        """Add one movement inside the period."""
        if story.start <= day <= story.end:
            story.movements.append(Movement(day, amount, form, party, note, tag, self.dice.randint(400, 1300)))

    def _everyday(self, story: Story) -> None:
        dice = self.dice
        customers = [self.person() for _ in range(6)]
        for _ in range((story.end - story.start).days):
            day = self.day(story)
            roll = dice.random()
            some = dice.randrange(10, 160) * 500
            if roll < 0.25:
                self.add(story, day, -some, "qr", dice.choice(SHOPS))
            elif roll < 0.45:
                self.add(story, day, some * 4, "settle", f"TOKO {story.holder.split()[0]}")
            elif roll < 0.6:
                self.add(
                    story,
                    day,
                    some * 3,
                    "in",
                    dice.choice(customers),
                    dice.choice(("", "", "order", "belanja", "dp kue")),
                )
            elif roll < 0.75:
                supplier = dice.choice(SUPPLIERS)
                self.add(
                    story, day, -some * 8, "out", supplier, dice.choice(("", "bahan", "barang", "invoice 0231", "gula"))
                )
            elif roll < 0.85:
                self.add(story, day, -some, "topup", dice.choice(("GOPAY TOPUP", "DANA", "OVO", "SHOPEEPAY")))
            elif roll < 0.92:
                self.add(story, day, -dice.choice((100_000, 200_000, 300_000)), "atm")
            else:
                self.add(story, day, -dice.choice((51_500, 101_500)), "bill", "PLN PREPAID")
        self.add(story, story.end, 1_003, "interest")
        self.add(story, story.end, -15_000, "admin")


def with_fee(move: Movement) -> list[Movement]:
    """Give a transfer to another bank with its fee, two movements as banks print them."""
    fee = replace(move, amount=-2_500, form="fee", tag="", minute=move.minute + 1)
    return [move, fee]
