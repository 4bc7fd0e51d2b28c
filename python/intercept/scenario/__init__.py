"""Scenarios: the model of the file, the generated theatre, and the way from words to numbers."""
