"""time by the scenes drawn, extra time per person, marked choices, which stories a person was given when"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("assessment", sa.Column("scene_minutes", sa.Integer(), nullable=False, server_default="3"))
    op.drop_column("assessment", "minutes")
    op.add_column("attempt", sa.Column("chosen", sa.JSON(), nullable=True))
    op.add_column("attempt", sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("attempt", sa.Column("extra_minutes", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("attempt", sa.Column("absences", sa.Integer(), nullable=False, server_default="0"))
    _create_extra_time()
    op.create_table(
        "scenario_given",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("scenario_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_scenario_given_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["scenario_id"], ["scenario.id"], name=op.f("fk_scenario_given_scenario_id_scenario")
        ),
        sa.PrimaryKeyConstraint("person_id", "scenario_id", name=op.f("pk_scenario_given")),
    )
    op.execute(
        "INSERT INTO scenario_given (person_id, scenario_id, at)"
        " SELECT attempt.person_id, scenario_version.scenario_id, max(attempt.started_at) FROM attempt_item"
        " JOIN attempt ON attempt.id = attempt_item.attempt_id"
        " JOIN scenario_version ON scenario_version.id = attempt_item.version_id"
        " GROUP BY attempt.person_id, scenario_version.scenario_id"
    )


def downgrade() -> None:
    op.drop_table("scenario_given")
    op.drop_table("extra_time")
    for name in ("absences", "extra_minutes", "chosen_at", "chosen"):
        op.drop_column("attempt", name)
    op.add_column("assessment", sa.Column("minutes", sa.Integer(), nullable=False, server_default="30"))
    op.drop_column("assessment", "scene_minutes")


def _create_extra_time() -> None:
    op.create_table(
        "extra_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_by_id", sa.Integer(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_extra_time_agency_id_agency")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_extra_time_person_id_person")),
        sa.ForeignKeyConstraint(
            ["granted_by_id"], ["person.id"], name=op.f("fk_extra_time_granted_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["person.id"], name=op.f("fk_extra_time_ended_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extra_time")),
        sa.UniqueConstraint("ref", name=op.f("uq_extra_time_ref")),
    )
    op.create_index(op.f("ix_extra_time_agency_id"), "extra_time", ["agency_id"])
    op.create_index(op.f("ix_extra_time_person_id"), "extra_time", ["person_id"])
    op.create_index(
        "ix_extra_time_one_current",
        "extra_time",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
