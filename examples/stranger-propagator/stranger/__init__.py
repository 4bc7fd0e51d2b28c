"""A small propagator of re-entry bodies."""

from stranger.propagator import fly

__all__ = ["fly"]
