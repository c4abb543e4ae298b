"""The shape of a dossier: plain values, and for every fact the record it rests on. Pure."""
