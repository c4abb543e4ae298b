"""What the page of each act shows beside its fields: counts, people, what was proposed or decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from ....certifications.manual.asking import day_of
from ....core.i18n import show_date
from ...acts import Fault, last_of
from ...calendar.rules_terms import AT_LEAST
from ...finding import Found, Note, people_by_ref, search, with_posts
from ...penalties.words import remedy_words
from ...retention.catalogue import rule_for
from ..procedure import acts
from ..procedure.conflicts import Party, review_fault
from ..procedure.outcomes import decided_of
from ..procedure.quorum import sitting, who_examined
from ..procedure.stages import EXAMINERS, OFFICIAL
from ..reading import ADDRESSES, names_of
from ..surroundings import parties
from ..wording.counting import skipped_words, source_words, unknown_words
from ..wording.faults import fault_words
from ..wording.labels import closing_words, seat_word
from ..wording.titles import seating_lead
from .acting import Bench, Typed, ends
from .seating import noted, roles_of
from .sheet import citation
from .verdict_rows import absences, legend, offers, reading_of, regulation_words

More = dict[str, Any]


def more_of(kind: str, bench: Bench, typed: Typed, q: str = "") -> More:
    """Everything the page of an act needs beside `typed`."""
    make = PAGES.get(kind)
    return make(bench, typed, q) if make else {}


def _appointed(bench: Bench, typed: Typed, q: str) -> More:
    track, subject_of = bench.case.track, bench.case.subject_id or 0
    roles = {row["person"]: row["role"] for row in typed["members"]}
    people, found, known = _people(bench, roles, q, besides=[subject_of])
    subject = known.get(bench.case.subject.ref) or bench.setting.subject
    seated = {
        ref: noted(each, known.get(ref), subject, track, roles[ref] or OFFICIAL) if known else each
        for ref, each in people.items()
    }
    return {
        "lead": seating_lead(track),
        "roles": roles_of(track),
        "people": seated,
        "q": q,
        "found": [
            replace(noted(each, known.get(each.ref), subject, track), taken=each.ref in roles)
            for each in found
        ],
        "sitting": bool(sitting(bench.history)),
    }


def _referred(bench: Bench, typed: Typed, q: str) -> More:
    refs = list(typed["members"])
    people, found, known = _people(bench, refs, q, besides=[bench.case.subject_id or 0])
    subject, acted = known.get(bench.case.subject.ref) or bench.setting.subject, who_examined(bench.history)

    def judged(each: Found) -> Found:
        party = known.get(each.ref)
        code = review_fault(replace(party, reported=False) if party else None, subject, acted)
        notes = (Note(fault_words(Fault("", code)), bad=True),) if code else ()
        return replace(each, notes=notes, taken=each.ref in refs)

    return {
        "people": {ref: judged(each) if known else each for ref, each in people.items()},
        "q": q,
        "found": [judged(each) for each in found],
    }


def _people(
    bench: Bench, refs: Any, q: str, *, besides: list[int]
) -> tuple[dict[str, Found], list[Found], dict[str, Party]]:
    """Those chosen, those found, and both as far as conflicts go."""
    agency, today = bench.case.agency_id, bench.today
    sitting_now = {seat.person.ref: seat.person for seat in bench.case.seats}
    if not q.strip() and sitting_now.keys() >= set(refs):
        # Who sits already was looked at when they were seated.
        return {ref: Found(ref, sitting_now[ref].name, sitting_now[ref].rank) for ref in refs}, [], {}
    chosen = people_by_ref(agency, refs)
    found = search(agency, q, today, besides=besides)
    posts = {each.ref: each for each in with_posts([*chosen.values(), *found], today)}
    known = parties(bench.case, posts, today)
    return {ref: posts[ref] for ref in chosen}, [posts[each.ref] for each in found], known


def _summoned(bench: Bench, typed: Typed, _q: str) -> More:
    letter_on, _fault = day_of(typed.get("letter_on", ""), "")
    term = bench.setting.terms("summons_notice", letter_on) if letter_on else None
    if letter_on is None or term is None:
        return {"window": None}
    counted = term.count(bench.setting.days, letter_on)
    day = show_date(counted.last)
    sentence = (
        _("Pemeriksaan paling cepat %(day)s.", day=day)
        if term.direction == AT_LEAST
        else _("Pemeriksaan paling lambat %(day)s.", day=day)
    )
    window = {
        "sentence": sentence,
        "skipped": skipped_words(counted.skipped),
        "unknown": unknown_words(counted.unknown),
        "source": source_words(term),
    }
    return {"window": window}


def _missed(bench: Bench, _typed: Typed, _q: str) -> More:
    found = last_of(bench.history, acts.Summoned)
    day = show_date(found[1].hearing_on) if found else ""
    if found and found[1].turn == 2:
        lead = _(
            "Pegawai tidak hadir pada panggilan kedua, %(day)s. Sesudah ini dipakai bukti yang ada.",
            day=day,
        )
    else:
        lead = _(
            "Pegawai tidak hadir pada panggilan pertama, %(day)s. Sesudah ini dikirim panggilan kedua.",
            day=day,
        )
    return {"lead": lead}


def _deliberated(bench: Bench, _typed: Typed, _q: str) -> More:
    names = names_of(bench.case)
    panel = [
        {"ref": ref, "name": names.get(ref, ""), "role": seat_word(role).lower()}
        for ref, role in sitting(bench.history).items()
        if role in EXAMINERS[bench.case.track]
    ]
    return {"panel": panel}


def _proposed(bench: Bench, typed: Typed, _q: str) -> More:
    rows = typed["verdict"].get("grounds") or []
    return {
        "grounds": {row["address"]: row for row in rows},
        "kinds": offers(bench.case, bench.setting.employment),
        "absences": absences(bench.case, bench.setting.employment),
        "regulation": regulation_words(bench.case),
        "penalty_legend": legend(bench.case),
        "citation": citation(bench.case),
    }


def _reviewed(bench: Bench, typed: Typed, q: str) -> More:
    more, settled = _proposed(bench, typed, q), decided_of(bench.history)
    return more | {"decided": reading_of(bench.case, settled.verdict) if settled else None}


def _decided(bench: Bench, _typed: Typed, _q: str) -> More:
    found = last_of(bench.history, acts.Proposed)
    if found is None:
        return {}
    by = names_of(bench.case).get(found[0].by, "")
    url = url_for("cases.act", ref=bench.case.ref, act=ADDRESSES["returned"])
    cited = citation(bench.case)
    return {"proposed": reading_of(bench.case, found[1].verdict, by), "return_url": url, "citation": cited}


def _closed(bench: Bench, _typed: Typed, _q: str) -> More:
    words, found = closing_words(), ends(bench)
    rules = {why: rule_for(bench.case.track, why, bench.today) for why in found}
    years = [
        _("%(why)s: %(years)s tahun", why=words[why].lower(), years=rule.years) for why, rule in rules.items()
    ]
    source = next(iter(rules.values())).source
    return {"ends": [(why, words[why]) for why in found], "years": "; ".join(years), "source": source}


def _objected(bench: Bench, _typed: Typed, _q: str) -> More:
    settled = decided_of(bench.history)
    kind = bench.setting.kind_of(settled.verdict.penalty) if settled else None
    return {"remedy": remedy_words().get(kind.remedy, "") if kind else ""}


PAGES: Mapping[str, Any] = {
    **{"appointed": _appointed, "referred": _referred, "summoned": _summoned, "missed": _missed},
    **{"deliberated": _deliberated, "proposed": _proposed, "reviewed": _reviewed},
    **{"closed": _closed, "decided": _decided, "returned": _decided, "objected": _objected},
}
