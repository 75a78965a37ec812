"""Gathering what is known of each borrower and what the rules of the day ask of them."""

from datetime import date

from balikat.training import queries as training
from core.dates import age_on
from core.people import queries as people
from core.people.kinds import ConsentPurpose, PaperKind
from core.policy.queries import value_on, whole_on
from harkat.applications import rules
from harkat.applications.checklist import ChecklistItem, SeenPaper, check_papers
from harkat.applications.eligibility import Conditions, Obstacle, Standing, find_obstacles
from harkat.applications.limits import Limits
from harkat.loans import products
from harkat.readiness import queries as readiness
from scoring.readiness import Readiness
from scoring.screening import queries as screening

PAPER_LABELS = {kind.value: kind.label for kind in PaperKind}


def obstacles(person_ids: list[int], day: date, *, is_group: bool) -> list[Obstacle]:
    """List what still stands between these borrowers and handing in, what holds it back first."""
    standings = [standing_of(person_id, day, is_group=is_group) for person_id in person_ids]
    return find_obstacles(standings, conditions=conditions_on(day))


def checklist(person_ids: list[int], day: date, *, is_group: bool) -> list[ChecklistItem]:
    """List the papers these borrowers must bring and how each stands."""
    return [item for person_id in person_ids for item in papers_of(person_id, day, is_group=is_group)]


def papers_of(person_id: int, day: date, *, is_group: bool) -> list[ChecklistItem]:
    """List the papers one borrower must bring, alone or as a member of a sub-group."""
    key = rules.PAPERS_OF_MEMBER if is_group else rules.PAPERS_OF_PERSON
    seen = [SeenPaper(paper.kind.value, paper.expires_on) for paper in people.papers_of(person_id)]
    return check_papers(person_id, required=value_on(key, day), labels=PAPER_LABELS, seen=seen, today=day)


def standing_of(person_id: int, day: date, *, is_group: bool) -> Standing:
    """Gather what is known of one borrower."""
    person = people.person(person_id)
    assessment = readiness.latest(person_id)
    return Standing(
        person_id=person_id,
        name=person.name,
        has_nik=person.nik is not None,
        has_consent=people.consent_given(person_id, ConsentPurpose.SHARING),
        age=None if person.born_on is None else age_on(person.born_on, day),
        trainings_completed=len(training.completions_of(person_id)),
        readiness=None if assessment is None else assessment.status.label,
        is_ready=assessment is not None and assessment.status in (Readiness.READY, Readiness.CONDITIONAL),
        open_flags=len(screening.open_flags(person_id)),
        papers=papers_of(person_id, day, is_group=is_group),
    )


def conditions_on(day: date) -> Conditions:
    """Return how strongly each condition holds on a day."""

    def strength(key: str) -> rules.Strength:
        value = value_on(key, day)
        return next(member for member in rules.Strength if member.value == value)

    return Conditions(
        papers=strength(rules.PAPERS_RULE),
        consent=strength(rules.CONSENT_RULE),
        training=strength(rules.TRAINING_RULE),
        readiness=strength(rules.READINESS_RULE),
        debts=strength(rules.DEBTS_RULE),
        age=strength(rules.AGE_RULE),
        smallest_age=whole_on(rules.SMALLEST_AGE, day),
    )


def limits_on(day: date, *, is_group: bool) -> Limits:
    """Return what the product of the day allows a person or a sub-group."""
    return Limits(
        amount_least=whole_on(products.LEAST, day),
        amount_most=whole_on(products.SUB_GROUP_MOST if is_group else products.PERSON_MOST, day),
        member_most=whole_on(products.MEMBER_MOST, day),
        months_least=whole_on(products.MONTHS_LEAST, day),
        months_most=whole_on(products.MONTHS_MOST, day),
    )
