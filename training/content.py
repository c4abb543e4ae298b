"""Loading `quizzes/`: each folder's source texts, lessons and scenarios become a published course."""

from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from .certifications.models import Certification
from .certifications.service import open_scheme
from .codes import service as codes
from .codes.formats import BadFile, CodeFields, Fault, decode, read_code
from .codes.models import DRAFT, IN_FORCE, Code, CodeVersion
from .core.db import db
from .ledger.service import SYSTEM
from .modules.formats import read_lessons
from .modules.service import publish_modules
from .people.models import Agency
from .scenarios.covering.publishing import publish_ready
from .scenarios.service import import_scenario

QUIZZES = Path(__file__).parent.parent / "quizzes"


def folders() -> list[Path]:
    """The folders that hold a code, by name; each name is the code's slug."""
    return sorted(card.parent for card in QUIZZES.glob("*/code.yaml"))


def load_folder(folder: Path, moment: datetime) -> Certification:
    """Load one code with its agency, modules, scenarios and certification; what is there stays as it is.

    Raises BadFile or InvalidScenario, with file and line, when a file cannot be used.
    """
    fields = read_code(_text(folder / "code.yaml"), name=f"{folder.name}/code.yaml")
    agency = _agency(fields, moment)
    in_force = _load_sources(folder, fields, agency, moment)
    _load_notes(folder, fields, in_force, moment)
    publish_modules(in_force, read_lessons(folder / "modules"), now=moment)
    for path in sorted((folder / "scenarios").glob("*.yaml")):
        import_scenario(
            in_force.code, _text(path), name=f"{folder.name}/{path.name}", actor=SYSTEM, now=moment
        )
    publish_ready(in_force, now=moment)
    return open_scheme(in_force.code, title=fields.title)


def _load_sources(folder: Path, fields: CodeFields, agency: Agency, moment: datetime) -> CodeVersion:
    """The version the folder's lessons and scenarios are written for, also once it has been amended."""
    published = None
    for source in fields.sources:
        version = codes.import_text(
            agency,
            slug=folder.name,
            text=_text(folder / source.file),
            source_name=source.file,
            title=fields.title,
            title_en=fields.title_en,
            decree=fields.decree,
            decree_date=fields.decree_date,
            in_force_from=fields.in_force_from,
            now=moment,
        )
        # Only a first version comes into force by loading; what replaces one is weighed by a person.
        if source.state == "published" and version.state == DRAFT and not _is_in_force(version.code):
            codes.publish(version, actor=SYSTEM, now=moment)
        published = version if version.state != DRAFT else published
    return published or _in_force(folder.name)


def _load_notes(folder: Path, fields: CodeFields, version: CodeVersion, moment: datetime) -> None:
    for number, note in enumerate(fields.notes):
        try:
            codes.add_note(version, note.clause, note.text, person=None, now=moment)
        except KeyError:
            fault = Fault(
                0, f"notes[{number}].clause", f"Butir {note.clause} tidak ada pada versi yang berlaku."
            )
            raise BadFile(f"{folder.name}/code.yaml", [fault]) from None


def _is_in_force(code: Code) -> bool:
    known = sa.select(CodeVersion.id).where(CodeVersion.code_id == code.id, CodeVersion.state == IN_FORCE)
    return db.session.scalar(known) is not None


def _in_force(slug: str) -> CodeVersion:
    return db.session.scalars(
        sa.select(CodeVersion).join(CodeVersion.code).where(Code.slug == slug, CodeVersion.state == IN_FORCE)
    ).one()


def _agency(fields: CodeFields, moment: datetime) -> Agency:
    known = db.session.scalar(sa.select(Agency).where(Agency.slug == fields.agency.slug))
    if known is None:
        known = Agency(
            slug=fields.agency.slug, name=fields.agency.name, zone=fields.agency.zone, created_at=moment
        )
        db.session.add(known)
        db.session.flush()
    return known


def _text(path: Path) -> str:
    return decode(path.read_bytes(), name=path.name)
