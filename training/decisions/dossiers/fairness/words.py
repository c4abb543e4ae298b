"""What should be weighed in fairness to the officer, as sentences in the reader's language."""

from ..shape.body import Speaks
from . import clause_words, person_words

TELLERS = person_words.ABOUT_THE_PERSON | clause_words.ABOUT_A_CLAUSE


def speaks_sentence(speaks: Speaks, *, award: bool = False) -> str:
    """The sentence of a key of `fairness` with its figures and days; the clause is named beside it. `award`:
    of a nomination, which looks at both tracks. Raises KeyError for a key without words."""
    return TELLERS[speaks.key](speaks.values | {"award": award})
