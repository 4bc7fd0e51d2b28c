"""Flight about the Earth in inertial axes, integrated by SciPy, in air that turns with the Earth."""

import math

import numpy as np
from scipy.integrate import solve_ivp

GM, RADIUS, FLATTENING = 3.986004418e14, 6_378_137.0, 1.0 / 298.257223563
J2 = 1.0826298213e-3
DENSITY, SCALE_HEIGHT = 1.225, 7_200.0


def gravity(r: np.ndarray, j2: float) -> np.ndarray:
    distance = math.sqrt(r @ r)
    bulge, sine2 = 1.5 * j2 * (RADIUS / distance) ** 2, (r[2] / distance) ** 2
    return -GM / distance**3 * r * (1.0 + bulge * (np.array([1.0, 1.0, 3.0]) - 5.0 * sine2))


def drag(r: np.ndarray, v: np.ndarray, spin: float, beta: float) -> np.ndarray:
    distance = math.sqrt(r @ r)
    # Height over the ellipsoid to the first order of its flattening: 40 m off at most.
    height = distance - RADIUS * (1.0 - FLATTENING * (r[2] / distance) ** 2)
    through = v - spin * np.array([-r[1], r[0], 0.0])
    return -0.5 * DENSITY * math.exp(-height / SCALE_HEIGHT) / beta * math.sqrt(through @ through) * through


def fly(position, velocity, times, *, beta=math.inf, spin=7.292115e-5, j2=J2):
    """Return inertial positions and velocities at times, from a state at the first of them."""

    def rate(_, state):
        r, v = state[:3], state[3:]
        a = gravity(r, j2) + (0.0 if math.isinf(beta) else drag(r, v, spin, beta))
        return np.concatenate([v, a])

    start = np.concatenate([position, velocity])
    flown = solve_ivp(rate, (times[0], times[-1]), start, method="DOP853", dense_output=True, rtol=1e-10, atol=1e-6)
    states = flown.sol(times).T
    return states[:, :3], states[:, 3:]
