"""Cases of validation, one file for each model."""
