"""The query behind the list of applications, its filters and its words."""

from sqlalchemy import ColumnElement, CompoundSelect, Select, exists, or_, select, union
from sqlalchemy.orm import aliased

from core.auth.roles import Actor
from core.groups.models import Group, SubGroup
from core.people.models import Person
from core.people.words.queries import MOST, are_many, found_by
from core.people.words.splitting import beginnings_of, running_number
from harkat.applications.models import Application
from harkat.applications.queries import loaded, visible_to
from harkat.applications.states import State


def applications(
    actor: Actor,
    *,
    words: str = "",
    state: str = "",
    bank_id: str = "",
    kecamatan_code: str = "",
    only: tuple[ColumnElement[bool], ...] = (),
) -> Select[Application]:
    """Return the query of the list: words look into the number and the applicants' names.

    In a large city a word must begin as typed, and the first thousand found of those asked for are looked at.

    :param only: further conditions on the application
    """
    narrowed = [visible_to(actor), *only]
    wanted = next((member for member in State if member.value == state), None)
    if wanted is not None:
        narrowed.append(Application.state == wanted)
    if bank_id.isascii() and bank_id.isdigit():
        narrowed.append(Application.bank_id == int(bank_id[:9]))
    if kecamatan_code:
        narrowed.append(_lives_in(f"{kecamatan_code}."))
    query = loaded(select(Application)).where(*narrowed)
    if words and are_many():
        return query.where(Application.id.in_(_searched(words, tuple(narrowed))))
    if words:
        query = query.outerjoin(Application.person).outerjoin(Application.sub_group)
        query = query.outerjoin(Group, Group.id == SubGroup.group_id)
    for word in words.split():
        query = query.where(
            or_(
                Application.number.icontains(word, autoescape=True),
                Person.name.icontains(word, autoescape=True),
                SubGroup.name.icontains(word, autoescape=True),
                Group.name.icontains(word, autoescape=True),
            )
        )
    return query


def _lives_in(area: str) -> ColumnElement[bool]:
    """Return the condition that an applicant, or the applying group, lives in a kecamatan."""
    someone, part, whole = aliased(Person), aliased(SubGroup), aliased(Group)
    person = exists().where(
        someone.id == Application.person_id, someone.kelurahan_code.startswith(area, autoescape=True)
    )
    group = exists().where(
        part.id == Application.sub_group_id,
        whole.id == part.group_id,
        whole.kelurahan_code.startswith(area, autoescape=True),
    )
    return or_(person, group)


def _searched(words: str, narrowed: tuple[ColumnElement[bool], ...]) -> CompoundSelect[int]:
    """Return the keys of the applications found among many: by the applicant's words, a group's name, or the number."""
    number = or_(Application.number == words.upper(), Application.id == (running_number(words) or 0))
    of_groups = select(Application.id).join(SubGroup, SubGroup.id == Application.sub_group_id)
    of_groups = of_groups.join(Group, Group.id == SubGroup.group_id).where(*narrowed)
    for word in words.split():
        of_groups = of_groups.where(
            or_(SubGroup.name.icontains(word, autoescape=True), Group.name.icontains(word, autoescape=True))
        )
    parts = [select(Application.id).where(number), of_groups.limit(MOST)]
    beginnings = beginnings_of(words)
    if beginnings:
        parts.append(found_by(beginnings, Application.id, Application.person_id, narrowed))
    return union(*(select(part.subquery().c[0]) for part in parts))
