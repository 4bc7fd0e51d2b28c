"""Rockets of one to three stages, from small to large."""

from __future__ import annotations

from intercept.flight.kinds.aerodynamics import Aerodynamics
from intercept.flight.kinds.vehicle import Stage, Vehicle
from intercept.testing._hypothesis import st


def stages() -> st.SearchStrategy[Stage]:
    """Stages of 0.1 to 20 t of propellant, 5 to 120 s of constant thrust, and a coast of up to 20 s after them.

    Examples
    --------
    >>> from hypothesis import find
    >>> from intercept.testing import stages
    >>> find(stages(), lambda stage: True).propellant_mass_kg
    100.0
    """
    return st.builds(
        Stage,
        st.floats(100.0, 20_000.0),
        st.floats(10.0, 2000.0),
        st.floats(5.0, 120.0),
        st.floats(200.0, 250.0),
        st.floats(250.0, 320.0),
        coast_s=st.floats(0.0, 20.0),
    )


def vehicles() -> st.SearchStrategy[Vehicle]:
    """One to three such stages with a payload of 50 kg to 2 t; their thrust need not lift them from the ground.

    Examples
    --------
    >>> from hypothesis import find
    >>> from intercept.testing import vehicles
    >>> len(find(vehicles(), lambda vehicle: len(vehicle.stages) == 2).stages)
    2
    """
    body = st.builds(Aerodynamics.ballistic_coefficient, st.floats(1000.0, 10_000.0))
    return st.builds(Vehicle, st.lists(stages(), min_size=1, max_size=3), st.floats(50.0, 2000.0), body)
