"""Who may do what: one table, readable by a lawyer. A route without a guard stops start-up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, Protocol, cast

from flask import Flask, abort, redirect, request, url_for
from flask_login import current_user


class Role(StrEnum):
    """What a person may be, beside being an officer, which everybody is."""

    OFFICER = "officer"
    TRAINER = "trainer"
    HR = "hr"
    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"
    REGISTRAR = "registrar"
    AUDITOR = "auditor"


EVERYBODY = frozenset(Role)
OWN = "own record"
AGENCY = "own agency"
ALL = "every agency"


@dataclass(frozen=True, slots=True)
class Permission:
    """One line of the table: what it allows, to whom, and how far it reaches."""

    allows: str
    roles: frozenset[Role]
    reach: str


PERMISSIONS: dict[str, Permission] = {
    "account.use": Permission("keep one's password, language and sign-ins", EVERYBODY, OWN),
    "learning.follow": Permission("read modules, attest, take runs, hold certificates", EVERYBODY, OWN),
    "codes.read": Permission("read the codes in force", EVERYBODY, AGENCY),
    "codes.manage": Permission(
        "see drafts and their findings", frozenset({Role.TRAINER, Role.ADMINISTRATOR}), AGENCY
    ),
    "codes.publish": Permission(
        "import, repair, publish and amend codes", frozenset({Role.ADMINISTRATOR}), AGENCY
    ),
    "scenarios.write": Permission("write and publish scenarios", frozenset({Role.TRAINER}), AGENCY),
    "scenarios.review": Permission(
        "judge scenarios that others wrote", frozenset({Role.TRAINER, Role.ADMINISTRATOR}), AGENCY
    ),
    "outcomes.regrade": Permission(
        "propose that a faulty item is judged anew or voided", frozenset({Role.TRAINER}), AGENCY
    ),
    "outcomes.confirm": Permission(
        "see what a regrade would do, confirm another's", frozenset({Role.TRAINER, Role.HR}), AGENCY
    ),
    "attempts.extend": Permission("give a person extra time in runs", frozenset({Role.HR}), AGENCY),
    "certifications.read": Permission("see who is certified, export it", frozenset({Role.HR}), AGENCY),
    "certifications.manage": Permission(
        "excuse, extend, waive, assign, certify for a time, revoke", frozenset({Role.HR}), AGENCY
    ),
    "schemes.read": Permission(
        "see the terms of certifications", frozenset({Role.HR, Role.ADMINISTRATOR}), AGENCY
    ),
    "schemes.manage": Permission("set the terms of certifications", frozenset({Role.HR}), AGENCY),
    "corrections.answer": Permission(
        "answer requests that a record be corrected", frozenset({Role.HR}), AGENCY
    ),
    "reminders.manage": Permission(
        "see, pause and send again the letters that remind people", frozenset({Role.HR}), AGENCY
    ),
    "entries.manage": Permission(
        "enter sanctions, commendations, attendance and complaints", frozenset({Role.HR}), AGENCY
    ),
    "cases.manage": Permission(
        "take up cases, keep their steps, lend their files", frozenset({Role.REGISTRAR}), AGENCY
    ),
    "awards.manage": Permission(
        "set what awards ask, nominate, keep nominations", frozenset({Role.REGISTRAR, Role.HR}), AGENCY
    ),
    "matters.sit": Permission("take part in a matter one was appointed to", EVERYBODY, OWN),
    "matters.answer": Permission("read, answer and object to a matter about oneself", EVERYBODY, OWN),
    "audit.read": Permission(
        "follow everything that was done, check the record", frozenset({Role.AUDITOR}), AGENCY
    ),
    "people.manage": Permission("keep people, units and roles", frozenset({Role.ADMINISTRATOR}), AGENCY),
    "agencies.manage": Permission(
        "open agencies and appoint their administrators", frozenset({Role.OPERATOR}), ALL
    ),
}

View = Callable[..., Any]
_told: list[Callable[[str], None]] = []


class Actor(Protocol):
    is_authenticated: bool
    roles: frozenset[Role]


class UnguardedRoute(RuntimeError):
    """A view was registered without saying who may see it."""


def allowed(roles: Iterable[Role], permission: str) -> bool:
    """Whether a person with these roles holds the permission. Raises KeyError on an unknown permission."""
    return not PERMISSIONS[permission].roles.isdisjoint(roles)


def guard(permission: str) -> Callable[[View], View]:
    """Let only holders of `permission` in; others are told the page does not exist."""
    if permission not in PERMISSIONS:
        raise KeyError(permission)

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            actor = cast(Actor, current_user)
            if not actor.is_authenticated:
                return redirect(url_for("people.sign_in", next=_local_address()))
            if not allowed(actor.roles, permission):
                for listener in _told:
                    listener(permission)
                abort(404)
            return view(*args, **kwargs)

        guarded.guard = permission  # type: ignore[attr-defined]
        return guarded

    return mark


def on_denied(listener: Callable[[str], None]) -> None:
    """Have `listener(permission)` called when a guard refuses somebody who is signed in."""
    if listener not in _told:
        _told.append(listener)


def public(view: Any) -> Any:
    """Mark a view that everybody may see, signed in or not."""
    view.guard = "public"
    return view


def refuse_unguarded_routes(app: Flask) -> None:
    """Raise UnguardedRoute, naming every endpoint that does not say who may see it."""
    bare = [name for name, view in app.view_functions.items() if not hasattr(view, "guard")]
    if bare:
        raise UnguardedRoute(f"no guard on: {', '.join(sorted(bare))}")


def _local_address() -> str | None:
    if request.method != "GET":
        return None
    return request.full_path if request.query_string else request.path
