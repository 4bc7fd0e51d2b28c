"""Flights of a threat class beside its own rows, for `intercept catalog CLASS`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intercept.flight.class_survey import Compared, Survey


def as_document(survey: Survey) -> dict[str, Any]:
    """Return a survey for JSON."""
    outside = survey.outside()
    return {
        "profile": survey.profile,
        "range_km": survey.range_km.tolist(),
        "draws": len(outside),
        "draws_outside": int(outside.sum()),
        "draws_not_flown": int((~survey.flown).sum()),
        "rows": [_row(row) for row in survey.rows],
    }


def _row(row: Compared) -> dict[str, Any]:
    parameter = row.parameter
    return {
        "parameter": parameter.key,
        "confidence": parameter.confidence,
        "low": parameter.low,
        "high": parameter.high,
        "limit": row.is_limit,
        "most_likely": row.most_likely.tolist(),
        "draws_outside": int(row.outside(row.drawn).sum()),
    }


def as_lines(survey: Survey) -> Iterator[str]:
    """Return a survey in words: a line for each row, and the share of draws that lie outside."""
    outside, count = survey.outside(), len(survey.range_km)
    profile = f", profile {survey.profile}" if survey.profile else ""
    span = f"{survey.range_km[0]:,g} to {survey.range_km[-1]:,g} km"
    yield (f"Flights of the class{profile}: {count} distances, {span}; {len(outside) // count} draws at each")
    yield f"{'':<30}{'row':>18}{'most likely flights':>22}{'draws outside':>15}  confidence"
    for row in survey.rows:
        low = "at most" if row.is_limit else f"{row.parameter.low:,g} to"
        inside = f"{low} {row.parameter.high:,g}"
        flights = f"{row.most_likely.min():,.0f} to {row.most_likely.max():,.0f}"
        missed = int(row.outside(row.drawn).sum())
        yield f"{row.parameter.key:<30}{inside:>18}{flights:>22}{missed:>15}  {row.parameter.confidence}"
    from intercept.flight.class_survey import ROUNDED  # noqa: PLC0415 - heavy imports wait until the command runs

    lost = int((~survey.flown).sum())
    yield f"Draws outside a row of confidence H or M, or not flown ({lost}): {outside.sum()} of {len(outside)}."
    yield f"Rows are rounded: a flight within {100 * ROUNDED:g} % of an end of a row counts as inside it."
