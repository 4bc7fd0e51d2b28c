"""A slow, plain flight in inertial axes: classical Runge-Kutta steps of fixed length, numpy, equations of its own.

r'' = -GM r/r^3 + J2 terms - rho |u| u / (2 beta), u = v - omega x r - wind. It shares with the package only the density
of the air, which has checks of its own.
"""

import numpy as np

from intercept.earth.air import us76

GM_M3_S2, J2, EQUATOR_M, FLATTENING = 3.986004418e14, 1.0826298213e-3, 6378137.0, 1 / 298.257223563


def gravitation(r, j2):
    """Vallado, 4th ed., equation 8-19 ff.: central term, and J2 by components."""
    x, y, z = r
    d2 = x * x + y * y + z * z
    d = np.sqrt(d2)
    factor = 1.5 * j2 * EQUATOR_M**2 / d2
    level = 1 - factor * (5 * z * z / d2 - 1)
    axial = 1 - factor * (5 * z * z / d2 - 3)
    return -GM_M3_S2 / (d2 * d) * np.array([x * level, y * level, z * axial])


def altitude(r, sphere_m):
    """Height above a sphere, or above the ellipsoid by Bowring's iteration on the reduced latitude."""
    if sphere_m is not None:
        return np.sqrt(r @ r) - sphere_m
    axis, z = np.hypot(r[0], r[1]), r[2]
    polar_m = EQUATOR_M * (1 - FLATTENING)
    e2, second = 1 - (1 - FLATTENING) ** 2, 1 / (1 - FLATTENING) ** 2 - 1
    reduced = np.arctan2(z * EQUATOR_M, axis * polar_m)
    for _ in range(3):
        top = z + second * polar_m * np.sin(reduced) ** 3
        latitude = np.arctan2(top, axis - e2 * EQUATOR_M * np.cos(reduced) ** 3)
        reduced = np.arctan((1 - FLATTENING) * np.tan(latitude))
    prime = EQUATOR_M / np.sqrt(1 - e2 * np.sin(latitude) ** 2)
    return axis * np.cos(latitude) + z * np.sin(latitude) - EQUATOR_M**2 / prime


def fly(position, velocity, *, rate, sphere_m=None, j2=J2, beta=np.inf, wind=None, step_s=0.02, until_s=30.0):
    """Times (s), inertial positions (m) and velocities (m/s) each 0.1 s; `velocity` is relative to the turning planet.

    `wind(altitude)` is a speed from the west (m/s), near the equator.
    """
    spin = np.array([0.0, 0.0, rate])

    def derivative(state):
        r, v = state[:3], state[3:]
        height = altitude(r, sphere_m)
        u = v - np.cross(spin, r)
        if wind is not None:
            east = np.array([-r[1], r[0], 0.0])
            u = u - wind(height) * east / np.linalg.norm(east)
        drag = 0.0 if np.isinf(beta) else us76(height)["density_kg_m3"][0] * np.sqrt(u @ u) / (2 * beta)
        return np.concatenate([v, gravitation(r, j2) - drag * u])

    state = np.concatenate([position, np.asarray(velocity) + np.cross(spin, position)])
    states, each = [state], round(0.1 / step_s)
    for count in range(1, round(until_s / step_s) + 1):
        k1 = derivative(state)
        k2 = derivative(state + 0.5 * step_s * k1)
        k3 = derivative(state + 0.5 * step_s * k2)
        k4 = derivative(state + step_s * k3)
        state = state + step_s / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        if count % each == 0:
            states.append(state)
    rows = np.array(states)
    return 0.1 * np.arange(len(rows)), rows[:, :3], rows[:, 3:]
