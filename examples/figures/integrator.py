"""Draws docs/models/figures/integrator.svg: the tolerance that is asked for, and how true the impact is."""

from pathlib import Path

import numpy as np

import intercept as ic
from intercept.report.look import static
from intercept.report.look.chart import Panel, Series

OUT = Path(__file__).parents[2] / "docs/models/figures/integrator.svg"


def bodies() -> ic.Ensemble:
    """Sixty-four re-entries from 100 km, in all directions."""
    rng = np.random.default_rng(1)
    azimuth, down = rng.uniform(0, 2 * np.pi, 64), np.radians(rng.uniform(20, 60, 64))
    speed = rng.uniform(2000.0, 3000.0, 64)
    level = speed * np.cos(down)
    local = np.column_stack([level * np.sin(azimuth), level * np.cos(azimuth), -speed * np.sin(down)])
    place = (np.radians(-45.0), np.radians(-125.0), 100e3)
    return ic.Ensemble(
        position_ecef_m=ic.earth.geodetic_to_ecef(*place)[0],
        velocity_ecef_m_s=ic.earth.enu_vector_to_ecef(local, place),
        ballistic_coefficient_kg_m2=rng.uniform(2000.0, 8000.0, 64),
    )


def main() -> None:
    flown = bodies()
    truth = flown.ends(tolerance_m=1e-9)["position_ecef_m"]
    tolerance = 10.0 ** np.arange(-7, 0.6, 0.5)
    ends = [flown.ends(tolerance_m=t)["position_ecef_m"] for t in tolerance]
    knots = [ic.fly(flown, tolerance_m=t).knots() for t in tolerance]
    lasts = [k["position_ecef_m"][np.flatnonzero(np.diff(k["time_s"], append=-1.0) < 0)] for k in knots]
    worst = [[float(np.max(np.linalg.norm(p - truth, axis=1))) for p in points] for points in (ends, lasts)]
    series = [
        Series("ends only", tolerance, worst[0], marks=True),
        Series("with knots", tolerance, worst[1], marks=True),
        Series("error = tolerance", tolerance, tolerance, dash="dash"),
    ]
    chart = Panel(
        "Re-entries from 100 km",
        "Tolerance per step, m",
        "Worst error of 64 impacts, m",
        series,
        x_scale="log",
        y_scale="log",
    )
    static.save(static.sheet([chart], width=480.0), OUT)


if __name__ == "__main__":
    main()
