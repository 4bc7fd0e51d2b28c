"""Scenarios: the model of the file, the generated theatre, and the compiler that turns words into numbers."""
