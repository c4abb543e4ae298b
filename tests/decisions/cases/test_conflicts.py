"""Who may sit: nobody with a part in the matter, and whoever is of lower rank only for a written reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.decisions.cases.procedure.conflicts import (
    ACTED,
    INTEREST,
    NOT_DIRECT,
    PNS_RANKS,
    PPPK_RANKS,
    RANK_LOWER,
    RANK_UNKNOWN,
    UNKNOWN,
    Party,
    doubts,
    interest,
    keeper_fault,
    rank_fault,
    review_fault,
    seat_fault,
)

SUBJECT = Party("officer", "III/b", ("boss", "chief"))


@pytest.mark.parametrize(
    ("rank", "subject", "fault"),
    [
        ("III/b", "III/b", ""),
        ("III/c", "III/b", ""),
        ("IV/a", "III/d", ""),
        ("III/a", "III/b", RANK_LOWER),
        ("II/d", "III/a", RANK_LOWER),
        ("IV/e", "IV/d", ""),
        ("IX", "X", RANK_LOWER),
        ("X", "IX", ""),
        ("V", "IV", ""),
        ("XVII", "I", ""),
        ("IX", "III/a", RANK_UNKNOWN),
        ("III/a", "IX", RANK_UNKNOWN),
        ("", "III/a", RANK_UNKNOWN),
        ("III/a", "", RANK_UNKNOWN),
        ("", "", RANK_UNKNOWN),
        ("I/e", "I/a", RANK_UNKNOWN),
    ],
)
def test_ranks_are_compared_within_their_kind(rank: str, subject: str, fault: str) -> None:
    assert rank_fault(rank, subject) == fault


def test_the_ladders_are_whole() -> None:
    assert (len(PNS_RANKS), len(PPPK_RANKS)) == (17, 17)
    assert (PNS_RANKS[0], PNS_RANKS[-1]) == ("I/a", "IV/e")


@given(st.sampled_from(PNS_RANKS), st.sampled_from(PNS_RANKS))
def test_of_two_ranks_at_most_one_is_lower(one: str, other: str) -> None:
    lower = [rank_fault(one, other), rank_fault(other, one)].count(RANK_LOWER)
    assert lower == (0 if one == other else 1)


@pytest.mark.parametrize(
    "candidate",
    [
        Party("officer", "IV/e"),
        Party("led", "IV/e", ("officer",)),
        Party("led-far", "IV/e", ("somebody", "officer")),
        Party("witness", "IV/e", reported=True),
    ],
)
@pytest.mark.parametrize("role", ["chair", "superior", "official"])
def test_every_part_in_the_matter_is_refused_by_the_same_word(candidate: Party, role: str) -> None:
    assert interest(candidate, SUBJECT)
    track = "ethics" if role == "chair" else "discipline"
    assert seat_fault(candidate, SUBJECT, role, track, "") == INTEREST
    assert seat_fault(candidate, SUBJECT, role, track, "Ada alasan.") == INTEREST
    assert review_fault(candidate, SUBJECT, ()) == INTEREST
    assert keeper_fault(candidate, SUBJECT, ()) == INTEREST


def test_the_superior_has_no_part_in_it_but_examines() -> None:
    assert seat_fault(Party("boss", "IV/a"), SUBJECT, "superior", "discipline", "") == ""
    assert seat_fault(Party("chief", "IV/a"), SUBJECT, "superior", "discipline", "") == NOT_DIRECT
    assert seat_fault(Party("other", "IV/a"), SUBJECT, "superior", "discipline", "") == NOT_DIRECT
    assert seat_fault(Party("chief", "IV/a"), SUBJECT, "superior", "discipline", "Terlibat.") == ""
    nobody = Party("officer", "III/b")
    assert NOT_DIRECT in doubts(Party("boss", "IV/a"), nobody, "superior", "discipline")


def test_ranks_count_for_who_examines_not_for_who_decides() -> None:
    low = Party("low", "II/a")
    assert seat_fault(low, SUBJECT, "member", "ethics", "") == RANK_LOWER
    assert seat_fault(low, SUBJECT, "member", "ethics", "  ") == RANK_LOWER
    assert seat_fault(low, SUBJECT, "member", "ethics", "Tidak ada yang lain.") == ""
    assert seat_fault(low, SUBJECT, "official", "ethics", "") == ""
    assert seat_fault(Party("unknown"), SUBJECT, "member", "ethics", "") == RANK_UNKNOWN
    assert doubts(Party("low", "II/a"), SUBJECT, "superior", "discipline") == (RANK_LOWER, NOT_DIRECT)


def test_who_left_or_is_of_another_agency_is_nobody_here() -> None:
    assert seat_fault(None, SUBJECT, "member", "ethics", "") == UNKNOWN
    assert seat_fault(Party("gone", "IV/a", here=False), SUBJECT, "member", "ethics", "") == UNKNOWN
    assert review_fault(None, SUBJECT, ()) == UNKNOWN
    assert review_fault(Party("gone", here=False), SUBJECT, ()) == UNKNOWN


def test_who_acted_before_does_not_judge_an_objection_nor_keep_what_they_decide() -> None:
    assert review_fault(Party("one"), SUBJECT, {"one"}) == ACTED
    assert review_fault(Party("one"), SUBJECT, {"two"}) == ""
    assert keeper_fault(Party("one"), SUBJECT, {"official"}) == ACTED
    assert keeper_fault(Party("one"), SUBJECT, {"reviewer"}) == ACTED
    assert keeper_fault(Party("one"), SUBJECT, {"secretary"}) == ""
