"""A version written out for other hands: Akoma Ntoso, Markdown, our own text form, JSON."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from ..core.clock import day_in
from ..core.db import db
from ..people.models import Agency
from .akn import Edition, to_xml
from .hierarchy import writable
from .models import CodeVersion
from .rules import grouped, heading, indonesian_day
from .textform import ABOUT, ClauseLike, write_form

MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]#!])")
ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "~": "&#126;"})


def edition(version: CodeVersion) -> Edition:
    """The version with what its text does not say: who issued it, and when the code began."""
    agency = db.session.get_one(Agency, version.agency_id)
    first = db.session.scalars(
        sa.select(CodeVersion)
        .where(CodeVersion.code_id == version.code_id)
        .order_by(CodeVersion.number)
        .limit(1)
    ).one()
    return Edition(
        code=version.code.slug,
        publisher=agency.slug,
        publisher_name=agency.name,
        number=version.number,
        state=version.state,
        title=version.title,
        decree=version.decree,
        decree_date=version.decree_date,
        in_force_from=version.in_force_from,
        content_hash=version.content_hash,
        began=first.decree_date or first.in_force_from or day_in(agency.zone, first.created_at),
        day=version.in_force_from or version.decree_date or day_in(agency.zone, version.created_at),
        made=day_in(agency.zone, version.published_at or version.created_at),
        sections=version.sections,
    )


def to_akoma_ntoso(written: Edition) -> bytes:
    """Akoma Ntoso 3.0: what a national legal archive reads."""
    return to_xml(written)


def to_markdown(written: Edition) -> str:
    """Front matter, a heading for each section and list, an entry for each clause; signs are escaped."""
    lines = ["---", *_front_matter(written), "---", "", f"# {_escaped(written.title)}"]
    for section in written.sections:
        title = _escaped(heading(section.label, section.title))
        lines += ["", f"## {title}"] if title else []
        for group, clauses in grouped(section.clauses):
            lines += ["", *([f"### {_escaped(group)}", ""] if group else [])]
            lines += [_entry(clause) for clause in clauses]
    return "\n".join(lines) + "\n"


def to_text(written: Edition) -> str:
    """Our own text form: `flask codes read` gives back the same sections, labels, groups and words."""
    values = (
        *(written.code, str(written.number), written.decree, _day(written.decree_date)),
        *(_day(written.in_force_from), written.content_hash),
    )
    about = {key: value for key, value in zip(ABOUT, values, strict=True) if value}
    return write_form(written.title, written.sections, about)


def to_json(written: Edition) -> str:
    """The shape of `flask codes read --json`, with what is known about the version."""
    return json.dumps(about(written) | {"sections": list(_sections(written))}, ensure_ascii=False, indent=1)


def about(written: Edition) -> dict[str, Any]:
    """What is known about a version beside its text; absent dates and fingerprints are null."""
    return {
        "code": written.code,
        "agency": written.publisher,
        "version": written.number,
        "state": written.state,
        "title": written.title,
        "decree": written.decree,
        "decree_date": written.decree_date.isoformat() if written.decree_date else None,
        "in_force_from": written.in_force_from.isoformat() if written.in_force_from else None,
        "content_hash": written.content_hash or None,
    }


FORMATS: Mapping[str, tuple[Callable[[Edition], bytes | str], str, str]] = {
    "akn": (to_akoma_ntoso, "xml", "application/xml"),
    "md": (to_markdown, "md", "text/markdown"),
    "txt": (to_text, "txt", "text/plain"),
    "json": (to_json, "json", "application/json"),
}
"""Name: (writer, ending of the file's name, media type)."""


def exported(version: CodeVersion, form: str) -> bytes:
    """The version as a file of one of `FORMATS`. Raises KeyError on an unknown form."""
    written = FORMATS[form][0](edition(version))
    return written if isinstance(written, bytes) else written.encode("utf-8", "replace")


def _front_matter(written: Edition) -> Iterator[str]:
    """YAML whose texts are quoted as JSON quotes them, which YAML reads alike."""
    for key, value in about(written).items():
        said = writable(value) if isinstance(value, str) else value
        yield f"{key}: {json.dumps(said, ensure_ascii=False)}"


def _entry(clause: ClauseLike) -> str:
    return f"- **{_escaped(clause.address)}** {_escaped(clause.text)}"


def _escaped(text: str) -> str:
    """Words that no Markdown reader takes for anything else."""
    signs = MARKDOWN_SIGNS.sub(r"\\\1", writable(text))
    return signs.translate(ENTITIES)


def _sections(written: Edition) -> Iterator[Mapping[str, Any]]:
    for section in written.sections:
        told = {"label": section.label, "title": section.title, "kind": section.kind}
        yield told | {"trainable": section.trainable, "clauses": [_clause(c) for c in section.clauses]}


def _clause(clause: ClauseLike) -> dict[str, Any]:
    told = {"label": clause.label, "address": clause.address, "text": clause.text, "kind": clause.kind}
    told |= {name: value for name in ("group", "parent") if (value := getattr(clause, name))}
    return told | ({} if clause.trainable else {"trainable": False})


def _day(value: date | None) -> str:
    return indonesian_day(value) if value else ""
