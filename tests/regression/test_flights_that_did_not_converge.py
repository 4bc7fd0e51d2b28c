"""Aimpoints well within reach of their class for which no flight was found, from a search over drawn scenarios.

Each row has an apogee drawn for its own distance and propellant to spare; rows beside it are solved. All of them lie in
the open Pacific along the meridian of the default place, those found in the north at their mirror image in the south.
"""

import numpy as np
import pytest

import intercept._core as _core
from intercept.earth.world import World
from intercept.flight.rows import DEPRESSED_COLUMNS
from intercept.flight.trajectories import Outcome, Trajectories

DESTINATION_LONGITUDE_RAD = -2.181661564992912
# Launch latitude and longitude (rad), destination latitude (rad), apogee (m), specific impulse (s), burn time (s),
# largest mass ratio, ballistic coefficient (kg/m^2); launch and destination on the ground, no lift.
ROWS = [
    (
        -1.0553103591907502,
        -2.1423876236143893,
        -1.0471975511965976,
        33570.74032476261,
        243.88046040701317,
        61.02720891526529,
        7.521498704296039,
        3483.059232032854,
    ),
    (
        -0.7302020869928791,
        -2.1138555756567414,
        -0.7853981633974483,
        115672.20446846972,
        228.0314587072118,
        39.63388853394882,
        8.653876099936992,
        3554.507836133658,
    ),
    (
        -0.6291456396467454,
        -2.076583314953062,
        -0.5235987755982988,
        211048.55320702848,
        240.34181288551252,
        60.35925740424885,
        7.748302380766834,
        3434.187696158041,
    ),
    (
        -1.146769447934043,
        -2.4590512672512963,
        -1.0471975511965976,
        245543.0135243214,
        243.7107096571552,
        93.58144677808401,
        9.745194623908672,
        3508.0779835617127,
    ),
    (
        -0.08145071577385776,
        -2.0393992335605127,
        0.0,
        249787.69798577484,
        236.92275449640618,
        91.8587218181272,
        10.402072077806945,
        2800.4167393305706,
    ),
    (
        -0.45585830005931094,
        -2.380132037717005,
        -0.5235987755982988,
        284776.0276230875,
        230.69234098315093,
        82.34585850640458,
        11.08127364797891,
        2216.1421639841715,
    ),
]


def flown(row, tolerance_m):
    columns = dict.fromkeys(DEPRESSED_COLUMNS, 0.0) | {
        "destination_longitude_rad": DESTINATION_LONGITUDE_RAD,
        "stages": 1.0,
    }
    places = ("launch_latitude_rad", "launch_longitude_rad", "destination_latitude_rad")
    names = (*places, "apogee_m", "specific_impulse_s", "burn_time_s")
    columns |= zip((*names, "mass_ratio_max", "ballistic_coefficient_kg_m2"), row, strict=True)
    parameters = np.array([[columns[name] for name in DEPRESSED_COLUMNS]])
    return Trajectories(_core.fly_depressed(parameters, world=World().core(), tolerance_m=tolerance_m, threads=1))


# The tolerance of `fly`, a looser and a tighter one.
@pytest.mark.parametrize("tolerance_m", [1e-3, 1e-4, 1e-6])
@pytest.mark.parametrize("row", range(len(ROWS)))
def test_a_flight_is_found(row, tolerance_m):
    trajectories = flown(ROWS[row], tolerance_m)
    assert trajectories.outcome[0] == Outcome.IMPACT, trajectories.fault(0)
