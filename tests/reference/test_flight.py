"""What least energy means, in vacuum over a sphere at rest: the flights themselves are in `intercept.validation`."""

import pytest

from intercept.validation.cases.ballistic import GM_M3_S2, RADIUS_M
from intercept.validation.closed_forms import FreeFlight
from intercept.validation.worlds import VACUUM, Throw, sphere_at_rest


@pytest.mark.parametrize("turn", [-0.05, 0.0, 0.05])
def test_a_speed_a_little_less_falls_short(turn):
    arc = FreeFlight.least_energy(1e6 / RADIUS_M, RADIUS_M, GM_M3_S2)
    slower = Throw(RADIUS_M, arc.speed_m_s * (1 - 1e-4), arc.flight_path_rad + turn)
    path = slower.fly(sphere_at_rest(RADIUS_M, GM_M3_S2, VACUUM))
    assert RADIUS_M * path.turned_rad(path.end_s) < 1e6 - 100.0
