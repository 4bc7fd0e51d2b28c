"""The nights of the public record that stand in the repository as figures, and what was published of them."""

import csv
import tomllib

from tree import ROOT

DRONES = ("one_way_attack_drone", "jet_drone", "decoy_drone")
FASTEST = ("air_launched_aeroballistic", "hypersonic_cruise")
MADE_UP = ROOT / "examples" / "nights" / "made-up.csv"
NIGHTS = tomllib.loads((ROOT / "examples" / "nights" / "nights.toml").read_text(encoding="utf-8"))

with (ROOT / "tests" / "reference" / "nights" / "published.csv").open(encoding="utf-8", newline="") as _file:
    PUBLISHED = list(csv.DictReader(_file))
