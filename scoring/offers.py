"""The steps that can be offered to a person: what each would change, who helps, where it begins, how long it takes.

No step asks for a purchase, for money to the city, or for a member to be dropped.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from core.money import format_rupiah
from scoring.capacity import installment_of
from scoring.enough_income import enough_income
from scoring.facts import DebtFact, Fact, FactKind, Facts, Sureness
from scoring.measures import Measure, measure_all
from scoring.scorecard import Scorecard
from scoring.step import Helper, Start, Step

MONTHS_WORTH_WAITING = 12
WORST_CLASS = 5
INCOME_KINDS = (
    FactKind.PROFIT_MONTHLY,
    FactKind.PROFIT_PER_SELLING_DAY,
    FactKind.SELLING_DAYS,
    FactKind.HOUSEHOLD_COST,
    FactKind.OTHER_INCOME,
    FactKind.SALES_MONTHLY,
)


@dataclass(frozen=True)
class _Offer:
    """What every step is made from: the facts that count, the scorecard, and the day."""

    facts: Facts
    card: Scorecard
    today: date

    def on(self, key: str, times: int = 1) -> date:
        return self.today + timedelta(days=self.card.step_days.get(key, 30) * times)

    def fact(self, kind: FactKind, value: int, *, on: date, sureness: Sureness = Sureness.MENTOR) -> Fact:
        return Fact(kind, value, "langkah", on, sureness)


def offered_steps(facts: Facts, card: Scorecard, *, today: date) -> list[Step]:
    """List every step that would better what is known about a person."""
    offer = _Offer(facts, card, today)
    makers = (_papers, _license, _screening, _income, _training, _habits, _business, _arrears, _debts)
    return [step for make in makers for step in make(offer)]


def _papers(offer: _Offer) -> Iterator[Step]:
    kinds = {FactKind.KTP_SEEN: "KTP", FactKind.FAMILY_CARD_SEEN: "Kartu Keluarga"}
    missing = [
        kind for kind in kinds if offer.facts.value(kind) != 1 and offer.card.target(Measure.of(kind.value)) is not None
    ]
    if missing:
        on = offer.on("papers")
        gives = tuple(offer.fact(kind, 1, on=on, sureness=Sureness.DOCUMENT) for kind in missing)
        names = " dan ".join(kinds[kind] for kind in missing)
        yield Step("papers", f"Tunjukkan {names}", Helper.OFFICER, Start.PAPERS, on, urgency=1, gives=gives)


def _license(offer: _Offer) -> Iterator[Step]:
    kind = FactKind.BUSINESS_LICENSE
    if offer.facts.value(kind) != 1 and offer.card.target(Measure.BUSINESS_LICENSE) is not None:
        on = offer.on("license")
        gives = (offer.fact(kind, 1, on=on, sureness=Sureness.DOCUMENT),)
        label = "Urus NIB (gratis lewat OSS) atau surat keterangan usaha dari kelurahan"
        yield Step("license", label, Helper.MENTOR, Start.PAPERS, on, gives=gives)


def _screening(offer: _Offer) -> Iterator[Step]:
    if offer.facts.value(FactKind.DEBT_INTERVIEW) != 1:
        on = offer.on("debt_interview")
        yield Step(
            "debt_interview",
            "Ikuti wawancara utang bersama petugas",
            Helper.OFFICER,
            Start.SCREENING,
            on,
            urgency=1,
            provided="tidak ada utang lain yang perlu diselesaikan",
            gives=(offer.fact(FactKind.DEBT_INTERVIEW, 1, on=on),),
        )
    if offer.facts.value(FactKind.IDEB_READ) != 1 and offer.card.target(Measure.WORST_QUALITY) is not None:
        on = offer.on("ideb")
        yield Step(
            "ideb",
            "Minta iDeb SLIK sendiri (gratis dari OJK) dan bawa ke petugas",
            Helper.OFFICER,
            Start.SCREENING,
            on,
            urgency=1,
            provided="tidak ada tunggakan di dalamnya",
            gives=(offer.fact(FactKind.IDEB_READ, 1, on=on, sureness=Sureness.DOCUMENT),),
        )
    if offer.facts.value(FactKind.FINDINGS_WAITING):
        on = offer.on("findings")
        yield Step(
            "findings",
            "Jelaskan temuan pemeriksaan utang kepada petugas",
            Helper.OFFICER,
            Start.SCREENING,
            on,
            urgency=1,
            provided="temuan itu ternyata bukan utang yang perlu diselesaikan",
            gives=(offer.fact(FactKind.FINDINGS_WAITING, 0, on=on),),
        )


def _income(offer: _Offer) -> Iterator[Step]:
    """Offer the talk that fills in profit and household costs, with the outcome that would be enough."""
    on = offer.on("income_interview")
    rules = offer.card.capacity
    asked = tuple(debt.key for debt in offer.facts.debts if installment_of(debt, rules) is None)
    facts = offer.facts.with_installments_asked(asked)
    facts = facts.with_facts([offer.fact(FactKind.DEBT_INTERVIEW, 1, on=on)])
    _, capacity = measure_all(facts, rules)
    if capacity is not None and not asked:
        return
    gives: tuple[Fact, ...] = ()
    provided = "angsuran utang itu tidak memberatkan"
    if capacity is None:
        rest = facts.without_debts(debt.key for debt in facts.debts if _is_in_the_way(debt, offer.card))
        gives = enough_income(rest, offer.card, on=on)  # the debts in the way are closed before
        _, reached = measure_all(rest.with_facts(gives), rules)
        if reached is not None:
            amount = format_rupiah(reached.surplus)
            provided = f"sisa uang setelah biaya rumah tangga dan angsuran paling sedikit {amount} sebulan"
    yield Step(
        "income_interview",
        "Catat laba usaha, biaya rumah tangga, dan angsuran bersama petugas",
        Helper.OFFICER,
        Start.FACTS,
        on,
        urgency=1,
        provided=provided,
        gives=gives,
        asks=asked,
    )


def _training(offer: _Offer) -> Iterator[Step]:
    kind = FactKind.TRAINING_COMPLETED
    if offer.facts.value(kind) != 1 and offer.card.target(Measure.TRAINING_COMPLETED) is not None:
        on = offer.on("training")
        gives = (offer.fact(kind, 1, on=on, sureness=Sureness.DOCUMENT),)
        label = "Ikuti dan selesaikan satu pelatihan BALIKAT"
        yield Step("training", label, Helper.TRAINER, Start.TRAINING, on, gives=gives)


def _habits(offer: _Offer) -> Iterator[Step]:
    for key, measure, what in (
        ("bookkeeping", Measure.BOOKKEEPING_MONTHS, "Catat pembukuan"),
        ("saving", Measure.SAVING_MONTHS, "Menabung rutin"),
    ):
        kind, target = FactKind.of(measure.value), offer.card.target(measure)
        months = offer.facts.value(kind) or 0
        if target is not None and months < target:
            on = offer.on(f"{key}_month", target - months)
            more = f"{target - months} bulan lagi" if months else f"{target} bulan berturut-turut"
            gives = (offer.fact(kind, target, on=on),)
            yield Step(key, f"{what} {more}", Helper.MENTOR, Start.INCUBATION, on, gives=gives)
    if offer.facts.value(FactKind.MONEY_SEPARATE) != 1 and offer.card.target(Measure.MONEY_SEPARATE) is not None:
        on = offer.on("separate_money")
        gives = (offer.fact(FactKind.MONEY_SEPARATE, 1, on=on),)
        label = "Pisahkan uang usaha dari uang rumah"
        yield Step("separate_money", label, Helper.MENTOR, Start.INCUBATION, on, gives=gives)


def _business(offer: _Offer) -> Iterator[Step]:
    facts = offer.facts
    stated = [fact for kind in INCOME_KINDS if (fact := facts.get(kind)) is not None]
    unsure = any(fact.sureness is Sureness.SELF_REPORTED for fact in stated)
    if facts.value(FactKind.BUSINESS_RUNNING) != 0 and (facts.value(FactKind.BUSINESS_SEEN) != 1 or unsure):
        on = offer.on("visit")
        kinds = [FactKind.BUSINESS_SEEN, FactKind.BUSINESS_RUNNING]
        gives = tuple(offer.fact(kind, 1, on=on) for kind in kinds if facts.value(kind) != 1)
        yield Step(
            "visit",
            "Terima kunjungan petugas ke tempat usaha",
            Helper.OFFICER,
            Start.FACTS,
            on,
            provided="usahanya berjalan dan angkanya sesuai",
            gives=gives,
            confirms=INCOME_KINDS,
        )
    yield from _older_business(offer)


def _older_business(offer: _Offer) -> Iterator[Step]:
    age = offer.facts.value(FactKind.BUSINESS_AGE_MONTHS)
    if age is None:
        return
    measure = Measure.BUSINESS_AGE_MONTHS
    limits = [band[0] for item in offer.card.items if item.measure is measure for band in item.bands]
    limits += [stop.limit for stop in offer.card.stops if stop.measure is measure]
    following = min((limit for limit in limits if limit > age), default=None)
    if following is not None and following - age <= MONTHS_WORTH_WAITING:
        on = offer.on("business_month", following - age)
        fact = offer.fact(FactKind.BUSINESS_AGE_MONTHS, following, on=on)
        label = f"Teruskan usaha sampai berumur {following} bulan"
        yield Step("business_age", label, Helper.MENTOR, Start.INCUBATION, on, urgency=3, gives=(fact,))


def _arrears(offer: _Offer) -> Iterator[Step]:
    if offer.facts.value(FactKind.OWN_LOAN_DAYS_LATE):
        on = offer.on("arrears")
        gives = (offer.fact(FactKind.OWN_LOAN_DAYS_LATE, 0, on=on, sureness=Sureness.DOCUMENT),)
        label = "Bayar angsuran BANK HARKAT yang menunggak, atau minta penjadwalan ulang ke bank"
        yield Step("arrears", label, Helper.MENTOR, Start.REPAYMENT, on, urgency=0, gives=gives)


def _debts(offer: _Offer) -> Iterator[Step]:
    """Offer to close each debt that holds the person back, then those that only weigh on the month."""
    weighing: list[tuple[int, DebtFact]] = []
    for debt in offer.facts.debts:
        installment = installment_of(debt, offer.card.capacity) or 0
        if _is_in_the_way(debt, offer.card):
            yield _close(offer, debt, None)
        elif installment > 0:
            weighing.append((installment, debt))
    weighing.sort(key=lambda pair: (-pair[0], pair[1].key))
    for order, (_, debt) in enumerate(weighing):
        yield _close(offer, debt, order)


def _is_in_the_way(debt: DebtFact, card: Scorecard) -> bool:
    """Tell whether a debt keeps from READY by itself, however little it weighs on the month."""
    best = card.target(Measure.WORST_QUALITY)
    return debt.is_flagged or (best is not None and debt.quality is not None and debt.quality > best)


def _close(offer: _Offer, debt: DebtFact, order: int | None) -> Step:
    late = order is None and not debt.is_flagged and debt.quality != WORST_CLASS
    label = f"{'Lancarkan atau lunasi tunggakan' if late else 'Selesaikan utang'} kepada {debt.lender}"
    on = offer.on("close_debt")
    urgency = 0 if order is None else 2
    return Step(
        f"close_debt:{debt.key}",
        label,
        Helper.DEBT_MENTOR,
        Start.DEBT_EXIT,
        on,
        urgency=urgency,
        closes=(debt.key,),
        order_in_chain=order,
    )
