"""A class of your own: a faster drone on the base of a catalogue class, and what it changes."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

import intercept as ic

HERE = Path(__file__).parent


def main() -> None:
    own = ic.Scenario.from_file(HERE / "own-class.toml")
    base = own.replace("raid.waves[0].class", "one_way_attack_drone")

    times: dict[str, npt.NDArray[np.float64]] = {}
    windows: dict[str, int] = {}
    for name, scenario in (("fast_drone", own), ("one_way_attack_drone", base)):
        plan = ic.compile_plan(scenario)
        trajectories = ic.fly(plan)
        times[name] = trajectories.table()["flight_time_s"]
        windows[name] = len(ic.engagement_windows(trajectories, plan))
        print(f"{name}: {times[name].mean() / 60:.0f} min of flight, {windows[name]} windows")

    # Same launch points, same route, at least 70 m/s against 56 at most.
    assert (times["fast_drone"] < times["one_way_attack_drone"]).all()

    # A value of your own keeps its source among the assumptions of the run.
    speed = ic.Catalogue.load().with_overrides(own.classes).threats["fast_drone"].parameters["cruise_speed_m_s"]
    print(f"cruise speed {speed.low:.0f}-{speed.high:.0f} m/s, {speed.confidence}: {speed.note}")
    assert (speed.origin, speed.note) == ("scenario", "assumed for this study")


if __name__ == "__main__":
    main()
