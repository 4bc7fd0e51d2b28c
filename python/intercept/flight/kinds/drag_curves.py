"""Published drag coefficients by Mach number, thinned to a few rows: (Mach number, coefficient).

Sources, reference areas and confidence: docs/models/aerodynamics.md.
"""

from __future__ import annotations

from intercept.base.arguments import choice

Points = tuple[tuple[float, float], ...]

DRAG_CURVES: dict[str, Points] = {
    # Ballistic standard projectile G1 (Ingalls, Gavre Commission), blunt, flat base; area of the calibre.
    "g1": (
        *((0.0, 0.2629), (0.3, 0.2214), (0.5, 0.2032), (0.6, 0.2034), (0.7, 0.2165), (0.8, 0.2546), (0.85, 0.2901)),
        *((0.9, 0.3415), (0.95, 0.4084), (1.0, 0.4805), (1.05, 0.5427), (1.1, 0.5883), (1.2, 0.6393), (1.3, 0.6589)),
        *((1.4, 0.6625), (1.5, 0.6573), (1.7, 0.6347), (2.0, 0.5934), (2.5, 0.5397), (3.0, 0.5133), (4.0, 0.5006)),
        (5.0, 0.4988),
    ),
    # Ballistic standard projectile G7, slender secant ogive with boat tail; area of the calibre.
    "g7": (
        *((0.0, 0.1198), (0.5, 0.1194), (0.7, 0.1202), (0.8, 0.1242), (0.85, 0.1306), (0.9, 0.1464), (0.925, 0.166)),
        *((0.95, 0.2054), (0.975, 0.2993), (1.0, 0.3803), (1.05, 0.4043), (1.1, 0.4014), (1.2, 0.3884), (1.4, 0.358)),
        *((1.7, 0.3209), (2.0, 0.298), (2.5, 0.2697), (3.0, 0.2424), (4.0, 0.1935), (5.0, 0.1618)),
    ),
    # Smooth sphere, the standard GS; area of the great circle.
    "sphere": (
        *((0.0, 0.4662), (0.3, 0.4827), (0.5, 0.497), (0.6, 0.526), (0.7, 0.592), (0.8, 0.661), (0.9, 0.737)),
        *((1.0, 0.814), (1.1, 0.887), (1.2, 0.951), (1.3, 0.991), (1.4, 1.003), (1.6, 1.009), (2.0, 1.001)),
        *((2.5, 0.981), (3.0, 0.961), (3.5, 0.943), (4.0, 0.928)),
    ),
    # Slender finned missile under power off, angle of attack zero: read by eye from a textbook figure of the V-2.
    "slender_missile": (
        *((0.0, 0.15), (0.7, 0.15), (0.9, 0.20), (1.0, 0.31), (1.1, 0.40), (1.2, 0.42), (1.5, 0.36), (2.0, 0.29)),
        *((2.5, 0.25), (3.0, 0.22), (4.0, 0.18), (5.0, 0.15)),
    ),
}


def drag_curve(name: str) -> Points:
    """Return a published drag curve as (Mach number, drag coefficient) rows, by name: g1, g7, sphere, slender_missile.

    Sources, reference areas, confidence: docs/models/aerodynamics.md.

    Raises
    ------
    InvalidParameterError
        There is no curve of that name.

    Examples
    --------
    >>> import intercept as ic
    >>> len(ic.flights.drag_curve("g7")) > 10
    True
    """
    return DRAG_CURVES[choice("name", name, DRAG_CURVES)]
