"""The two-body problem in closed form: what a propagator without air about a still centre is held to.

With r the distance, s = r . v, mu = GM and a = 1/(2/r - v^2/mu), the change x of eccentric anomaly in a time t obeys

    t sqrt(mu/a^3) = x + s/sqrt(mu a) (1 - cos x) - (1 - r/a) sin x

and the state there is f r + g v, with f = 1 - a/r (1 - cos x) and g = t + sqrt(a^3/mu) (sin x - x) (Battin, *An
Introduction to the Mathematics and Methods of Astrodynamics*, 4.3). For ellipses: speeds below that of escape.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
ITERATIONS = 60


def two_body(position_m: Array, velocity_m_s: Array, time_s: Array, gm_m3_s2: float) -> tuple[Array, Array]:
    """Return positions (m) and velocities (m/s), shape (n, 3), of a state at times, in axes at rest."""
    distance, radial = float(np.linalg.norm(position_m)), float(position_m @ velocity_m_s)
    a = 1.0 / (2.0 / distance - float(velocity_m_s @ velocity_m_s) / gm_m3_s2)
    swing, near = radial / np.sqrt(gm_m3_s2 * a), 1.0 - distance / a
    mean = time_s * np.sqrt(gm_m3_s2 / a**3)
    x = mean.copy()
    # The left side grows with x and is within 3 of it. Near the centre it hardly grows: where Newton's step leaves the
    # bracket, as on the steepest of ellipses, the bracket is halved.
    low, high = mean - 3.0, mean + 3.0
    for _ in range(ITERATIONS):
        short = x + swing * (1.0 - np.cos(x)) - near * np.sin(x) - mean
        low, high = np.where(short <= 0.0, x, low), np.where(short >= 0.0, x, high)
        nearer = x - short / (1.0 + swing * np.sin(x) - near * np.cos(x))
        x = np.where((nearer >= low) & (nearer <= high), nearer, 0.5 * (low + high))
    sine, versine = np.sin(x), 1.0 - np.cos(x)
    away = a * (1.0 + swing * sine - near * np.cos(x))
    f, g = 1.0 - a / distance * versine, time_s + np.sqrt(a**3 / gm_m3_s2) * (sine - x)
    f_rate, g_rate = -np.sqrt(gm_m3_s2 * a) / (away * distance) * sine, 1.0 - a / away * versine
    position = f[:, None] * position_m + g[:, None] * velocity_m_s
    return position, f_rate[:, None] * position_m + g_rate[:, None] * velocity_m_s
