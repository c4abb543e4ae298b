"""The screen texts and their catalogues. Run as a command, it brings the catalogues up to date.

The Indonesian text is the message; `en` translates it. WTForms speaks English; `id` translates that.
"""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import wtforms
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
CATALOGUES = ROOT / "training" / "translations"
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def screen_messages() -> Catalog:
    """Every text of our templates and code that goes through gettext."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    catalog = _catalog("en")
    for folder, method, kind in (("templates", "jinja2", "**.html"), ("training", "python", "**.py")):
        options = {
            key: str(value).lower() for m in mappings if m["method"] == method for key, value in m.items()
        }
        found = extract_from_dir(
            ROOT / folder,
            [(kind, method)],
            {kind: options | {"silent": "false"}},
            keywords=KEYWORDS,
            directory_filter=_every_folder,
        )
        for name, line, message, comments, context in found:
            catalog.add(message, None, [(f"{folder}/{name}", line)], auto_comments=comments, context=context)
    return catalog


def form_messages() -> Catalog:
    """Every message that WTForms shows."""
    catalog = _catalog("id")
    folder = Path(wtforms.__file__).parent
    keywords = {"gettext": None, "ngettext": (1, 2)}
    for name, _line, message, _comments, _context in extract_from_dir(
        folder, [("**.py", "python")], keywords=keywords
    ):
        if not name.startswith(("csrf", "locale")):
            catalog.add(message)
    return catalog


def kept(language: str) -> Catalog:
    """The catalogue as it lies in the repository."""
    with (CATALOGUES / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def renew(language: str, wanted: Catalog) -> None:
    """Bring a catalogue up to date: new messages are empty, gone ones go, translations stay."""
    path = CATALOGUES / language / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog = kept(language) if path.exists() else _catalog(language)
    catalog.update(wanted, no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    catalog.revision_date = datetime(2026, 11, 21, tzinfo=UTC)
    with path.open("wb") as file:
        write_po(file, catalog, width=0, sort_output=True, no_location=True, omit_header=False)


def _every_folder(_path: str) -> bool:
    """Also `_macros`: unless told otherwise, Babel passes over folders that begin with an underscore."""
    return True


def _catalog(language: str) -> Catalog:
    moment = datetime(2026, 11, 21, tzinfo=UTC)
    catalog = Catalog(
        locale=language,
        project="Adab",
        version="1",
        header_comment="# Adab",
        creation_date=moment,
        revision_date=moment,
        last_translator="Adab",
        language_team="Adab",
        fuzzy=False,
    )
    if language == "id":
        # Babel writes two plural forms for Indonesian, which has one.
        catalog.mime_headers = [("Plural-Forms", "nplurals=1; plural=0;")]
    return catalog


if __name__ == "__main__":
    renew("en", screen_messages())
    renew("id", form_messages())
