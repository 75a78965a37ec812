"""What may happen to a trader in a story: debts of every kind, and what only looks like one."""

from collections.abc import Callable
from datetime import timedelta

from benchmarks.screening_names import COOPERATIVES, EMPLOYERS
from benchmarks.screening_stories import Debt, Story, Teller
from scoring.screening.lenders import DebtKind, Lender
from scoring.screening.normalising import name_letters


def _online(teller: Teller, story: Story, lender: Lender, kinds: tuple[DebtKind, ...], *, dear: bool = False) -> None:
    dice = teller.dice
    brand = lender.brand
    tag = f"{brand}-{len(story.debts)}"
    amount = dice.randrange(5, 40) * 100_000
    got = int(amount * dice.choice((1.0, 0.93, 0.9, 0.8)))
    begun = teller.day(story, 0.05, 0.45)
    gap = 7 if dear else dice.choice((7, 14, 30))
    count = 1 if dear else dice.choice((2, 3, 4))
    each = int(amount * (1.4 if dear else 1.12) / count / 1000) * 1000
    shape = "both" if dear and dice.random() < 0.8 else dice.choice(("both", "both", "in", "out"))
    sender = lender.company or brand
    paid = 0
    if shape != "out":
        teller.add(
            story, begun, got, "lender_in", sender, dice.choice(("PENCAIRAN", "pinjaman cair", "", "DISBURSEMENT")), tag
        )
    if shape != "in":
        for turn in range(1, count + 1):
            due = begun + timedelta(days=gap * turn)
            paid += each if due <= story.end else 0
            teller.add(story, due, -each, "va", brand, "", tag)
    if not any(move.tag == tag for move in story.movements):
        teller.add(story, begun, got, "lender_in", sender, "PENCAIRAN", tag)
        shape = "in"
    active = True if shape != "out" and paid < got else None
    story.debts.append(Debt(tag, lender.names, kinds, active, scores_active=active is True))


def _licensed(teller: Teller, story: Story) -> None:
    for lender in teller.dice.sample(teller.licensed, teller.dice.choice((1, 1, 2, 4))):
        _online(teller, story, lender, (DebtKind.PINJOL_LICENSED,))


def _paylater(teller: Teller, story: Story) -> None:
    lender = teller.dice.choice(teller.paylater)
    tag = "paylater"
    for turn in range(teller.dice.choice((1, 2))):
        day = story.start + timedelta(days=5 + 30 * turn)
        teller.add(story, day, -teller.dice.randrange(80, 600) * 1000, "va", lender.brand, "", tag)
    story.debts.append(Debt(tag, lender.names, (DebtKind.PAYLATER, DebtKind.PINJOL_LICENSED)))


def _illegal(teller: Teller, story: Story) -> None:
    lender = teller.dice.choice(teller.illegal)
    if name_letters(lender.brand) in teller.known:
        return _illegal(teller, story)
    return _online(teller, story, lender, (DebtKind.PINJOL_ILLEGAL,), dear=True)


def _equal(teller: Teller, story: Story, *, loan: bool, words: str, gap: int, tag: str, party: str = "") -> None:
    dice = teller.dice
    party = party or teller.person()
    each = dice.choice((20_000, 25_000, 30_000, 50_000)) * (1 if gap == 1 else 5)
    count = 24 if gap == 1 else 8
    begun = teller.day(story, 0.03, 0.2)
    if loan:
        teller.add(story, begun, each * count * 5 // 6 // 10_000 * 10_000, "in", party, "", tag)
    due = begun
    for turn in range(1, count + 1):
        due += timedelta(days=gap)
        if gap == 1 and due.weekday() == 6:
            due += timedelta(days=1)
        note = words.replace("#", str(turn))
        teller.add(story, due, -each, "out", party, note, tag)


def _rentenir(teller: Teller, story: Story) -> None:
    party = teller.person()
    gap = teller.dice.choice((1, 1, 7)) if (story.end - story.start).days > 45 else 1
    _equal(
        teller,
        story,
        loan=True,
        words=teller.dice.choice(("", "", "angsuran #", "bayar")),
        gap=gap,
        tag="r",
        party=party,
    )
    story.debts.append(Debt("r", (party,), (DebtKind.RENTENIR_SUSPECTED,)))


def _rentenir_by_words(teller: Teller, story: Story) -> None:
    party = teller.person()
    words = teller.dice.choice(("angsuran ke-#", "cicilan #", "bank keliling", "setoran pinjaman"))
    _equal(teller, story, loan=False, words=words, gap=1, tag="r", party=party)
    story.debts.append(Debt("r", (party,), (DebtKind.RENTENIR_SUSPECTED,)))


def _bank(teller: Teller, story: Story) -> None:
    which = teller.dice.choice(("own", "pnm", "fif", "coop"))
    day = story.start + timedelta(days=14)
    if which == "own":
        for turn in range(3):
            teller.add(story, day + timedelta(days=30 * turn), -1_935_000, "loan", "", "", "b")
        story.debts.append(Debt("b", ("@bank",), (DebtKind.BANK,)))
    elif which == "pnm":
        for turn in range(10):
            teller.add(story, story.start + timedelta(days=3 + 7 * turn), -75_000, "va", "PNM MEKAAR", "", "b")
        story.debts.append(Debt("b", ("PNM Mekaar", "PNM"), (DebtKind.MICROFINANCE,)))
    elif which == "fif":
        party = teller.dice.choice(("FIF GROUP", "ADIRA FINANCE", "BAF"))
        teller.add(story, day, -812_000, "va", party, "", "b")
        names = {"FIF GROUP": ("FIF", "FIF Group"), "ADIRA FINANCE": ("Adira Finance",), "BAF": ("BAF",)}[party]
        story.debts.append(Debt("b", names, (DebtKind.BANK,)))
    else:
        party = teller.dice.choice(COOPERATIVES)
        for turn in range(3):
            teller.add(story, day + timedelta(days=30 * turn), -450_000, "out", party, "angsuran", "b")
        story.debts.append(Debt("b", (party, "Komida"), (DebtKind.MICROFINANCE,)))


def _funder(teller: Teller, story: Story) -> None:
    lender = teller.dice.choice([one for one in teller.licensed if not one.common_word])
    words = teller.dice.random() < 0.6
    first = teller.day(story, 0.0, 0.05)
    teller.add(story, first, -1_000_000, "va", lender.brand, "top up rdl" if words else "")
    for turn in range(1, 3):
        back = first + timedelta(days=14 * turn)
        teller.add(story, back, 531_217 + 1_003 * turn, "lender_in", lender.company, "imbal hasil" if words else "")


def _wages(teller: Teller, story: Story) -> None:
    lender = teller.dice.choice(teller.licensed)
    party = lender.company if teller.dice.random() < 0.5 else teller.dice.choice(EMPLOYERS)
    teller.add(story, story.start + timedelta(days=24), 3_150_000, "company_in", party, "GAJI")


def _refund(teller: Teller, story: Story) -> None:
    lender = teller.dice.choice(teller.paylater)
    teller.add(
        story,
        teller.day(story),
        87_000,
        "company_in",
        lender.company,
        teller.dice.choice(("REFUND", "PENGEMBALIAN DANA")),
    )


def _arisan(teller: Teller, story: Story) -> None:
    party = teller.person()
    gap = teller.dice.choice((1, 7))
    words = teller.dice.choice(("arisan", "tabungan", "titip jual", "uang belanja", "titipan kue"))
    _equal(teller, story, loan=teller.dice.random() < 0.5, words=words, gap=gap, tag="", party=party)


def _no_reason(teller: Teller, story: Story) -> None:
    _equal(teller, story, loan=False, words="", gap=teller.dice.choice((1, 7)), tag="")


def _food(teller: Teller, story: Story) -> None:
    party = teller.dice.choice(
        ("PT APLIKASI KARYA ANAK BANGSA", "GRAB TEKNOLOGI INDONESIA", "AIRPAY INTERNATIONAL INDONESIA")
    )
    for _ in range(12):
        gross = teller.dice.randrange(2, 20) * 50_000
        teller.add(
            story,
            teller.day(story),
            gross * 80 // 100,
            "company_in",
            party,
            teller.dice.choice(("GOFOOD", "SETTLEMENT", "")),
        )


def _gateway(teller: Teller, story: Story) -> None:
    for party in ("XENDIT", "FLIPTECH LENTERA INSPIRASI", "DOKU"):
        teller.add(story, teller.day(story), 450_000, "company_in", party, "")
        teller.add(story, teller.day(story), -325_000, "va", party.split()[0], "")


def _friend(teller: Teller, story: Story) -> None:
    party = teller.person()
    day = teller.day(story, 0.1, 0.4)
    teller.add(story, day, 500_000, "in", party, "")
    teller.add(story, day + timedelta(days=10), -500_000, "out", party, "makasih")


def _namesake(teller: Teller, story: Story) -> None:
    for party in teller.dice.sample(
        ["MIRANDA", "FAJAR", "BAHARI", "PERDANA", "DANA RAHARJA", "MEKAR SARI", "SAMIR LUBIS"], 3
    ):
        teller.add(story, teller.day(story), 150_000, "in", party, teller.dice.choice(("order", "")))
        teller.add(story, teller.day(story), -120_000, "out", party, teller.dice.choice(("bahan", "")))


def _misused_cooperative(teller: Teller, story: Story) -> None:
    party = teller.dice.choice(("KSP NASARI", "KSP SEJAHTERA BERSAMA", "KSP DANA MAPAN"))
    teller.add(
        story, teller.day(story), -100_000, "out", party, teller.dice.choice(("simpanan wajib", "simpanan", "iuran"))
    )


def _clean(teller: Teller, story: Story) -> None:
    del teller, story


def _mixed(teller: Teller, story: Story) -> None:
    for plot in teller.dice.sample([_licensed, _illegal, _paylater, _rentenir], 2):
        plot(teller, story)
    for trap in teller.dice.sample([_arisan, _food, _friend, _namesake], 2):
        trap(teller, story)


PLOTS: dict[str, Callable[[Teller, Story], None]] = {
    "clean": _clean,
    "licensed": _licensed,
    "illegal": _illegal,
    "paylater": _paylater,
    "rentenir": _rentenir,
    "rentenir_by_words": _rentenir_by_words,
    "bank": _bank,
    "mixed": _mixed,
    "trap_funder": _funder,
    "trap_wages": _wages,
    "trap_refund": _refund,
    "trap_arisan": _arisan,
    "trap_no_reason": _no_reason,
    "trap_food": _food,
    "trap_gateway": _gateway,
    "trap_friend": _friend,
    "trap_namesake": _namesake,
    "trap_cooperative": _misused_cooperative,
}
