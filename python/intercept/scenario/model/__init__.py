"""The model of a scenario file."""
