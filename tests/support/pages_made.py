"""Every kind of page that the package writes, by name: a function that writes it to a folder and returns its path."""

import numpy as np
from nights import MADE_UP
from questions import FEW, QUESTIONS, SMALL
from tree import ROOT

import intercept as ic

PLACE = (np.radians(-45.0), np.radians(-125.0))
CLAIM = "95 % of 750 drones and 60 missiles were intercepted, hypersonic ones included"
TRACKS = ("examples/own-tracks.csv", "examples/own-defence.toml")


def drawn(name, thing, **options):
    """Return how a thing is drawn as a page."""

    def page(folder):
        path = folder / f"{name}.html"
        ic.plot(thing(), path, **(options | ({"flight": FLIGHT} if name == "flight" else {})))
        return path

    return page


def asked(name):
    """Return how the answer to a question is written: the page that stands beside its tables."""

    def page(folder):
        files = ic.write(QUESTIONS[name](), folder / name)
        return next(path for path in files if path.suffix == ".html")

    return page


def night(folder):
    """Write the report of the recorded night."""
    found = ic.run(ROOT / "examples" / "recorded-night.toml", scrambles=4, points=2)
    return next(path for path in ic.write(found, folder / "night") if path.suffix == ".html")


def over_land(folder):
    """Write the report of the small raid over an island, in wind."""
    document = ic.Scenario.from_file(SMALL).to_dict()
    document["theatre"] |= {"terrain": ISLAND, "wind": BREEZE}
    found = ic.run(ic.Scenario.from_dict(document), **FEW)
    return next(path for path in ic.write(found, folder / "over-land") if path.suffix == ".html")


def defence():
    """Return a radar and a fire unit beside it."""
    radar = ic.Sensor.of_class("surveillance_radar", position=PLACE)
    return ic.Defence([radar], [ic.FireUnit.of_class("medium_range_sam", position=PLACE)])


def windows():
    """Return the windows of the small example."""
    plan = ic.compile_plan(ic.Scenario.from_file(SMALL), None)
    return ic.engagement_windows(ic.fly(plan), plan)


def own_windows():
    """Return the windows against tracks that were brought."""
    tracks, scenario = (ROOT / name for name in TRACKS)
    own = ic.Trajectories.from_csv(tracks)
    return ic.engagement_windows(own, ic.compile_plan(ic.Scenario.from_file(scenario), None, trajectories=own))


def along_a_line():
    """Return the coverage of a line beside the fire unit."""
    line = np.array([[PLACE[0], PLACE[1] - 0.01], [PLACE[0], PLACE[1] + 0.01]])
    return ic.coverage(defence(), line, "subsonic_cruise", step_m=10e3)


def checked():
    """Return a claim that was checked against everything."""
    record = ic.record.read_record(MADE_UP)
    return ic.check_claim(CLAIM, impacts={"drones": 3}, of={"ballistic": 20}, record=record, scenario=SMALL)


FLIGHT = ic.Flight.of_class("quasi_ballistic")
ISLAND = {"kind": "generated", "seed": 3, "relief_m": 900, "width_km": 200, "depth_km": 160, "spacing_km": 2}
BREEZE = {"kind": "profile", "altitude_m": [0, 10_000], "direction_from_deg": [270, 270], "speed_m_s": [10, 40]}
GRID = {"resolution": 15, "extent_m": 45e3}
PAGES = {
    "night": night,
    "over-land": over_land,
    **{name: asked(name) for name in QUESTIONS if name != "forecast"},
    "forecast": drawn("forecast", QUESTIONS["forecast"]),
    "claim": drawn("claim", checked),
    "windows": drawn("windows", windows),
    "own-windows": drawn("own-windows", own_windows),
    "threat": drawn("threat", windows, threat=4),
    "flight": drawn("flight", lambda: ic.fly(FLIGHT)),
    "flights": drawn(
        "flights", lambda: ic.fly([ic.Flight.of_class(name) for name in ("jet_drone", "subsonic_cruise")])
    ),
    "flyout": drawn("flyout", lambda: ic.FlyoutTable.of_class("medium_range_sam")),
    "coverage": drawn("coverage", along_a_line),
    "footprint": drawn(
        "footprint", lambda: [ic.defended_area(defence(), "subsonic_cruise", opportunities=n, **GRID) for n in (1, 2)]
    ),
    "area-loss": drawn(
        "area-loss",
        lambda: ic.area_loss(
            defence(), "subsonic_cruise", vary="cruise_speed_m_s", values=[150.0, 200.0, 250.0], **GRID
        ),
    ),
}
