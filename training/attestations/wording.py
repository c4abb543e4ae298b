"""What somebody declares: the whole text of a version and the statement above the password."""

from flask_babel import gettext as _

from ..codes.models import CodeVersion
from ..codes.service import citation
from .rules import Shown
from .service import shown


def text_of(version: CodeVersion) -> Shown:
    """The text and the statement in the reader's language."""
    statement = _(
        "Saya telah membaca seluruh isi %(title)s (%(citation)s), versi %(number)s. "
        "Saya memahaminya dan akan mematuhinya dalam pekerjaan saya.",
        title=version.title,
        citation=citation(version),
        number=version.number,
    )
    return shown(version, statement)
