"""Regrade and void: a faulty key is put right for the runs it judged, once two people say so."""
