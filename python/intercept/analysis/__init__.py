"""Analyses on top of the record and the raids: today, the arithmetic of a claimed interception rate."""
