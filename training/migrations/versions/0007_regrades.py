"""regrades: later outcomes that supersede, which versions a run holds, certificates that rest on a lost pass"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

CHUNK = 200


def upgrade() -> None:
    _create_regrade()
    op.create_table(
        "attempt_item",
        sa.Column("attempt_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("regrade_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_attempt_item_attempt_id_attempt")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["scenario_version.id"], name=op.f("fk_attempt_item_version_id_scenario_version")
        ),
        sa.ForeignKeyConstraint(
            ["regrade_id"], ["regrade.id"], name=op.f("fk_attempt_item_regrade_id_regrade")
        ),
        sa.PrimaryKeyConstraint("attempt_id", "item", name=op.f("pk_attempt_item")),
    )
    op.create_index(op.f("ix_attempt_item_version_id"), "attempt_item", ["version_id"])
    op.create_index(op.f("ix_attempt_item_regrade_id"), "attempt_item", ["regrade_id"])
    with op.batch_alter_table("outcome") as table:
        table.drop_constraint(op.f("uq_outcome_attempt_id"), type_="unique")
        table.add_column(sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("supersedes_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("regrade_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_outcome_supersedes_id_outcome"), "outcome", ["supersedes_id"], ["id"]
        )
        table.create_foreign_key(op.f("fk_outcome_regrade_id_regrade"), "regrade", ["regrade_id"], ["id"])
    op.create_index(op.f("ix_outcome_attempt_id"), "outcome", ["attempt_id"])
    op.create_index(op.f("ix_outcome_regrade_id"), "outcome", ["regrade_id"])
    op.create_index(
        "ix_outcome_one_current",
        "outcome",
        ["attempt_id"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    _create_doubt()
    _fill(op.get_bind())


def downgrade() -> None:
    op.drop_table("certificate_doubt")
    op.execute(sa.text("UPDATE outcome SET supersedes_id = NULL"))
    op.execute(sa.text("DELETE FROM outcome WHERE superseded_at IS NOT NULL"))
    op.drop_index("ix_outcome_one_current", "outcome")
    op.drop_index(op.f("ix_outcome_regrade_id"), "outcome")
    op.drop_index(op.f("ix_outcome_attempt_id"), "outcome")
    with op.batch_alter_table("outcome") as table:
        table.drop_constraint(op.f("fk_outcome_supersedes_id_outcome"), type_="foreignkey")
        table.drop_constraint(op.f("fk_outcome_regrade_id_regrade"), type_="foreignkey")
        table.drop_column("regrade_id")
        table.drop_column("supersedes_id")
        table.drop_column("superseded_at")
        table.create_unique_constraint(op.f("uq_outcome_attempt_id"), ["attempt_id"])
    op.drop_table("attempt_item")
    op.drop_table("regrade")


def _create_regrade() -> None:
    op.create_table(
        "regrade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("under_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("correction", sa.JSON(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("worker", sa.String(length=12), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_regrade_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["scenario_version.id"], name=op.f("fk_regrade_version_id_scenario_version")
        ),
        sa.ForeignKeyConstraint(
            ["under_id"], ["scenario_version.id"], name=op.f("fk_regrade_under_id_scenario_version")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["person.id"], name=op.f("fk_regrade_proposed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_regrade_confirmed_by_id_person")
        ),
        sa.ForeignKeyConstraint(["ended_by_id"], ["person.id"], name=op.f("fk_regrade_ended_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regrade")),
        sa.UniqueConstraint("ref", name=op.f("uq_regrade_ref")),
    )
    for column in ("agency_id", "version_id", "state"):
        op.create_index(op.f(f"ix_regrade_{column}"), "regrade", [column])
    unfinished = sa.text("state IN ('proposed', 'waiting', 'running')")
    op.create_index(
        "ix_regrade_one_open",
        "regrade",
        ["version_id"],
        unique=True,
        sqlite_where=unfinished,
        postgresql_where=unfinished,
    )


def _create_doubt() -> None:
    op.create_table(
        "certificate_doubt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_certificate_doubt_agency_id_agency")
        ),
        sa.ForeignKeyConstraint(
            ["period_id"], ["period.id"], name=op.f("fk_certificate_doubt_period_id_period")
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_certificate_doubt_outcome_id_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_certificate_doubt_decided_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_doubt")),
        sa.UniqueConstraint("ref", name=op.f("uq_certificate_doubt_ref")),
        sa.UniqueConstraint(
            "period_id", "outcome_id", name=op.f("uq_certificate_doubt_period_id_outcome_id")
        ),
    )
    op.create_index(op.f("ix_certificate_doubt_agency_id"), "certificate_doubt", ["agency_id"])


def _fill(bind: sa.Connection) -> None:
    """Which versions the certification runs hold that there are already, open ones included."""
    tables = sa.MetaData()
    tables.reflect(bind, only=["attempt", "attempt_item", "assessment", "module", "code_version"])
    tables.reflect(bind, only=["scenario", "scenario_version"])
    attempt, held = tables.tables["attempt"], tables.tables["attempt_item"]
    ids = list(
        bind.scalars(
            sa.select(attempt.c.id).where(attempt.c.purpose == "certification").order_by(attempt.c.id)
        )
    )
    versions = _versions(bind, tables.tables) if ids else {}
    for start in range(0, len(ids), CHUNK):
        rows = [
            {"attempt_id": attempt_id, "item": place, "version_id": versions[key]}
            for attempt_id, pinned, code_id in bind.execute(_runs(tables.tables, ids[start : start + CHUNK]))
            for place, item in enumerate(pinned["items"])
            if (key := (code_id, item["scenario"], item["version"])) in versions
        ]
        if rows:
            bind.execute(sa.insert(held), rows)


def _versions(bind: sa.Connection, tables: dict[str, sa.Table]) -> dict[tuple[int, str, int], int]:
    """(code, slug, number) of every scenario version to its id."""
    scenario, version = tables["scenario"], tables["scenario_version"]
    rows = sa.select(scenario.c.code_id, scenario.c.slug, version.c.number, version.c.id)
    rows = rows.join(version, version.c.scenario_id == scenario.c.id)
    return {(code, slug, number): key for code, slug, number, key in bind.execute(rows)}


def _runs(tables: dict[str, sa.Table], ids: list[int]) -> sa.Select:
    """(attempt, pinned, code) of these attempts."""
    attempt, assessment = tables["attempt"], tables["assessment"]
    module, code_version = tables["module"], tables["code_version"]
    return (
        sa.select(attempt.c.id, attempt.c.pinned, code_version.c.code_id)
        .join(assessment, assessment.c.id == attempt.c.assessment_id)
        .join(module, module.c.id == assessment.c.module_id)
        .join(code_version, code_version.c.id == module.c.version_id)
        .where(attempt.c.id.in_(ids))
        .order_by(attempt.c.id)
    )
