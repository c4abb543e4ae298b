"""The pass mark a story is played against: that of the module its main clause is taught in.

Quizzes belong further right, so `attempts` puts its answer here.
"""

from collections.abc import Callable

PassMark = Callable[[int, str], int | None]


def _no_quiz(_code_id: int, _clause: str) -> int | None:
    return None


of_clause: PassMark = _no_quiz
"""The percentage asked by the quiz about a clause of a code in force; None where no quiz asks about it."""
