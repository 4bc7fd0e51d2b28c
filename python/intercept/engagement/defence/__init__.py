"""Sensors, fire units and interceptors in SI units."""
