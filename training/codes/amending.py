"""Pages of amendments: two versions side by side, the weight of each change, what publishing will bring."""

from typing import Any

from flask import abort, flash, render_template, request
from flask_babel import gettext as _

from ..core.access import guard
from ..core.clock import now
from ..core.db import db
from ..core.i18n import show_time
from ..core.web import see_other
from ..people.session import current_person
from . import amendments, service
from .models import DRAFT, Amendment, CodeVersion
from .rules import small_number
from .together import choose
from .views import Page, blueprint

ROWS = 12


@blueprint.get("/codes/<slug>/versions/<int:number>/amendment")
@guard("codes.publish")
def amendment(slug: str, number: int) -> Page:
    return _page(_version(slug, number))


@blueprint.post("/codes/<slug>/versions/<int:number>/amendment")
@guard("codes.publish")
def open_amendment(slug: str, number: int) -> Page:
    try:
        amendments.open_amendment(_version(slug, number), actor=current_person(), now=now())
    except amendments.NotAmendable:
        abort(404)
    db.session.commit()
    return see_other("codes.amendment", slug=slug, number=number)


@blueprint.post("/codes/<slug>/versions/<int:number>/amendment/changes/<ref>")
@guard("codes.publish")
def judge_change(slug: str, number: int, ref: str) -> Page:
    version, form = _version(slug, number), request.form
    found = amendments.amendment_of(version) or abort(404)
    weight, reason = form.get("weight", ""), form.get("reason", "")
    try:
        amendments.judge(
            found,
            ref,
            rev=small_number(form.get("rev", "")),
            weight=weight,
            reason=reason,
            actor=current_person(),
            now=now(),
        )
    except ValueError:
        return _page(version, 422, refused={"ref": ref, "weight": weight, "reason": reason})
    except amendments.Stale:
        db.session.rollback()
        return _page(_version(slug, number), 409, stale=reason)
    place = next(each.position for each in found.changes if each.ref == ref)
    db.session.commit()
    flash(_("Tersimpan %(at)s.", at=show_time(now())), "good")
    page = place // ROWS + 1
    return see_other("codes.amendment", slug=slug, number=number, page=page, _anchor=f"perubahan-{ref}")


@blueprint.get("/codes/<slug>/versions/<int:number>/amendment/publication")
@guard("codes.publish")
def amendment_publication(slug: str, number: int) -> Page:
    found = amendments.amendment_of(_version(slug, number)) or abort(404)
    if found.published_at or any(change.waits for change in found.changes):
        return see_other("codes.amendment", slug=slug, number=number)
    return _confirmation(found)


@blueprint.post("/codes/<slug>/versions/<int:number>/amendment/publication")
@guard("codes.publish")
def publish_amendment(slug: str, number: int) -> Page:
    version = _version(slug, number)
    found = amendments.amendment_of(version) or abort(404)
    if not found.published_at and _holds_unsaved_term(found):
        return _confirmation(found, 409, unsaved=True)
    try:
        amendments.publish_amendment(
            found, stamp=request.form.get("stamp", ""), actor=current_person().ref, now=now()
        )
    except amendments.Undecided:
        return _page(version, 409, stale="")
    except amendments.Stale:
        return _confirmation(found, 409, changed=True)
    except service.NotPublishable as refusal:
        db.session.rollback()
        found = amendments.amendment_of(_version(slug, number)) or abort(404)
        return _confirmation(found, 409, refusal=refusal.reason)
    db.session.commit()
    flash(_("Versi %(number)s berlaku sekarang.", number=number), "good")
    return see_other("codes.amendment", slug=slug, number=number)


@blueprint.get("/codes/<slug>/diff")
@guard("codes.read")
def diff(slug: str) -> Page:
    old, new = (_version(slug, small_number(request.args.get(name, ""))) for name in ("from", "to"))
    kept = amendments.amendment_of(new)
    decided = kept if kept and kept.published_at and kept.old_version_id == old.id else None
    return render_template("codes/diff.html", old=old, new=new, **_compared(old, new, decided))


def open_changes(slug: str, number: int) -> tuple[Amendment, list[amendments.Shown]]:
    """An amendment that is being judged, with its changes; else its page, which says why it is not."""
    version = _version(slug, number)
    kept = amendments.amendment_of(version)
    if kept is None or kept.published_at:
        abort(see_other("codes.amendment", slug=slug, number=number))
    pairs = amendments.compare(kept.old_version, version)
    if amendments.is_behind(kept, amendments.basis_of(version), pairs):
        abort(see_other("codes.amendment", slug=slug, number=number))
    return kept, amendments.shown([pair for pair in pairs if pair.kind != "unchanged"], kept)


def _page(version: CodeVersion, code: int = 200, **said: Any) -> Page:
    """The changes of a version against the one before it; 404 where there is none before it."""
    kept = amendments.amendment_of(version)
    done = kept is not None and kept.published_at is not None
    basis = kept.old_version if kept and done else amendments.basis_of(version)
    if basis is None or (version.state != DRAFT and not done):
        abort(404)
    seen = _compared(basis, version, kept)
    behind = kept is not None and not done and amendments.is_behind(kept, basis, seen["pairs"])
    open_ = kept is not None and not done and not behind
    shown = {"amendment": kept, "done": done, "behind": behind, "open": open_, **said}
    return render_template("codes/amendment.html", old=basis, new=version, **seen, **shown), code


def _compared(old: CodeVersion, new: CodeVersion, kept: Amendment | None) -> dict[str, Any]:
    """All pairs, one page of those that changed, and how many of each kind there are."""
    pairs = amendments.compare(old, new)
    changed = amendments.shown([pair for pair in pairs if pair.kind != "unchanged"], kept)
    pages = max(1, -(-len(changed) // ROWS))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    return {
        "pairs": pairs,
        "counts": {k: sum(pair.kind == k for pair in pairs) for k in amendments.KINDS},
        "rows": changed[(page - 1) * ROWS : page * ROWS],
        "same": [pair.address for pair in pairs if pair.kind == "unchanged"],
        "together": choose(changed),
        "page": page,
        "pages": pages,
        "first_waiting": next(
            (
                (n // ROWS + 1, row.change.ref)
                for n, row in enumerate(changed)
                if row.change and row.change.waits
            ),
            None,
        ),
    }


def _holds_unsaved_term(found: Amendment) -> bool:
    """Whether the form says something else than what would come to pass: typed and not saved, or changed
    elsewhere."""
    terms = [each.term for each in amendments.consequences(found, now=now()) if each.term]
    return any(request.form.get(name, value).strip() != value for name, value in terms)


def _confirmation(found: Amendment, code: int = 200, **said: Any) -> Page:
    shown = {
        "amendment": found,
        "old": found.old_version,
        "new": found.new_version,
        "stamp": amendments.stamp_of(found),
        "consequences": amendments.consequences(found, now=now()),
    }
    return render_template("codes/amendment_publication.html", **shown, **said), code


def _version(slug: str, number: int) -> CodeVersion:
    return service.find_version(current_person(), slug, number) or abort(404)
