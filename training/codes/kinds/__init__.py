"""Kinds of documents a decree comes as: plain text, Word and PDF."""
