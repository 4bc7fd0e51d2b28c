"""A defence without a scenario file: what it can shoot at, when, how often, and what a second sensor is worth."""

import math

import intercept as ic

POST = (-0.7845, -2.1357)


def main() -> None:
    low = ic.Flight.of_class("subsonic_cruise", range_m=200e3, launch_point=(-0.785, -2.18))
    high = ic.Flight.of_class(
        "short_range_ballistic", range_m=200e3, launch_point=(-0.785, -2.18), azimuth_rad=math.radians(86.0)
    )
    trajectories = ic.fly([low, high])
    classes = ["subsonic_cruise", "short_range_ballistic"]

    units = [ic.FireUnit.of_class(name, position=POST) for name in ("medium_range_sam", "terminal_hit_to_kill")]
    radar = ic.Sensor.of_class("surveillance_radar", position=POST)
    # It looks into a sector: back along the course of the threats. With it the second unit sees what falls from above.
    own = ic.Sensor.of_class("engagement_radar_sector", position=POST, azimuth_centre_rad=math.radians(270.0))
    aloft = ic.Sensor.of_class("airborne_early_warning", position=(-0.780, -2.130))

    shots: dict[str, int] = {}
    for name, sensors in (
        ("radar", [radar]),
        ("radar and airborne radar", [radar, aloft]),
        ("radar and engagement radar", [radar, own]),
    ):
        windows = ic.engagement_windows(trajectories, ic.Defence(sensors, units), threat_class=classes)
        shots[name] = int(windows.opportunities.sum())
        print(f"{name}: {windows}, {shots[name]} opportunities")
        for threat in range(2):
            for unit in range(2):
                print(" ", windows.explain(threat, unit))

    # One more sensor never takes an opportunity away.
    assert min(shots["radar and airborne radar"], shots["radar and engagement radar"]) >= shots["radar"]


if __name__ == "__main__":
    main()
