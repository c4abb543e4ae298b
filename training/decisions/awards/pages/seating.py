"""Forms of nominations that choose people: who was chosen, who was found, what stands in the way of each."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from ....core.clock import day_in
from ....people.models import Person
from ...acts import Fault
from ...finding import Found, Note, people_by_ref, search, with_posts
from ..procedure.naming import conflict
from ..procedure.stages import CHAIR, MEMBER, OFFICIAL
from ..service import setting_of
from ..wording.refusing import fault_words
from ..wording.steps import seat_words
from .act_forms import REDRAWN, Typed
from .desk import Shown


def more_of(
    kind: str, shown: Shown, typed: Typed, q: str, *, reader: Person, now: datetime
) -> dict[str, Any]:
    """What the page of an act that names people needs beside what was typed."""
    if kind not in REDRAWN:
        return {}
    matter, today = shown.nomination, day_in(reader.agency.zone, now)
    refs = [row["person"] for row in typed["members"]] if kind == "appointed" else [typed["person"]]
    chosen = people_by_ref(matter.agency_id, refs)
    found = search(matter.agency_id, q, today, besides=[matter.subject_id or 0])
    people = {each.ref: each for each in [*chosen.values(), *found]}
    setting = setting_of(matter, shown.version, list(people.values()), today)

    def noted(each: Found) -> Found:
        code = conflict(shown.history, kind, each.ref, by=reader.ref, setting=setting)
        code = code if people[each.ref].here_on(today) else "unknown"
        notes = (Note(fault_words([Fault("", code)], {})[""], bad=True),) if code else ()
        return replace(each, notes=notes, taken=each.ref in refs)

    posts = {each.ref: noted(each) for each in with_posts(people.values(), today)}
    words = seat_words()
    return {
        "roles": [(role, words[role]) for role in (CHAIR, MEMBER, OFFICIAL)],
        "people": posts,
        "q": q,
        "found": [posts[each.ref] for each in found],
    }
