"""A scenario under another name: the same story as a draft of its own, for the same clause or another."""

from __future__ import annotations

from datetime import datetime

from ..people.models import Person
from . import plain
from .drafting import first_draft, free_slug, keep_new
from .fitting import Data
from .hands import inherit
from .keeping import write
from .models import Scenario, ScenarioVersion


def duplicate(
    version: ScenarioVersion, *, title: str, clause: str, author: Person, now: datetime
) -> Scenario:
    """A new scenario with the text of this version as its draft; whoever wrote the text wrote the copy, too.

    Raises plain.NotEditable, and SlugTaken where somebody else took its name at this moment.
    """
    code = version.scenario.code
    slug = free_slug(code, title)
    data = renamed(plain.read(version.source), slug, title, clause)
    draft = first_draft(title, title, clause, author=author, now=now)
    inherit(draft, version.hands)
    write(draft, plain.write(data, version.source), slug)
    return keep_new(code, slug, draft)


def renamed(data: Data, slug: str, title: str, clause: str) -> Data:
    """The story under another id and title, and about another clause: the main one and the scenes that test
    it. What an option upholds or violates stays: only its writer can say that anew."""
    before = data.get("clause")
    nodes = {
        key: {**node, "clause": clause} if "ending" not in node and node.get("clause") == before else node
        for key, node in data["nodes"].items()
    }
    return {**data, "id": slug, "title": title, "title_en": title, "clause": clause, "nodes": nodes}
