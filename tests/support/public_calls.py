"""Every public callable with valid arguments: `calls` lists them, `VALUES` has a good value for each required one."""

import inspect
import tempfile
from datetime import date
from importlib import import_module
from typing import NamedTuple

import numpy as np
from nights import MADE_UP
from refusals import MOVING, UP, document

import intercept as ic

PLACE, AWAY = (-0.785, -2.18, 0.0), (-0.745, -2.18, 0.0)
BODY = ic.flights.Aerodynamics.ballistic_coefficient(5000.0)
STAGE = ic.flights.Stage(3000.0, 400.0, 50.0)
VEHICLE = ic.flights.Vehicle([STAGE], 500.0, BODY)
ROUTE = [(-0.785, -2.18), (-0.784, -2.18)]
INTERCEPTOR = ic.Interceptor.of_class("terminal_hit_to_kill")
SENSOR = ic.Sensor.of_class("surveillance_radar", position=PLACE)
FIRE_UNIT = ic.FireUnit.of_class("terminal_hit_to_kill", position=PLACE)
SCENARIO = ic.Scenario.from_dict(document())
PLAN = ic.compile_plan(SCENARIO)
FLOWN = ic.fly(PLAN, threads=1)
WINDOWS = ic.engagement_windows(FLOWN, PLAN, threads=1)
RAID = ic.RaidPlan.of(PLAN, FLOWN)
RESULT = ic.run(SCENARIO, replications=2, seed=1, scrambles=2, points=1, threads=1)
SWEEP = ic.sweep(SCENARIO, {"raid.scale": [1.0]}, replications=2, scrambles=2, points=1, threads=1)
MANIFEST = ic.write(RESULT, tempfile.mkdtemp())[-1]
TABLE = ic.Table({"range_m": [1.0, 2.0], "unit": ["north", "south"]})
FLYOUT = ic.FlyoutTable.of(INTERCEPTOR, slant_range_max_m=30e3, altitude_max_m=20e3, points=(11, 9))
AREA_OPTIONS = {"resolution": 5, "edge_m": 1e5, "threads": 1}
AREA = ic.defended_area(SCENARIO, "short_range_ballistic", **AREA_OPTIONS)
SAMPLES = {"time_s": [0.0, 9.0], "latitude_deg": [-45.0] * 2, "longitude_deg": [-125.0] * 2, "altitude_m": [0.0, 9.0]}
LINE = [(-0.785, -2.20), (-0.785, -2.18)]
COVERAGE_OPTIONS = {"step_m": 2e4, "edge_m": 1e3, "threads": 1}
COVERAGE = ic.coverage(SCENARIO, LINE, "short_range_ballistic", **COVERAGE_OPTIONS)
LOSS = ic.area_loss(SCENARIO, "short_range_ballistic", vary="range_m", values=[250e3], **AREA_OPTIONS)

RECORD = ic.record.read_record(MADE_UP)
RATES = ic.record.fit(RECORD)
PREDICTION = RATES.predict({"drone": 9}, "2031-02-06")

# Made by the package, not by its users: their methods are called, their constructors are not.
RESULTS = {
    "Catalogue": ic.Catalogue.load(),
    "Coverage": COVERAGE,
    "DefendedArea": AREA,
    "EngagementWindows": WINDOWS,
    "Flight": ic.Flight.of_class("short_range_ballistic"),
    "FlyOuts": None,
    "Plan": PLAN,
    "RaidPlan": RAID,
    "Result": RESULT,
    "Scenario": SCENARIO,
    "Sweep": SWEEP,
    "record.Backtest": None,
    "record.Distribution": PREDICTION.total,
    "record.ModelClass": None,
    "record.Night": RECORD.nights[0],
    "record.Prediction": PREDICTION,
    "record.RateModel": RATES,
    "record.Record": RECORD,
    "record.Reports": ic.record.reports_of(RECORD),
    "record.Task": None,
    "Tally": ic.simulate(RAID, seed=1, replications=2),
    "Trajectories": FLOWN,
}
ENUMERATIONS = {"Event", "Outcome"}
OBJECTS = {
    **RESULTS,
    "Air": ic.Air.us76(),
    "Ensemble": ic.Ensemble.perturbed(
        UP, MOVING, ballistic_coefficient_kg_m2=1e3, velocity_sigma_m_s=5.0, rows=12, seed=1
    ),
    "FireUnit": FIRE_UNIT,
    "FlyoutTable": FLYOUT,
    "Interceptor": INTERCEPTOR,
    "Sensor": SENSOR,
    "Table": TABLE,
    "Terrain": ic.Terrain.from_array([-0.79, -0.78], [-2.19, -2.17], [[0.0, 0.0], [0.0, 0.0]]),
    "World": ic.World(),
    "flights.Aerodynamics": BODY,
    "flights.GlideFlight": ic.flights.GlideFlight(-0.785, -2.18, 0.1, 5e3, 5e3, 2.5, altitude_m=5e4, destination=AWAY),
    "flights.Vehicle": VEHICLE,
}
# What the package's own rooms hand to one another; nobody else calls them.
INTERNAL = {
    "core",
    "arrays",
    "of_arrays",
    "row_names",
    "taken",
    "part_properties",
    "row",
    "searched",
    "fly_many",
    "fly_rows",
    "flyout_row",
    "ranges_m",
    "model_post_init",
}

VALUES = {
    "aerodynamics": BODY,
    "along": LINE,
    "altitude_m": 1000.0,
    "altitude_max_m": 2e4,
    "angle_rad": 0.5,
    "azimuth_rad": 0.1,
    "ballistic_coefficient_kg_m2": 1e3,
    "claim": "shot down 549 of 595 drones",
    "columns": {"a": [1.0]},
    "dataset": None,
    "density_0_kg_m3": 1.2,
    "defence": SCENARIO,
    "destination": AWAY,
    "direction_from_rad": 4.5,
    "directory": None,
    "distance_m": 1000.0,
    "document": document(),
    "drag": [(0.0, 0.2), (2.0, 0.3)],
    "drones": 10,
    "dry_mass_kg": 400.0,
    "east_m_s": 5.0,
    "elevation_rad": 0.1,
    "fire_units": [FIRE_UNIT],
    "ground_range_m": 1000.0,
    "height_m": [[0.0, 0.0], [0.0, 0.0]],
    "interceptor": INTERCEPTOR,
    "kick_rad": 0.1,
    "latitude_1_rad": -0.785,
    "latitude_2_rad": -0.784,
    "latitude_rad": -0.785,
    "lateral_acceleration_m_s2": 50.0,
    "launch_point": PLACE,
    "launch_s": 1.0,
    "launcher": PLACE,
    "lift_m_s2": 0.0,
    "lift_to_drag": 2.5,
    "longitude_1_rad": -2.18,
    "longitude_2_rad": -2.181,
    "longitude_rad": -2.18,
    "mass_kg": 500.0,
    "model": RATES,
    "night": RECORD.nights[0],
    "record": RECORD,
    "mass_ratio": 1.5,
    "missiles": 5,
    "name": "surveillance_radar",
    "north_m_s": 0.0,
    "path": None,
    "payload_mass_kg": 500.0,
    "raid": RAID,
    "points": [(0.0, 1.5), (60.0, 1.0)],
    "position": PLACE,
    "position_ecef_m": UP,
    "position_eci_m": UP,
    "position_enu_m": [[1.0, 2.0, 3.0]],
    "problems": ["wrong"],
    "propellant_mass_kg": 3000.0,
    "rate": "90%",
    "reference": PLACE,
    "reference_area_m2": 0.5,
    "replications": 2,
    "result": RESULT,
    "row": 0,
    "rows": [0],
    "scale_height_m": 7200.0,
    "scenario": SCENARIO,
    "seed": 1,
    "sensors": [SENSOR],
    "slant_range_m": 1000.0,
    "slant_range_max_m": 3e4,
    "specific_consumption_per_s": 2.8e-4,
    "speed_m_s": 200.0,
    "stages": [STAGE],
    "steering": ic.flights.GravityTurn(0.1),
    "table": FLYOUT,
    "tables": [TABLE, TABLE],
    "thing": AREA,
    "threat": 0,
    "threat_class": "short_range_ballistic",
    "time_s": 1.0,
    "trajectories": FLOWN,
    "unit": 0,
    "vector_ecef": [[1.0, 2.0, 3.0]],
    "vector_enu": [[1.0, 2.0, 3.0]],
    "vehicle": VEHICLE,
    "velocity_ecef_m_s": MOVING,
    "velocity_eci_m_s": MOVING,
    "waypoint": 0,
    "waypoints": ROUTE,
    "what": PLAN,
    "windows": WINDOWS,
}
# Where the name alone does not say it, and what keeps a valid call short.
OWN = {
    "methods": {"what": SCENARIO},
    "reproduce": {"manifest": MANIFEST, "threads": 1},
    "Scenario.in_folder": {"folder": "."},
    "RaidPlan.of": {"plan": PLAN, "trajectories": FLOWN, "threads": 1},
    "RaidPlan.from_tables": {
        "threats": {"launch_s": [0.0], "arrival_s": [300.0]},
        "units": {"rounds": [2.0]},
        "windows": {"threat": [0], "unit": [0], "launch_s": [100.0], "intercept_s": [130.0]},
    },
    "Catalogue.may_engage": {"given": {}},
    "Catalogue.of_kind": {"kind": "threat"},
    "Catalogue.preference": {"given": ()},
    "Catalogue.threat_rule": {"name": "short_range_ballistic"},
    "Catalogue.with_overrides": {"classes": SCENARIO.classes},
    "Ensemble": {"position_ecef_m": UP, "velocity_ecef_m_s": MOVING, "ballistic_coefficient_kg_m2": 1e3},
    "Ensemble.perturbed": {"ballistic_coefficient_kg_m2": 1e3, "rows": 3},
    "FireUnit.of_class": {"name": "terminal_hit_to_kill"},
    "Flight.of_class": {"name": "short_range_ballistic"},
    "FlyoutTable": {"points": (11, 9)},
    "FlyoutTable.of": {"points": (11, 9)},
    "FlyoutTable.of_class": {"name": "terminal_hit_to_kill", "points": (11, 9)},
    "Interceptor": {"constant_speed_m_s": 900.0},
    "Interceptor.of_class": {"name": "terminal_hit_to_kill"},
    "record.classify": {"model": "Kalibr"},
    "record.backtest": {"first": "2031-02-04"},
    "record.predicted": {"tasks": [ic.record.Task(date(2031, 2, 6), "drone", 9)]},
    "record.Distribution.at_least": {"k": 3},
    "record.Distribution.crps": {"k": 3},
    "record.Distribution.inside": {"probability": 0.5},
    "record.Distribution.interval": {"probability": 0.5},
    "record.Distribution.log_score": {"k": 3},
    "record.Distribution.middle_rank": {"k": 3},
    "record.Distribution.quantile": {"probability": 0.5},
    "record.Distribution.transform": {"k": 3},
    "record.Night.group": {"name": "ballistic"},
    "record.RateModel.curves": {"name": "drone", "known_before": date(2031, 2, 6)},
    "record.RateModel.distribution": {"name": "drone", "n": 9, "known_before": date(2031, 2, 6)},
    "record.RateModel.predict": {"composition": {"drone": 9}, "day": "2031-02-06"},
    "record.Record.night": {"day": "2031-02-04"},
    "record.Reports.graded": {"grade": "B"},
    "Scenario.replace": {"key": "raid.scale", "value": 1.0},
    "Sensor": {"range_m": 1e5},
    "Table.codes": {"name": "unit"},
    "Table.description": {"name": "unit"},
    "Table.is_text": {"name": "unit"},
    "Table.of_rows": {"columns": ["a"], "rows": [[1.0]]},
    "Tally.concatenate": {"tallies": [RESULTS["Tally"]]},
    "Trajectories.from_samples": {"time_s": [0.0, 1.0], "position_ecef_m": np.repeat(UP, 2, axis=0)},
    "Trajectories.from_table": {"table": SAMPLES},
    "Terrain.from_array": {"latitude_rad": [-0.79, -0.78], "longitude_rad": [-2.19, -2.17]},
    "Terrain.raised": {"height_m": 10.0},
    "Wind.grid": {"latitude_rad": [-0.8], "longitude_rad": [-2.2], "altitude_m": [0.0], "east_m_s": [[[1.0]]]}
    | {"north_m_s": [[[1.0]]]},
    "area_loss": {"vary": "range_m", "values": [250e3], **AREA_OPTIONS},
    "check_claim": {"drones": 10, "missiles": 5, "rate": "90%"},
    "compare": {"scenarios": [SCENARIO, SCENARIO], "replications": 2, "scrambles": 2, "points": 1, "threads": 1},
    "placement": {"scenario": SCENARIO, "candidates": ["unit"], "replications": 2, "scrambles": 2, "threads": 1},
    "sensitivity": {"scenario": SCENARIO, "replications": 2, "scrambles": 3, "points": 1, "vectors": 1, "threads": 1},
    "coverage": COVERAGE_OPTIONS,
    "defended_area": AREA_OPTIONS,
    "engagement_windows": {"defence": PLAN},
    "nominal_engagements": {"threat_classes": ["jet_drone"], "defence_classes": ["manpads"]},
    "flights.Aerodynamics": {"ballistic_coefficient_kg_m2": 5e3},
    "flights.Aerodynamics.ballistic_coefficient": {"ballistic_coefficient_kg_m2": 5e3},
    "flights.Aerodynamics.published": {"name": "sphere"},
    "flights.Aerodynamics.trim": {"altitude_m": 1e4, "speed_m_s": 900.0},
    "flights.DepressedFlight": {"apogee_m": 6e4},
    "flights.GlideFlight": {"ballistic_coefficient_kg_m2": 5e3, "speed_m_s": 5e3, "altitude_m": 5e4},
    "flights.HypersonicCruiseFlight": {"azimuth_rad": 0.1},
    "flights.Loiter": {"turns": 1.0},
    "flights.PullUp": {"altitude_m": 3e4, "dive_speed_m_s": 800.0},
    "flights.Stage": {"burn_time_s": 50.0},
    "flights.Stage.of_motor": {"thrust_curve_n": [(0.0, 2e5), (40.0, 2e5)]},
    "flights.drag_curve": {"name": "sphere"},
    "endurance": {"nights": 2, "replications": 2, "scrambles": 2, "points": 1, "threads": 1},
    "forecast": {"of": {"drones": 9}, "rates": {"drones": "87%"}},
    "exchange": {"replications": 2, "scrambles": 2, "points": 1, "threads": 1},
    "saturation": {"sizes": [2, 3], "replications": 2, "scrambles": 2, "points": 1, "threads": 1},
    "run": {"replications": 2, "scrambles": 2, "points": 1, "threads": 1},
    "sweep": {"values": {"raid.scale": [1.0]}, "replications": 2, "scrambles": 2, "points": 1, "threads": 1},
    "Scenario.with_values": {"values": {"raid.scale": 1.0}},
}
# Cannot be called here: each needs a file or a dataset of its own, and is tested with one elsewhere.
NEEDS_A_FILE = {"Scenario.from_file", "Terrain.from_geotiff"}
NEEDS_A_FILE |= {"record.read_record", "record.read_reports", "record.read_tasks"}
NEEDS_A_FILE |= {"Trajectories.from_csv", "Wind.from_csv", "Wind.from_netcdf", "Wind.from_xarray"}


class Call(NamedTuple):
    """A public callable: its name, itself, its parameters, and valid values of those that it must be given."""

    name: str
    function: object
    parameters: tuple[inspect.Parameter, ...]
    valid: dict[str, object]


def public():
    """Yield the name and object of everything that the face and its rooms show."""
    for room in ("", "earth.", "flights.", "record."):
        module = import_module(f"intercept.{room}".rstrip("."))
        for name in module.__all__:
            if name not in {"__version__", "earth", "flights", "record"}:
                yield f"{room}{name}", getattr(module, name)


def functions():
    """Yield the name of every public function, constructor and method, and the callable."""
    for name, thing in public():
        if not inspect.isclass(thing):
            yield name, thing
            continue
        if (issubclass(thing, ic.InterceptError) and thing is not ic.ScenarioError) or name in ENUMERATIONS:
            continue
        if name not in RESULTS and name not in {"Terrain", "Wind"}:
            yield name, thing
        for key in dir(thing):
            static = inspect.getattr_static(thing, key)
            own = any(key in vars(base) for base in thing.__mro__ if base.__module__.startswith("intercept"))
            if key[0] == "_" or key in INTERNAL or not own or not callable(getattr(thing, key)):
                continue
            if isinstance(static, classmethod | staticmethod):
                yield f"{name}.{key}", getattr(thing, key)
            elif len(inspect.signature(getattr(thing, key)).parameters) > 1:
                yield f"{name}.{key}", getattr(OBJECTS[name], key)


def calls(folder):
    """Return the calls; a path is one of a file in the folder."""
    found = []
    for name, function in functions():
        ending = "svg" if "plot" in name else "csv"
        paths = {"path": folder / f"file.{ending}", "directory": folder / "results"}
        takes = [p for p in inspect.signature(function).parameters.values() if p.kind is not p.VAR_KEYWORD]
        known = {**VALUES, **paths, **OWN.get(name, {})}
        needed = [p.name for p in takes if p.default is p.empty or p.name in OWN.get(name, {})]
        missing = [needs for needs in needed if needs not in known]
        assert not missing, f"{name}: give a valid value of {missing} in VALUES or OWN"
        extra = {key: value for key, value in OWN.get(name, {}).items() if key not in needed}
        found.append(Call(name, function, tuple(takes), {key: known[key] for key in needed} | extra))
    return found
