"""Which modules count as one another: a pass of the one before counts where all its clauses went on."""

import sqlalchemy as sa

from .models import Module


def counts_as(*which: sa.ColumnElement[bool]) -> sa.CTE:
    """Pairs (`asked`, `taken`): passing `taken` counts as passing `asked`, for the asked modules that fit."""
    pairs = (
        sa.select(Module.id.label("asked"), Module.id.label("taken"), Module.predecessor_id.label("before"))
        .where(*which)
        .cte("counts_as", recursive=True)
    )
    before = sa.select(pairs.c.asked, Module.id, Module.predecessor_id).join(
        Module, Module.id == pairs.c.before
    )
    return pairs.union_all(before)
