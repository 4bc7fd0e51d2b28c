"""A raid step by step: fly the threats, find the engagement windows, replicate the raid."""

from pathlib import Path

import numpy as np

import intercept as ic

HERE = Path(__file__).parent


def main() -> None:
    # The most likely value of everything that is uncertain about the flights, the sensors and the defences.
    plan = ic.compile_plan(ic.Scenario.from_file(HERE / "notional-small.toml"))

    trajectories = ic.fly(plan)
    flights = trajectories.table()
    print(f"{len(plan)} threats; longest flight {flights['flight_time_s'].max() / 60:.0f} min")

    windows = ic.engagement_windows(trajectories, plan)
    print(f"{len(windows)} launch windows of {len(plan.units.names)} fire units")
    threat, unit = int(windows.threat[0]), int(windows.unit[0])
    print(windows.explain(threat, unit))
    without = np.argwhere(windows.reasons != 0)[0]
    print(windows.explain(int(without[0]), int(without[1])))

    tally = ic.simulate(ic.RaidPlan.of(plan, trajectories), seed=1, replications=200)
    print(f"{tally.leaked.sum(axis=1).mean():.1f} of {len(plan)} threats leak on average")

    # A launch comes before its intercept, and an intercept before the threat arrives.
    arrival = plan.threats.launch_s + flights["flight_time_s"]
    assert (windows.launch_s < windows.intercept_s).all()
    assert (windows.intercept_s <= arrival[windows.threat][:, None] + 1e-3).all()
    # A threat without a window is never intercepted (fates: failed, jammed, intercepted, leaked).
    out_of_reach = len(plan) - len(np.unique(windows.threat))
    assert (tally.fates[:, :, 2].sum(axis=1) <= len(plan) - out_of_reach).all()


if __name__ == "__main__":
    main()
