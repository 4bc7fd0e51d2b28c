"""Flights as ground truth for Stone Soup: paths of east, north and up with clock times, and a tracker tried on them."""

from datetime import datetime, timedelta

import numpy as np
from stonesoup.models.measurement.linear import LinearGaussian
from stonesoup.models.transition.linear import CombinedLinearGaussianTransitionModel, ConstantAcceleration
from stonesoup.predictor.kalman import KalmanPredictor
from stonesoup.types.detection import Detection
from stonesoup.types.groundtruth import GroundTruthPath, GroundTruthState
from stonesoup.types.hypothesis import SingleHypothesis
from stonesoup.types.state import GaussianState
from stonesoup.updater.kalman import KalmanUpdater

import intercept as ic

ZERO = datetime(2026, 3, 1, 12, 0)  # noqa: DTZ001 - Stone Soup counts in UTC without saying so
PLACE = (np.radians(-45.0), np.radians(-123.0), 0.0)
NOISE_M, STEP_S = 100.0, 1.0


def ground_truth(flights: ic.Trajectories, place: tuple, zero: datetime, step_s: float) -> list[GroundTruthPath]:
    """Return a path for each flight: states (east, speed, north, speed, up, speed) about a place, m and m/s."""
    paths = []
    for row, lasted in enumerate(flights.flight_time_s):
        times = np.append(np.arange(0.0, lasted, step_s), lasted)
        position, velocity = flights.sample(row, times)
        local, speed = ic.earth.ecef_to_enu(position, place), ic.earth.ecef_vector_to_enu(velocity, place)
        states = np.stack([local, speed], axis=2).reshape(-1, 6)
        instants = (zero + timedelta(seconds=float(t)) for t in times)
        paths.append(GroundTruthPath([GroundTruthState(s, t) for s, t in zip(states, instants, strict=True)]))
    return paths


def tracked(truth: GroundTruthPath, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return how far (m) noisy positions and a Kalman filter's estimates lie from the truth, at each state."""
    motion = CombinedLinearGaussianTransitionModel([ConstantAcceleration(10.0)] * 3)
    seen = LinearGaussian(9, mapping=(0, 3, 6), noise_covar=np.eye(3) * NOISE_M**2)
    predictor, updater = KalmanPredictor(motion), KalmanUpdater(seen)
    first = np.insert(truth[0].state_vector, [2, 4, 6], 0.0).reshape(-1, 1)
    state = GaussianState(first, np.diag([1e4, 1e4, 400.0] * 3), timestamp=truth[0].timestamp)
    away = []
    for true in truth[1:]:
        place = true.state_vector[[0, 2, 4]]
        found = Detection(place + rng.normal(0.0, NOISE_M, (3, 1)), timestamp=true.timestamp, measurement_model=seen)
        state = updater.update(SingleHypothesis(predictor.predict(state, timestamp=true.timestamp), found))
        away.append([np.linalg.norm(found.state_vector - place), np.linalg.norm(state.mean[[0, 3, 6]] - place)])
    return tuple(np.array(away).T)


if __name__ == "__main__":
    flown = ic.fly([ic.Flight.of_class(name) for name in ("short_range_ballistic", "subsonic_cruise")])
    for path in ground_truth(flown, PLACE, ZERO, STEP_S):
        measured, estimated = (np.sqrt(np.mean(each**2)) for each in tracked(path, np.random.default_rng(1)))
        print(
            f"{len(path)} states until {path[-1].timestamp}: {measured:.0f} m as measured, {estimated:.0f} m as tracked"
        )
        assert estimated < measured
