"""item marks: what each story of a submitted certification run came to, also of those there already are"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CHUNK = 200


def upgrade() -> None:
    op.create_table(
        "item_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("maximum", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_item_mark_agency_id_agency")),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_item_mark_attempt_id_attempt")),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_item_mark_assessment_id_assessment")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_item_mark_person_id_person")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["scenario_version.id"], name=op.f("fk_item_mark_version_id_scenario_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_mark")),
        sa.UniqueConstraint("attempt_id", "item", name=op.f("uq_item_mark_attempt_id_item")),
    )
    with op.batch_alter_table("item_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_mark_agency_id"), ["agency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_mark_version_id"), ["version_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_item_mark_person_id_assessment_id"), ["person_id", "assessment_id"], unique=False
        )
    _fill(op.get_bind())


def downgrade() -> None:
    op.drop_table("item_mark")


def _fill(bind: sa.Connection) -> None:
    tables = sa.MetaData()
    tables.reflect(bind, only=["attempt", "response", "item_mark", "scenario", "scenario_version"])
    tables.reflect(bind, only=["assessment", "module", "code_version"])
    attempt, marks = tables.tables["attempt"], tables.tables["item_mark"]
    submitted = sa.and_(attempt.c.purpose == "certification", attempt.c.state == "submitted")
    ids = list(bind.scalars(sa.select(attempt.c.id).where(submitted).order_by(attempt.c.id)))
    versions = _versions(bind, tables.tables) if ids else {}
    for start in range(0, len(ids), CHUNK):
        rows = [
            row
            for run in _runs(bind, tables.tables, ids[start : start + CHUNK])
            for row in _rows(run, versions)
        ]
        if rows:
            bind.execute(sa.insert(marks), rows)


def _versions(bind: sa.Connection, tables: dict[str, sa.Table]) -> dict[tuple[int, str, int], int]:
    """(code, slug, number) of every scenario version to its id."""
    scenario, version = tables["scenario"], tables["scenario_version"]
    rows = sa.select(scenario.c.code_id, scenario.c.slug, version.c.number, version.c.id)
    rows = rows.join(version, version.c.scenario_id == scenario.c.id)
    return {(code, slug, number): key for code, slug, number, key in bind.execute(rows)}


def _runs(bind: sa.Connection, tables: dict[str, sa.Table], ids: list[int]) -> list[tuple]:
    """(attempt row, its answers in order) of these attempts."""
    attempt, response, module = tables["attempt"], tables["response"], tables["module"]
    assessment, code_version = tables["assessment"], tables["code_version"]
    answers: dict[int, list[sa.Row]] = {}
    given = sa.select(response).where(response.c.attempt_id.in_(ids)).order_by(response.c.rev)
    for row in bind.execute(given):
        answers.setdefault(row.attempt_id, []).append(row)
    rows = (
        sa.select(attempt, code_version.c.code_id)
        .join(assessment, assessment.c.id == attempt.c.assessment_id)
        .join(module, module.c.id == assessment.c.module_id)
        .join(code_version, code_version.c.id == module.c.version_id)
        .where(attempt.c.id.in_(ids))
        .order_by(attempt.c.id)
    )
    return [(row, answers.get(row.id, [])) for row in bind.execute(rows)]


def _rows(run: tuple, versions: dict[tuple[int, str, int], int]) -> list[dict]:
    row, answers = run
    told: list[list[list]] = [[] for _ in row.pinned["items"]]
    last = row.deadline_at - timedelta(minutes=row.minutes) if row.deadline_at else row.started_at
    for answer in answers:
        seconds = max(0, int((answer.at - last).total_seconds()))
        told[answer.item].append([answer.node, answer.option, seconds])
        last = answer.at
    found = []
    for place, item in enumerate(row.pinned["items"]):
        version_id = versions.get((row.code_id, item["scenario"], item["version"]))
        if version_id is not None:
            found.append(
                {"agency_id": row.agency_id, "attempt_id": row.id, "assessment_id": row.assessment_id}
                | {"person_id": row.person_id, "version_id": version_id, "item": place, "at": row.ended_at}
                | {"points": _points(item, told[place]), "maximum": item["maximum"], "steps": told[place]}
            )
    return found


def _points(item: dict, steps: list[list]) -> int:
    """What a story was worth when this was written: coming back to a decision drops what came after it, and
    the worst answer given at a decision counts."""
    met: dict[str, int] = {}
    counted: dict[str, int] = {}
    for node, chosen, _seconds in steps:
        points = next(o["points"] for o in item["nodes"][node]["options"] if o["id"] == chosen)
        met[node] = min(points, met.get(node, points))
        if node in counted:
            keys = list(counted)
            counted = {key: counted[key] for key in keys[: keys.index(node)]}
        counted[node] = met[node]
    return min(sum(counted.values()), item["maximum"])
