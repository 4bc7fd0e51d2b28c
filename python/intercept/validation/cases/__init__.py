"""Cases of validation, one file a model."""
