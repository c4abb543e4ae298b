"""What holds of every comparison, whatever the texts."""

import random
from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from training.codes.diffing import ClauseText, diff, mark_words

WORDS = ("petugas", "wajib", "menerima", "imbalan", "loket", "rahasia", "denda", "jujur;", "adil,", "(satu)")
WORDING = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
ANY = st.one_of(WORDING, st.text(max_size=40))
CLAUSES = st.lists(st.builds(ClauseText, st.sampled_from([f"A.{n}" for n in range(8)]), ANY), max_size=10)


@given(CLAUSES)
def test_a_text_is_the_same_as_itself(clauses):
    pairs = diff(clauses, clauses)
    assert [pair.new for pair in pairs] == clauses
    assert all(pair.kind == "unchanged" and pair.similarity == 1 for pair in pairs)


@given(CLAUSES, CLAUSES)
def test_every_clause_of_both_is_told_once_and_the_new_ones_in_order(old, new):
    pairs = diff(old, new)
    assert [pair.new for pair in pairs if pair.new] == new
    assert Counter(pair.old for pair in pairs if pair.old) == Counter(old)
    for pair in pairs:
        assert (pair.kind == "added") == (pair.old is None)
        assert (pair.kind == "removed") == (pair.new is None)
        assert 0 <= pair.similarity <= 1


@given(CLAUSES, CLAUSES)
def test_the_words_of_a_pair_are_both_texts_to_the_letter_or_to_the_space(old, new):
    for pair in diff(old, new):
        before, after = pair.old.text if pair.old else "", pair.new.text if pair.new else ""
        assert "".join(word.text for word in pair.words if word.mark != "in") == before
        assert "".join(word.text for word in pair.words if word.mark != "out") == after


@given(ANY, ANY)
def test_marks_never_follow_one_another_needlessly(old, new):
    marks = [word.mark for word in mark_words(old, new)]
    assert all(one != other for one, other in pairwise(marks))


@given(st.integers(0, 2**32), st.lists(st.integers(0, 29), max_size=6, unique=True))
def test_slips_of_a_scanner_and_lost_numbers_never_unpair_clauses(seed, lost):
    chance = random.Random(seed)
    new = [ClauseText(f"A.{n}", _sentence(random.Random(n))) for n in range(30)]
    old = [
        ClauseText(f"A.?{n}" if n in lost else clause.address, _slip(clause.text, chance))
        for n, clause in enumerate(new)
    ]
    assert [(pair.old, pair.new) for pair in diff(old, new)] == list(zip(old, new, strict=True))


def _sentence(chance: random.Random) -> str:
    letters = "aeioubdgklmnprst"
    return " ".join("".join(chance.choices(letters, k=chance.randint(4, 9))) for _word in range(14))


def _slip(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text))
    return text[:place] + chance.choice("1l.;") + text[place + 1 :]
