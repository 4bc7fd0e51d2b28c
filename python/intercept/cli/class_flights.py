"""Flights of a threat class beside its own rows, for `intercept catalog CLASS`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intercept.flight.class_survey import Compared, Survey


def as_document(survey: Survey) -> dict[str, Any]:
    """Return a survey for JSON."""
    from intercept.flight.class_survey import COURSES_DEG  # noqa: PLC0415 - heavy imports wait until the command runs

    outside = survey.outside()
    share, error = survey.share()
    return {
        "profile": survey.profile,
        "from_deg": survey.from_deg,
        "courses_deg": COURSES_DEG,
        "range_km": survey.range_km.tolist(),
        "draws": outside.size,
        "draws_outside": int(outside.sum()),
        "draws_outside_at": outside.sum(axis=1).tolist(),
        "share_outside": share,
        "share_outside_standard_error": error,
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
        "most_likely_outside": int(row.outside(row.most_likely).sum()),
        "draws_outside": int(row.outside(row.drawn).sum()),
    }


def as_lines(survey: Survey) -> Iterator[str]:
    """Return a survey in words: a line for each row, and the share of draws that lie outside."""
    from intercept.flight.class_survey import COURSES_DEG, ROUNDED  # noqa: PLC0415 - as above

    outside = survey.outside()
    distances, draws = outside.shape
    profile = f", profile {survey.profile}" if survey.profile else ""
    span = f"{survey.range_km[0]:,g} to {survey.range_km[-1]:,g} km"
    yield f"Flights of the class{profile}: {distances} distances, {span}; {draws} draws at each"
    latitude, longitude = survey.from_deg
    courses = ", ".join(f"{course}" for course in COURSES_DEG)
    yield f"They begin at {latitude:g}, {longitude:g} degrees, on the courses {courses} (degrees from north)."
    yield f"{'':<30}{'row':>16}{'most likely flights':>20}{'outside':>8}{'draws outside':>14}  confidence"
    for row in survey.rows:
        low = "at most" if row.is_limit else f"{row.parameter.low:,g} to"
        inside = f"{low} {row.parameter.high:,g}"
        flights = f"{row.most_likely.min():,.0f} to {row.most_likely.max():,.0f}"
        beside, missed = int(row.outside(row.most_likely).sum()), int(row.outside(row.drawn).sum())
        yield f"{row.parameter.key:<30}{inside:>16}{flights:>20}{beside:>8}{missed:>14}  {row.parameter.confidence}"
    lost = int((~survey.flown).sum())
    told = f"{outside.sum()} of {outside.size:,}"
    if outside.any():
        share, error = survey.share()
        told += f", {100 * share:.1f} % with a standard error of {100 * error:.1f} %"
    yield f"Draws outside a row of confidence H or M, or not flown ({lost}): {told}."
    if outside.any():
        yield f"By distance, of {draws} draws each: {' '.join(map(str, outside.sum(axis=1)))}."
    else:
        # The greatest share of which so many draws have none outside with a chance of 5 %.
        yield f"The share is below {100 * (1 - 0.05 ** (1 / outside.size)):.2g} % with a confidence of 95 %."
    yield f"Rows are rounded: a flight within {100 * ROUNDED:g} % of an end of a row counts as inside it."
