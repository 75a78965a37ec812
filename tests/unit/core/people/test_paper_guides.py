"""Every paper is explained."""

from core.people.kinds import PaperKind
from core.people.paper_guides import GUIDES


def test_every_paper_says_what_it_is_and_where_it_comes_from() -> None:
    assert set(GUIDES) == set(PaperKind)
    for guide in GUIDES.values():
        assert guide.what.endswith(".")
        assert guide.where.endswith(".")
