"""Analyses on top of the record and the raids: the arithmetic of a claimed rate, and textbook closed forms."""
