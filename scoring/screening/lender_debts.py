"""Finds borrowing from online lenders and pay-later companies in a statement, by name and by what the lines do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scoring.screening.counterparties import counterparty_of
from scoring.screening.findings import Confidence, Evidence, Finding, kind_of
from scoring.screening.lenders import LenderKind
from scoring.screening.matching import LenderRegistry, NameForm, NameHit, is_flagging
from scoring.screening.normalising import line_words
from scoring.screening.rhythm import going_on
from scoring.screening.senses import Sense, is_fee, is_generic, is_plain, is_void, sense_of, sounds_of_money
from scoring.screening.statement import Statement, StatementLine
from scoring.screening.words import BILL, LOAN

_MOST_LOANS = 2
_LONGEST_TERM = 45  # days; a listed everyday name counts only as a short, dear loan


@dataclass
class _Mention:
    line: StatementLine
    hit: NameHit
    sense: Sense


@dataclass
class _Group:
    mentions: list[_Mention] = field(default_factory=list)

    @property
    def ins(self) -> list[_Mention]:
        return [mention for mention in self.mentions if mention.line.is_in]

    @property
    def outs(self) -> list[_Mention]:
        return [mention for mention in self.mentions if not mention.line.is_in]


def find_lender_debts(statement: Statement, registry: LenderRegistry) -> list[Finding]:
    """Find licensed, revoked and illegal online lenders and pay-later companies among a statement's lines."""
    groups: dict[tuple[str, LenderKind], _Group] = {}
    holder = statement.holder or ""
    said: dict[tuple[str, ...], list[tuple[NameHit, Sense]]] = {}
    for line in statement.lines:
        shapes = line.shapes
        if shapes not in said:
            said[shapes] = list(_mentions(line, registry, holder))
        for hit, sense in said[shapes]:
            if not is_fee(line):
                group = groups.setdefault((hit.lender.brand, hit.lender.kind), _Group())
                group.mentions.append(_Mention(line, hit, sense))
    findings: list[Finding] = []
    for group in groups.values():
        finding = _judge(group, statement)
        if finding is not None:
            findings.append(finding)
    return findings


def _mentions(line: StatementLine, registry: LenderRegistry, holder: str) -> Iterable[tuple[NameHit, Sense]]:
    seen: set[tuple[str, LenderKind]] = set()
    for text in line.shapes:
        hits = [hit for hit in registry.search(text) if is_flagging(hit.lender)]
        for lender in {id(hit.lender): hit.lender for hit in hits}.values():
            key = (lender.brand, lender.kind)
            if key in seen:
                continue
            seen.add(key)
            own = [hit for hit in hits if hit.lender is lender]
            yield min(own, key=lambda hit: hit.form is not NameForm.COMPANY), sense_of(line, own, text, holder)
    if not seen:
        yield from _typo(line, registry, holder)


def _typo(line: StatementLine, registry: LenderRegistry, holder: str) -> Iterable[tuple[NameHit, Sense]]:
    """Look for a misspelt lender where the line says that it is a bill or a loan."""
    words = line_words(line.shapes)
    loan = bool(LOAN.search(words))
    if not loan and not BILL.search(words):
        return
    party = counterparty_of(line.shapes, holder)
    if not 6 <= len(party) <= 40 or any(not is_flagging(hit.lender) for hit in registry.search(party)):
        return
    hit = registry.find_close(party)
    if hit is None and loan and sounds_of_money(party):
        hit = registry.find_close(party, illegal=True)
    if hit is not None:
        yield hit, sense_of(line, [], line.shapes[0], holder)


def _judge(group: _Group, statement: Statement) -> Finding | None:
    group.mentions = sorted(
        (mention for mention in group.mentions if _speaks(mention)), key=lambda one: _order(one.line)
    )
    if not group.mentions or _is_funder(group):
        return None
    lender = group.mentions[0].hit.lender
    accepted = _accept_illegal(group) if lender.kind is LenderKind.ILLEGAL else _accept_licensed(group)
    kind = kind_of(lender.kind)
    if not accepted or kind is None:
        return None
    lines = sorted((mention.line for mention in group.mentions), key=lambda line: line.number)
    received = sum(line.amount for line in lines if line.is_in)
    paid = sum(line.amount for line in lines if not line.is_in)
    notes = []
    if lender.kind is LenderKind.P2P_REVOKED:
        notes.append(f"Izin {lender.brand} sudah berakhir atau tidak ada di daftar terakhir.")
    return Finding(
        lender=lender.brand,
        kind=kind,
        lender_kind=lender.kind,
        active=_activity(group, statement),
        outstanding=None,
        confidence=_confidence(group),
        evidence=tuple(evidence_of(line) for line in lines),
        received=received,
        paid=paid,
        notes=tuple(notes),
    )


def evidence_of(line: StatementLine) -> Evidence:
    """Quote a statement line as evidence."""
    return Evidence(line.number, line.text, line.amount if line.is_in else -line.amount, line.day)


def _speaks(mention: _Mention) -> bool:
    """Tell whether a mention can be borrowing at all, judged by its own line."""
    sense, hit = mention.sense, mention.hit
    if mention.line.is_in and (sense.wages or sense.refund) and not sense.loan:
        return False
    if sense.shop and not sense.loan and hit.form is not NameForm.COMPANY:
        return False
    if hit.lender.kind is LenderKind.PAYLATER and sense.alone and not mention.line.is_in:
        return True  # bought now and paid later, whatever was bought
    if (sense.payout or sense.trade) and not sense.loan:
        return False
    if sense.purchase and not sense.loan:
        return sense.alone and not is_plain(hit) and hit.lender.kind is not LenderKind.ILLEGAL
    if hit.form in (NameForm.COMPANY, NameForm.CUT, NameForm.TYPO):
        return True
    if hit.lender.kind is LenderKind.ILLEGAL and (is_generic(hit) or is_plain(hit)):
        return sense.alone
    return sense.alone or sense.loan or (sense.bill and not is_plain(hit)) or (len(hit.name) >= 9 and not is_plain(hit))


def _is_funder(group: _Group) -> bool:
    """Tell the applicant who lends on a platform from one who borrows: by words, or money out first and more back."""
    told = [mention for mention in group.mentions if mention.sense.funder and not _borrows(mention)]
    if told and not any(_borrows(mention) for mention in group.mentions):
        return True
    first = group.mentions[0]
    if first.line.is_in or not group.ins or any(_borrows(mention) for mention in group.mentions):
        return False
    round_outs = all(mention.line.amount % 50_000 == 0 for mention in group.outs)
    return (
        round_outs
        and not any(mention.sense.bill and mention.sense.loan for mention in group.outs)
        and len(group.outs) <= len(group.ins) + 1
    )


def _borrows(mention: _Mention) -> bool:
    return mention.sense.loan and not (mention.sense.funder and mention.line.is_in)


def _accept_licensed(group: _Group) -> bool:
    strong = [mention for mention in group.mentions if not is_plain(mention.hit)]
    if strong:
        return True
    if any(mention.sense.loan for mention in group.mentions):
        return True
    outs = [mention for mention in group.outs if mention.sense.alone]
    if any(mention.sense.bill for mention in outs):
        return True
    return bool(outs) and any(mention.sense.alone for mention in group.ins) and _costs(group)


def _accept_illegal(group: _Group) -> bool:
    hit = group.mentions[0].hit
    loan = any(mention.sense.loan for mention in group.mentions)
    both_alone = any(mention.sense.alone for mention in group.ins) and any(
        mention.sense.alone for mention in group.outs
    )
    if is_void(hit):
        return " " in hit.lender.brand and both_alone and _costs(group, least=1.1)
    if hit.lender.cooperative_name:
        return bool(group.ins) and bool(group.outs) and _costs(group, least=1.15) and len(group.outs) <= 3
    if not is_plain(hit):
        return loan or bool(group.ins) or any(mention.sense.bill for mention in group.outs)
    if is_generic(hit):
        return (
            any(mention.sense.alone for mention in group.mentions)
            and (loan or _costs(group))
            and bool(group.ins or loan)
        )
    return loan or (_costs(group) and len(group.ins) <= _MOST_LOANS and _days_between(group) <= _LONGEST_TERM)


def _days_between(group: _Group) -> int:
    """Count the days from the first to the last mention; a trading partner is met all the time."""
    days = [mention.line.day for mention in group.mentions if mention.line.day]
    return (max(days) - min(days)).days if days else 0


def _costs(group: _Group, least: float = 1.02) -> bool:
    """Tell whether more went back than came in, after it came in."""
    ins = group.ins
    if not ins:
        return False
    received = sum(mention.line.amount for mention in ins)
    numbers = [mention.line.number for mention in group.mentions]
    later = [mention for mention in group.outs if _after(mention.line, ins[0].line)]
    return bool(numbers) and sum(mention.line.amount for mention in later) >= least * received


def _after(line: StatementLine, first: StatementLine) -> bool:
    if line.day and first.day:
        return line.day >= first.day
    return line.number > first.number


def _confidence(group: _Group) -> Confidence:
    first = group.mentions[0]
    sure = first.hit.form in (NameForm.COMPANY, NameForm.BRAND, NameForm.CUT) and not is_plain(first.hit)
    both = bool(group.ins) and bool(group.outs)
    return (
        Confidence.CERTAIN
        if sure and (both or any(mention.sense.loan for mention in group.mentions))
        else Confidence.LIKELY
    )


def _activity(group: _Group, statement: Statement) -> bool | None:
    lines = sorted((mention.line for mention in group.mentions), key=_order)
    settled = [mention.line for mention in group.outs if mention.sense.settled]
    return activity_of(lines, settled, statement)


def _order(line: StatementLine) -> tuple[int, int]:
    return (line.day.toordinal() if line.day else 0, line.number)


def activity_of(lines: Sequence[StatementLine], settled: Sequence[StatementLine], statement: Statement) -> bool | None:
    """Tell whether something is still owed: less paid than received, or installments that go on; False once settled."""
    if settled:
        last = max(settled, key=_order)
        later = [line for line in lines if _order(line) > _order(last)]
        if not later:
            return False
        lines = later
    ins = [line for line in lines if line.is_in]
    outs = [line for line in lines if not line.is_in]
    if ins:
        paid = sum(line.amount for line in outs if _after(line, ins[0]))
        if paid < sum(line.amount for line in ins):
            return True
    return True if going_on(outs, statement.last_day) else None
