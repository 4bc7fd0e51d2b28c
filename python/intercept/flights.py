"""The kinds of flight that `ic.fly` takes, and the parts they are made of.

A flight leads from a launch point to a destination: boosted by stages (`BoostedFlight`), on a depressed path with a
pull-up (`DepressedFlight`), gliding (`GlideFlight`), cruising at hypersonic speed (`HypersonicCruiseFlight`), or along
a route (`RouteFlight`). `ic.Flight.of_class` makes one flight of a generic class of the catalogue.

Examples
--------
>>> import intercept as ic
>>> glide = ic.flights.GlideFlight(-0.785, -2.18, 1.0, 3000.0, 10_000.0, lift_to_drag=2.5)
>>> ic.fly(glide)
<Trajectories: 1 row, 1 impact>
"""

from intercept.flight.kinds.aerodynamics import Aerodynamics
from intercept.flight.kinds.boosted import BoostedFlight, PullUp
from intercept.flight.kinds.depressed import DepressedFlight
from intercept.flight.kinds.drag_curves import drag_curve
from intercept.flight.kinds.glide import GlideFlight
from intercept.flight.kinds.hypersonic_cruise import HypersonicCruiseFlight
from intercept.flight.kinds.route import RouteFlight
from intercept.flight.kinds.route_parts import Dive, Fuel, Loiter, PopUp
from intercept.flight.kinds.vehicle import GravityTurn, PitchProgramme, Stage, Vehicle

__all__ = [
    "Aerodynamics",
    "BoostedFlight",
    "DepressedFlight",
    "Dive",
    "Fuel",
    "GlideFlight",
    "GravityTurn",
    "HypersonicCruiseFlight",
    "Loiter",
    "PitchProgramme",
    "PopUp",
    "PullUp",
    "RouteFlight",
    "Stage",
    "Vehicle",
    "drag_curve",
]
