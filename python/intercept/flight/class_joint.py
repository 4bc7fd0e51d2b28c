"""What of a class's priors fits a distance: the part that is drawn from, so that the values of a draw belong together.

A prior is conditioned on its bounds, which cuts it and changes nothing inside them (`intercept.catalogue.draw`). A
value that a user states is no prior: it is flown, as far as a flight has it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from intercept.catalogue.draw import Bounds
from intercept.catalogue.formulas import EARTH_RADIUS_M, STANDARD_GRAVITY_M_S2, minimum_energy_apogee_m
from intercept.catalogue.generic_class import GenericClass
from intercept.catalogue.rules import Rules

Array = npt.NDArray[np.float64]

# Rotation of the Earth, WGS-84.
EARTH_RATE_RAD_S = 7.292115e-5
# The fastest end of a glide that is drawn: its equilibrium at 30 km with a ballistic coefficient of 16,000 kg/m^2.
GLIDE_END_M_S = 1_800.0
SPEEDS = 200


def within(generic: GenericClass, range_km: Array, eastward: Array) -> Bounds:
    """Return the bounds of a class's values over distances, by key, each of the distances' shape.

    - The apogee of a class that flies depressed: a share of the least-energy apogee of the distance.
    - The range of a class that cruises at hypersonic speed: the distance at least, and so the speeds coupled with it.
    - The lift-to-drag ratio of a class that glides: what carries over the distance from its greatest speed.

    Parameters
    ----------
    generic
        The class.
    range_km, eastward
        Distances (km), and the cosine of latitude times the sine of the azimuth, which the course keeps (Clairaut).
    """
    kind = Rules.load().threats[generic.base].flight
    key = {"aeroballistic": "apogee_m", "hypersonic": "range_km", "glide": "lift_to_drag"}.get(kind, "")
    if not key or generic.parameters[key].origin == "scenario":
        return {}
    if kind == "aeroballistic":
        return {key: apogee_bounds_m(generic, range_km)}
    low = range_km if kind == "hypersonic" else glide_ratio_min(generic, range_km, eastward)
    high = np.full_like(range_km, generic.parameters[key].high)
    return {key: (np.minimum(low, high), high)}


def apogee_bounds_m(generic: GenericClass, range_km: Array) -> tuple[Array, Array]:
    """Return the lowest and the highest apogee of a depressed class over distances (km).

    Shares of the least-energy apogee, at least a floor; where the higher is below the low end of the class's prior, as
    much of that low end as the least-energy path has.
    """
    rule = Rules.load().apogee[generic.base]
    least_energy = minimum_energy_apogee_m(range_km)
    highest = np.minimum(np.maximum(rule.high * least_energy, generic.parameters["apogee_m"].low), least_energy)
    return np.minimum(np.maximum(rule.low * least_energy, rule.floor_m), highest), highest


def glide_ratio_min(generic: GenericClass, range_km: Array, eastward: Array) -> Array:
    """Return the lift-to-drag ratio that carries a gliding class over distances (km) from its greatest speed.

    Sänger's equilibrium glide over a rotating sphere, R = (L/D) integral of V dV/(g - V^2/r - 2 w V e), e the cosine of
    latitude times the sine of the azimuth: the heights of real air, which it leaves out, carry some 3 % farther.
    """
    fastest = generic.parameters["initial_glide_speed_m_s"].high
    # The middles of equal steps of the speed.
    step = (fastest - min(GLIDE_END_M_S, 0.9 * fastest)) / SPEEDS
    speed = fastest - step * (np.arange(SPEEDS) + 0.5)
    turning = speed * speed / EARTH_RADIUS_M + 2.0 * EARTH_RATE_RAD_S * np.multiply.outer(eastward, speed)
    held = np.maximum(STANDARD_GRAVITY_M_S2 - turning, 0.01 * STANDARD_GRAVITY_M_S2)
    ratio: Array = 1e3 * range_km / np.sum(speed / held * step, axis=-1)
    return ratio
