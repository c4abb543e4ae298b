"""Short live scenarios for tests that count them: one decision about one clause each."""

import json
from datetime import datetime
from hashlib import sha256

from training.codes.models import Clause, Code
from training.core.db import db
from training.modules.models import Module, Objective
from training.scenarios.gist import Gist, packed
from training.scenarios.models import PUBLISHED, Scenario, ScenarioVersion
from training.scenarios.service import import_scenario

from .material import decision, option, scenario


def source(name: str, address: str, *, tests: str = "", cites: tuple[str, ...] = ()) -> str:
    """A scenario about `address` as its file says it, with a decision on `tests` and options that cite more."""
    kept = [tests or address, *cites]
    choices = option("a", "best", upholds=kept), option("b", "violation", violates=[tests or address])
    nodes = {"loket": decision(*choices, clause=tests or address)}
    return json.dumps(scenario(nodes, id=name, clause=address, title=f"Kisah {name}", title_en=name))


def tell(code: Code, address: str, *names: str, at: datetime, **more: object) -> list[ScenarioVersion]:
    """Publish a live scenario about the clause under each name; the caller commits."""
    return [
        import_scenario(code, source(name, address, **more), name=name, actor="system", now=at)
        for name in names
    ]


def crowd(module: Module, *, clauses: int, count: int) -> None:
    """So many clauses more in the module, and live scenarios about them, five each as far as they go. Commits."""
    version, section = module.version, module.objectives[0].clause.section
    words = "Tidak melakukan perbuatan yang merugikan pemohon atau rekan kerja, dengan alasan apa pun juga, ke-{}."
    for place in range(10, 10 + clauses):
        clause = Clause(
            version_id=version.id,
            section_id=section.id,
            position=place,
            label=str(place),
            address=f"D.{place}",
            text=words.format(place),
            kind="prohibition",
            line=place,
            last_line=place,
        )
        db.session.add(clause)
        module.objectives.append(Objective(clause=clause, position=place, text=words.format(place)))
    for number in range(count):
        address, slug = f"D.{10 + number // 5}", f"kisah-{number}"
        text = source(slug, address)
        told = ScenarioVersion(number=1, state=PUBLISHED, published_at=version.published_at)
        told.scenario = Scenario(agency_id=module.agency_id, code_id=version.code_id, slug=slug)
        told.source, told.title, told.clause, told.clauses = (
            text,
            f"Kisah panjang ke-{number}",
            address,
            [address],
        )
        told.content_hash, told.gist = sha256(text.encode()).hexdigest(), packed(Gist(((address, "one"),)))
        db.session.add(told)
    db.session.commit()
