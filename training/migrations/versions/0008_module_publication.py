"""modules are published before they certify; what lists need of a scenario's text is kept beside it"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Column by column: a table that others refer to cannot be made anew on SQLite while it has rows.
    op.add_column("module", sa.Column("publication", sa.String(length=10), nullable=True))
    op.add_column("module", sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
    constraint = op.f("fk_module_published_by_id_person")
    op.execute(
        f"ALTER TABLE module ADD COLUMN published_by_id INTEGER CONSTRAINT {constraint} REFERENCES person (id)"
    )
    op.add_column("scenario_version", sa.Column("gist", sa.JSON(), nullable=True))
    _keep(op.get_bind())


def downgrade() -> None:
    op.drop_column("scenario_version", "gist")
    for name in ("published_by_id", "published_at", "publication"):
        op.drop_column("module", name)


def _keep(bind: sa.Connection) -> None:
    """Modules with a quiz that could be taken, or was, stay open: since their version came into force."""
    tables = sa.MetaData()
    names = (
        "module",
        "code_version",
        "objective",
        "clause",
        "scenario",
        "scenario_version",
        "assessment",
        "attempt",
    )
    tables.reflect(bind, only=names)
    module, version, objective, clause, scenario, story, quiz, run = (tables.tables[name] for name in names)
    asked = (
        sa.select(story.c.id)
        .join(scenario, scenario.c.id == story.c.scenario_id)
        .join(clause, clause.c.address == story.c.clause)
        .join(objective, objective.c.clause_id == clause.c.id)
        .where(story.c.state == "published", scenario.c.code_id == version.c.code_id)
        .where(objective.c.module_id == module.c.id)
    )
    taken = (
        sa.select(run.c.id)
        .join(quiz, quiz.c.id == run.c.assessment_id)
        .where(quiz.c.module_id == module.c.id)
    )
    used = (
        sa.select(module.c.id, version.c.published_at)
        .join(version, version.c.id == module.c.version_id)
        .where(version.c.published_at.is_not(None))
        .where(asked.correlate(module, version).exists() | taken.correlate(module).exists())
    )
    for module_id, since in bind.execute(used).all():
        kept = {"publication": "kept", "published_at": since}
        bind.execute(sa.update(module).where(module.c.id == module_id).values(**kept))
