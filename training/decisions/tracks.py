"""The two tracks of cases, which never mix: breach of the code of ethics, breach of discipline. Pure."""

ETHICS, DISCIPLINE = TRACKS = ("ethics", "discipline")
