"""Finds the header of a statement and what each column holds; content decides where words do not."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from scoring.screening.amounts import read_amount, read_direction
from scoring.screening.columns import ColumnPlan, Role, name_header
from scoring.screening.days import is_clock, read_day

NumberedRow = tuple[int, tuple[str, ...]]

_LAST_HEADER_ROW = 120
_SAMPLE = 80


def find_columns(rows: Sequence[NumberedRow]) -> ColumnPlan | None:
    """Find the header row and name its columns; without a header, infer the columns from what they hold.

    :return: None when nothing looks like dated amounts
    """
    best: ColumnPlan | None = None
    for index, (_, cells) in enumerate(rows[:_LAST_HEADER_ROW]):
        plan = _read_header(rows, index, cells)
        if plan is not None and (best is None or plan.confidence > best.confidence + 0.05):
            best = plan
            if best.confidence >= 0.9:
                break
    if best is not None and best.confidence >= 0.4:
        return best
    return infer_columns(rows) or best


def _read_header(rows: Sequence[NumberedRow], index: int, cells: tuple[str, ...]) -> ColumnPlan | None:
    if any(sign in cell for cell in cells for sign in '{}"\\<>'):
        return None
    roles = [name_header(cell) for cell in cells]
    found = {role for role in roles if role is not None}
    money = {Role.AMOUNT, Role.DEBIT, Role.CREDIT}
    if Role.DATE not in found and not found & money:
        return None
    if not (Role.DATE in found and found & money):
        roles = _join_headers(rows, index, roles)
        found = {role for role in roles if role is not None}
        if not (Role.DATE in found and found & money):
            return None
    if len([cell for cell in cells if cell.strip()]) < 3 or any(read_day(cell) for cell in cells if len(cell) > 5):
        return None
    return _settle(rows, index, roles)


def _join_headers(rows: Sequence[NumberedRow], index: int, roles: list[Role | None]) -> list[Role | None]:
    """Join a header whose words stand on two rows (``Mutasi`` above ``Debet`` and ``Kredit``)."""
    if index + 1 >= len(rows):
        return roles
    below = [name_header(cell) for cell in rows[index + 1][1]]
    width = max(len(roles), len(below))
    above = roles + [None] * (width - len(roles))
    below += [None] * (width - len(below))
    return [lower or upper for upper, lower in zip(above, below, strict=True)]


def _settle(rows: Sequence[NumberedRow], index: int, named: list[Role | None]) -> ColumnPlan:
    sample = [cells for _, cells in rows[index + 1 : index + 1 + _SAMPLE]]
    wider = [len(cells) for cells in sample if len(cells) > len(named)]
    width = max(wider) if len(wider) * 2 > len(sample) else len(named)
    named += [None] * (width - len(named))
    columns = [[cells[place].strip() for cells in sample if place < len(cells)] for place in range(width)]
    roles = [role or Role.IGNORED for role in named]
    _settle_dates(roles, columns)
    _settle_money(roles, columns)
    for place, role in enumerate(named):
        filled = [cell for cell in columns[place] if cell]
        if role is None and filled:
            roles[place] = _role_of_unnamed(filled)
        elif role is Role.DIRECTION and _share(filled, lambda cell: read_direction(cell) != 0) < 0.6:
            roles[place] = Role.TEXT
    if Role.AMOUNT in roles and Role.DEBIT in roles and Role.CREDIT in roles:
        roles = [Role.IGNORED if role is Role.AMOUNT else role for role in roles]
    if roles.count(Role.HOLDER) and _changes(columns[roles.index(Role.HOLDER)]):
        roles[roles.index(Role.HOLDER)] = Role.TEXT
    return ColumnPlan(tuple(roles), index, _judge(roles, columns))


def _settle_dates(roles: list[Role], columns: list[list[str]]) -> None:
    """Keep the one date column that holds dates best; a column of clock times or second dates is not used."""
    places = [place for place, role in enumerate(roles) if role is Role.DATE]
    best = max(places, key=lambda place: (_count(columns[place], _is_day), -place), default=None)
    for place in places:
        if place != best:
            roles[place] = Role.IGNORED


def _settle_money(roles: list[Role], columns: list[list[str]]) -> None:
    for role in (Role.DEBIT, Role.CREDIT, Role.BALANCE, Role.AMOUNT, Role.BALANCE_BEFORE):
        places = [place for place, held in enumerate(roles) if held is role]
        if len(places) > 1:
            best = max(places, key=lambda place: (_count(columns[place], _is_money), place == places[-1]))
            for place in places:
                if place != best:
                    roles[place] = Role.IGNORED


def _role_of_unnamed(filled: list[str]) -> Role:
    if _share(filled, lambda cell: read_direction(cell) != 0 and len(cell) <= 8) > 0.6:
        return Role.DIRECTION
    if _share(filled, lambda cell: sum(sign.isalpha() for sign in cell) >= 4) > 0.3:
        return Role.TEXT
    return Role.IGNORED


def _judge(roles: list[Role], columns: list[list[str]]) -> float:
    date_cells = [cell for cell in columns[roles.index(Role.DATE)] if cell] if Role.DATE in roles else []
    money = [place for place, role in enumerate(roles) if role in (Role.DEBIT, Role.CREDIT, Role.AMOUNT)]
    money_cells = [cell for place in money for cell in columns[place] if cell]
    if not date_cells and not money_cells:
        return 0.5  # a header over an empty period
    dated = _share(date_cells, lambda cell: _is_day(cell) or is_clock(cell) or not any(sign.isdigit() for sign in cell))
    paid = _share(money_cells, lambda cell: _is_money(cell) or cell in "-:" or not any(sign.isdigit() for sign in cell))
    told = Role.DIRECTION in roles or Role.DEBIT in roles or any(_signed(cell) for cell in money_cells)
    return round(0.45 * dated + 0.35 * paid + 0.1 * (Role.TEXT in roles) + 0.1 * told, 3)


def infer_columns(rows: Sequence[NumberedRow]) -> ColumnPlan | None:
    """Infer the columns of a table without a readable header from dates, amounts and how balances follow."""
    dated = [cells for _, cells in rows if any(_is_day(cell) for cell in cells[:12])][:_SAMPLE]
    if len(dated) < 2:
        return None
    width = max(len(cells) for cells in dated)
    columns = [[cells[place].strip() if place < len(cells) else "" for cells in dated] for place in range(width)]
    dates = [place for place in range(width) if _share(columns[place], _is_day) > 0.8]
    money = [
        place
        for place in range(width)
        if place not in dates
        and _share([cell for cell in columns[place] if cell not in ("", "-")], _is_money) > 0.8
        and any(_looks_paid(cell) for cell in columns[place])
    ]
    if not dates or not money:
        return None
    roles = [Role.IGNORED] * width
    roles[dates[0]] = Role.DATE
    for place in range(width):
        filled = [cell for cell in columns[place] if cell]
        if filled and place not in dates and place not in money:
            roles[place] = _role_of_unnamed(filled)
    _name_money(roles, columns, money)
    plan = ColumnPlan(tuple(roles), -1, 0.0)
    return replace(plan, confidence=min(0.6, _judge(roles, columns)))


def _name_money(roles: list[Role], columns: list[list[str]], money: list[int]) -> None:
    """Name two columns that are never both filled as out and in, the last always filled one as balance."""
    amounts = {place: [read_amount(cell) for cell in columns[place]] for place in money}
    worth = {place: [amount.sen if amount else 0 for amount in column] for place, column in amounts.items()}
    for left in money:
        for right in money:
            apart = all(not (one and other) for one, other in zip(worth[left], worth[right], strict=True))
            if left < right and apart and any(worth[left]) and any(worth[right]):
                roles[left], roles[right] = Role.DEBIT, Role.CREDIT
                later = [place for place in money if place > right]
                for place in later[:1]:
                    roles[place] = Role.BALANCE
                if later and _credit_first(worth[left], worth[right], worth[later[0]]):
                    roles[left], roles[right] = Role.CREDIT, Role.DEBIT
                return
    roles[money[0]] = Role.AMOUNT
    if len(money) > 1:
        roles[money[-1]] = Role.BALANCE


def _credit_first(left: list[int], right: list[int], balance: list[int]) -> bool:
    changes = [after - before for before, after in pairwise(balance)]
    moved = list(zip(left[1:], right[1:], changes, strict=False))
    return sum(one - other == change for one, other, change in moved) > sum(
        other - one == change for one, other, change in moved
    )


def _is_day(cell: str) -> bool:
    return cell.strip().upper() == "PEND" or read_day(cell) is not None


def _is_money(cell: str) -> bool:
    return read_amount(cell) is not None


def _signed(cell: str) -> bool:
    amount = read_amount(cell)
    return amount is not None and amount.sign != 0


def _looks_paid(cell: str) -> bool:
    """Tell an amount from a running number: it has a separator, or is worth a hundred rupiah."""
    amount = read_amount(cell)
    return amount is not None and (amount.sen >= 100_000 or "." in cell or "," in cell) and len(cell) < 22


def _count(cells: list[str], test: object) -> int:
    return sum(1 for cell in cells if cell and callable(test) and test(cell))


def _share(cells: list[str], test: object) -> float:
    return _count(cells, test) / len(cells) if cells else 0.0


def _changes(cells: list[str]) -> bool:
    return len({cell for cell in cells if cell}) > 1
