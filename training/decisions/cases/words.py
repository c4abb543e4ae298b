"""Each step of a case as one sentence that stands alone, in the reader's language.

Who reported never comes up in one. People are named by `names` (name by reference) where a step names them.
"""

from datetime import date
from typing import Any, Protocol

from flask_babel import gettext as _

from ..penalties.catalogue import regulation
from ..penalties.words import kind_label
from .procedure import acts
from .wording.labels import step_name
from .wording.tellers import TELLERS, Names


class Told(Protocol):
    """What `sentence` needs of a step."""

    kind: str
    said: dict[str, Any]


def sentence(step: Told, names: Names | None = None) -> str:
    """A step as a sentence. Of a step that was erased only its kind is left to tell."""
    try:
        act = acts.read_act(step.kind, step.said)
    except (KeyError, ValueError):
        return _("%(step)s: isinya sudah dihapus menurut masa simpan.", step=step_name(step.kind))
    return act_sentence(act, names)


def act_sentence(act: acts.Act, names: Names | None = None) -> str:
    """An act as a sentence."""
    return TELLERS[act.kind](act, names or {})


def penalty_name(track: str, key: str, on: date, months: int | None = None) -> str:
    """A kind of the catalogue by name, with its length; its key where the catalogue has lost it."""
    found = regulation(track, on)
    kind = found.kind(key) if found else None
    name = kind_label(kind) if kind else key
    # Some kinds are named with their length.
    told = kind is not None and "tahun" in kind.label_id
    return _("%(name)s, %(months)s bulan", name=name, months=months) if months and not told else name
