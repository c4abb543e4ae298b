"""Invitations by mail, for whoever has an address. The others get theirs on paper."""

from collections.abc import Sequence
from datetime import datetime

from flask import current_app, has_request_context, request
from flask_babel import force_locale
from flask_babel import gettext as _

from ...core.i18n import show_date
from ...core.outbox.posting import Written, post
from ...core.outbox.rules import is_address
from .service import Invited

KIND = "invitation"


def link_of(invited: Invited) -> str:
    """The address that opens the invitation: at the office's public address, else at the one asked now."""
    asked = request.host_url.rstrip("/") if has_request_context() else ""
    return f"{current_app.config['ORIGIN'] or asked}/invitations/{invited.token}"


def write_letters(invited: Sequence[Invited], now: datetime) -> None:
    """Put a letter for each who has an address in the outbox, in the transaction of the invitation."""
    post([_letter(each) for each in invited if is_address(each.person.email or "")], now=now)


def _letter(invited: Invited) -> Written:
    person = invited.person
    language = person.locale or "id"
    with force_locale(language):
        subject, body = _("Undangan masuk ke Adab"), "\n\n".join(_paragraphs(invited))
    return Written(
        kind=KIND,
        key=f"invitation:{invited.invitation.ref}",
        to_address=person.email or "",
        subject=subject,
        body=body,
        language=language,
        agency_id=person.agency_id,
        person_id=person.id,
    )


def _paragraphs(invited: Invited) -> tuple[str, ...]:
    person, day = invited.person, show_date(invited.invitation.expires_at)
    identifier = _("NIP Anda") if person.nip else _("surel ini")
    return (
        _("Yth. %(name)s,", name=person.name),
        _(
            "%(agency)s menyiapkan akun untuk Anda di Adab, tempat mempelajari kode etik dan "
            "menyimpan sertifikatnya. Buka tautan ini untuk membuat kata sandi Anda sendiri:",
            agency=person.agency.name,
        ),
        link_of(invited),
        _("Tautan ini berlaku satu kali, sampai %(day)s. Jangan diteruskan kepada orang lain.", day=day),
        _("Setelah itu Anda masuk dengan %(identifier)s dan kata sandi tersebut.", identifier=identifier),
    )
