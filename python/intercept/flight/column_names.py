"""Names of columns of samples: those that are none, and which are meant by the names that others give theirs."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from intercept.base.arguments import shown
from intercept.errors import InvalidParameterError

# How a message lists them, and how many unknown ones.
KNOWN = (
    "time_s or time, row, a place (latitude_deg, longitude_deg, altitude_m; or x_ecef_m, ...), velocity_...,"
    " acceleration_..., threat_class, radar_cross_section_m2, manoeuvre_m_s2"
)
UNKNOWN_MAX = 5
# Which column is meant by how receivers and libraries call theirs; how like a column another name must be.
SHORT = {
    **dict.fromkeys(("lat", "latitude"), "latitude_deg"),
    **dict.fromkeys(("lon", "long", "lng", "longitude"), "longitude_deg"),
    **dict.fromkeys(("alt", "altitude", "height", "elevation"), "altitude_m"),
    **dict.fromkeys(("timestamp", "datetime", "utc"), "time"),
    **dict.fromkeys(("id", "track", "callsign", "icao24"), "row"),
    "t": "time_s",
    "rcs": "radar_cross_section_m2",
}
LIKENESS = 0.6


def refuse_unknown(columns: Collection[str], allowed: Collection[str], named: str) -> None:
    """Raise InvalidParameterError if columns of a table are not among those allowed; it says which may be meant."""
    unknown = [name for name in columns if name not in allowed]
    if not unknown:
        return
    listed = ", ".join(shown(name) for name in unknown[:UNKNOWN_MAX])
    more = f" and {len(unknown) - UNKNOWN_MAX} more" if len(unknown) > UNKNOWN_MAX else ""
    meanings = [_meant(str(name), allowed) for name in unknown[:UNKNOWN_MAX]]
    near = ", ".join(dict.fromkeys(name for name in meanings if name and name not in columns))
    hint = f"did you mean {near}? Leave out" if near else "leave out"
    are = "is" if len(unknown) == 1 else "are"
    raise InvalidParameterError(f"columns of {named}: {listed}{more} {are} not known; {hint} all but {KNOWN}")


def _meant(name: str, allowed: Collection[str]) -> str:
    """Return the column that is meant by another name, in its unit or the usual one; "" for none."""
    plain, _, unit = name.lower().partition("_")
    found = SHORT.get(plain, "")
    if found:
        own = f"{found.split('_')[0]}_{unit}"
        return own if own in allowed else found
    return next(iter(difflib.get_close_matches(name.lower(), allowed, n=1, cutoff=LIKENESS)), "")
