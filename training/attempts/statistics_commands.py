"""`flask quizzes statistics`: the live scenarios, those that need a look first."""

import json

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from ..codes.models import Code
from ..core.db import db, snapshot
from .insight import Insight, live_insights
from .statistics_files import as_data
from .statistics_words import advices, percent
from .tallies import ENOUGH


@click.command("statistics", help="Tunjukkan mutu skenario yang terbit, yang perlu diperiksa lebih dahulu.")
@click.option("--code", "slug", metavar="SLUG", help="Hanya skenario kode etik ini.")
@click.option("--json", "as_json", is_flag=True, help="Semua angka sebagai JSON.")
@with_appcontext
def statistics_command(slug: str | None, as_json: bool) -> None:
    with snapshot():
        if slug and not db.session.scalar(sa.select(Code.id).where(Code.slug == slug).limit(1)):
            raise click.ClickException(f"{slug}: kode etik ini tidak ada.")
        found = live_insights(*([Code.slug == slug] if slug else []))
        if as_json:
            told = {"least_attempts": ENOUGH, "scenarios": [as_data(insight) for insight in found]}
            click.echo(json.dumps(told, ensure_ascii=False, indent=2))
            return
        for insight in found:
            click.echo(_line(insight))
            for advice in advices(insight):
                click.echo(f"    {advice.said}")


def _line(insight: Insight) -> str:
    scenario = insight.version.scenario
    name = f"{scenario.code.slug}  {scenario.slug} v{insight.version.number}"
    if not insight.shown:
        return f"{name}: {insight.taken} dari {ENOUGH} uji"
    item = insight.item
    return (
        f"{name}: {insight.counted} uji, berhasil {percent(item.facility)}, "
        f"daya beda {percent(item.discrimination)}, dari yang mungkin {percent(item.efficiency)}"
    )
