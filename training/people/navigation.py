"""What the header offers each visitor, from the permission table."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from ..core.access import Role


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the header: who sees it, and which blueprints and endpoints count as being there. One with a
    `known` is only for visitors of whom that is known (see `session.ask_of_visitors`)."""

    label: Any
    endpoint: str
    permission: str
    inside: tuple[str, ...]
    known: str = ""


OWN_MATTERS = ("awards.mine", "awards.own_nomination", "awards.own_act", "awards.own_take", "dossiers.own")
# Of two places that a page is inside of, the first is where one is.
PLACES = (
    Place(_l("Beranda"), "reports.home", "learning.follow", ("modules",)),
    Place(_l("Kode etik"), "codes.index", "codes.read", ("codes",)),
    Place(
        _l("Sertifikat"),
        "own.mine",
        "learning.follow",
        ("certifications", "own", "rights", *OWN_MATTERS),
    ),
    Place(_l("Skenario"), "scenarios.desk", "scenarios.write", ("scenarios",)),
    Place(_l("Tinjauan"), "reviews.desk", "scenarios.review", ("reviews",)),
    Place(
        _l("Kepegawaian"),
        "reports.people",
        "certifications.read",
        ("reports", "rulings", "exports", "corrections", "entries", "entry_sheets"),
    ),
    Place(
        _l("Perkara"),
        "cases.desk",
        "cases.manage",
        ("cases", "calendar", "calendar_terms", "dossiers", "papers"),
    ),
    Place(_l("Penghargaan"), "awards.desk", "awards.manage", ("awards",)),
    Place(
        _l("Sidang saya"),
        "seats.seats",
        "matters.sit",
        ("seats", "cases", "awards", "dossiers", "papers"),
        "sits",
    ),
    Place(_l("Audit"), "auditing.desk", "audit.read", ("auditing",)),
    Place(_l("Skema"), "schemes.desk", "schemes.read", ("schemes",)),
    Place(_l("Pengingat"), "reminders.desk", "reminders.manage", ("reminders",)),
    Place(_l("Pegawai"), "administration.people", "people.manage", ("administration",)),
    Place(_l("Instansi"), "administration.agencies", "agencies.manage", ()),
)


def init_navigation(app: Flask) -> None:
    """Give every template the visitor's places, agency and role."""
    app.context_processor(_context)


def _context() -> dict[str, Any]:
    if not current_user.is_authenticated:
        return {"navigation": [], "home_url": url_for("people.sign_in")}
    return {
        "navigation": _items(),
        "agency_name": current_user.person.agency.name,
        "role_label": ", ".join(_role_names()),
        "home_url": url_for("reports.home"),
        "account_url": url_for("people.account"),
    }


def _items() -> list[dict[str, Any]]:
    shown = [place for place in PLACES if _sees(place)]
    here = next((place for place in shown if place.endpoint == request.endpoint), None)
    at = {request.blueprint, request.endpoint}
    here = here or next((place for place in shown if at.intersection(place.inside)), None)
    return [
        {"label": place.label, "url": url_for(place.endpoint), "current": place is here} for place in shown
    ]


def _sees(place: Place) -> bool:
    return current_user.may(place.permission) and (not place.known or place.known in current_user.known)


def _role_names() -> list[str]:
    names = role_names()
    return [names[role] for role in Role if role in current_user.roles and role is not Role.OFFICER] or [
        names[Role.OFFICER]
    ]


def role_names() -> dict[Role, str]:
    """The roles as the screens call them."""
    return {
        Role.OFFICER: _("Petugas"),
        Role.TRAINER: _("Pelatih"),
        Role.HR: _("Kepegawaian"),
        Role.ADMINISTRATOR: _("Administrator instansi"),
        Role.OPERATOR: _("Pengelola sistem"),
        Role.REGISTRAR: _("Sekretariat majelis"),
        Role.AUDITOR: _("Auditor"),
    }
