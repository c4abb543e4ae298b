"""A story from above, in a browser: nothing runs out of the page, and the map is walked by keyboard."""

import re

import sqlalchemy as sa

from training.core.clock import now
from training.core.db import db
from training.people.models import Person
from training.scenarios import plain
from training.scenarios.drafting import save_draft
from training.scenarios.models import Scenario

from .test_screens import look


def test_a_story_from_above(visit, cast, app):
    """Its map, its ways and two of its texts; the draft has a loop, a scene apart and a gap."""
    with app.app_context():
        scenario = db.session.scalars(sa.select(Scenario).where(Scenario.slug == "amplop-di-loket")).one()
        trainer = db.session.scalars(sa.select(Person).where(Person.email == cast.bayu.email)).one()
        current, first = scenario.current, plain.read(scenario.current.source)["start"]
        apart = {"situation": "Belum disambung.", "options": [{"id": "a", "next": "sendiri"}, {"id": "b"}]}
        data = plain.read(current.source)
        data["nodes"][first]["options"][1]["next"] = first
        text = plain.write({**data, "nodes": {**data["nodes"], "sendiri": apart}, "place": "Loket 5"})
        save_draft(scenario, text, stamp=current.stamp, author=trainer, now=now())
        db.session.commit()
        ref = scenario.ref
    page = visit(cast.bayu)
    look(
        page, *(f"/scenarios/{ref}/{name}" for name in ("draft", "draft/graph", "draft/paths", "comparison"))
    )
    look(page, f"/scenarios/{ref}/versions/1/graph", f"/scenarios/{ref}/versions/1/paths")
    page.goto(f"/scenarios/{ref}/versions/1/graph")
    page.get_by_role("region", name="Peta cerita").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Adegan 1: ")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/versions/1#adegan-1$"))
