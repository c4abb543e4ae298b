"""A dossier in the reader's language: sentences, sections, the memorandum."""
