"""Flight about the Earth in inertial axes by the classical Runge-Kutta method, in air that turns with the Earth."""

import math

import numpy as np

GM, RADIUS, FLATTENING = 3.986004418e14, 6_378_137.0, 1.0 / 298.257223563
J2 = 1.0826298213e-3
DENSITY, SCALE_HEIGHT = 1.225, 7_200.0
STEP_S = 1.0


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

    def rate(state):
        r, v = state[:3], state[3:]
        a = gravity(r, j2) + (0.0 if math.isinf(beta) else drag(r, v, spin, beta))
        return np.concatenate([v, a])

    state, found = np.concatenate([position, velocity]), []
    for before, now in zip([times[0], *times[:-1]], times, strict=True):
        steps = max(math.ceil((now - before) / STEP_S), 1)
        for _ in range(steps):
            h = (now - before) / steps
            a = rate(state)
            b = rate(state + 0.5 * h * a)
            c = rate(state + 0.5 * h * b)
            state = state + h / 6.0 * (a + 2.0 * (b + c) + rate(state + h * c))
        found.append(state)
    return np.array(found)[:, :3], np.array(found)[:, 3:]
