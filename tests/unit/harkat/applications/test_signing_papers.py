"""Which papers the rules ask for, who still has to sign, and for which list a signature holds."""

from datetime import date

import pytest

from harkat.applications.contracts.kinds import given_to_several
from harkat.applications.minutes.kinds import TooFewPresent, check_present
from harkat.applications.receipts.kinds import shared_words
from harkat.applications.signing.papers import (
    ContractSigners,
    Signer,
    SigningPaper,
    mark_of,
    missing_words,
    needed_papers,
)

LIABILITY, POWER, SPOUSE = SigningPaper
DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("power", "spouse", "signers", "papers"),
    [
        (False, False, ContractSigners.ALL, (LIABILITY,)),
        (True, False, ContractSigners.ALL, (LIABILITY, POWER)),
        (False, True, ContractSigners.ALL, (LIABILITY, SPOUSE)),
        (False, False, ContractSigners.CHAIR, (LIABILITY, POWER)),
    ],
)
def test_the_rules_say_which_papers(
    *, power: bool, spouse: bool, signers: ContractSigners, papers: tuple[SigningPaper, ...]
) -> None:
    assert needed_papers(power=power, spouse=spouse, signers=signers) == papers


def test_who_has_not_signed_is_named_with_the_papers() -> None:
    needed = (LIABILITY, POWER, SPOUSE)
    done = Signer(1, "Ani", DAY, {LIABILITY: DAY}, frozenset({POWER, SPOUSE}))
    late = Signer(2, "Budi", DAY, {LIABILITY: DAY})
    assert missing_words([done, late], needed) == ["Budi (surat kuasa kepada ketua, persetujuan suami atau istri)"]


def test_a_signature_holds_for_one_list_of_members_and_shares() -> None:
    mark = mark_of({1: 500, 2: 700})
    assert mark == mark_of({2: 700, 1: 500})
    assert len({mark, mark_of({1: 500, 2: 699}), mark_of({1: 500}), mark_of({1: 500, 3: 700}), mark_of({1: None})}) == 5


@pytest.mark.parametrize(("present", "members", "fits"), [(3, 6, False), (4, 6, True), (3, 5, True), (2, 5, False)])
def test_more_than_half_have_to_be_there(present: int, members: int, *, fits: bool) -> None:
    if fits:
        check_present(present, members)
        return
    with pytest.raises(TooFewPresent, match=f"Hadir {present} dari {members}"):
        check_present(present, members)


def test_what_several_gave_is_told_once_and_nothing_is_nobodys() -> None:
    values = {1: "08", 2: "09", 3: "08", 4: None, 5: "", 6: "09"}
    assert given_to_several(values) == [(1, 3), (2, 6)]
    names = {key: f"A{key}" for key in values}
    assert shared_words("Telepon", values, names) == ["Telepon sama: A1 dan A3.", "Telepon sama: A2 dan A6."]
