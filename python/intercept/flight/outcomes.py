"""How flights end, and what happens on the way: the codes that batches carry."""

from __future__ import annotations

from enum import IntEnum


class Outcome(IntEnum):
    """How a flight ended.

    Attributes
    ----------
    IMPACT
        It reached its end: the ground, or its destination.
    TIMEOUT
        It still flew when the time that it was allowed ran out.
    STEP_LIMIT
        It still flew when the number of steps that it was allowed ran out.
    NON_FINITE
        Its state became infinite or not a number.
    UNREACHABLE
        No launch reaches its destination.
    INVALID
        A parameter of its row is out of range.
    NOT_CONVERGED
        The search for its launch did not converge.
    LIMIT_EXCEEDED
        It broke a limit of heat rate, dynamic pressure or load; it ends there when that was asked for.
    FUEL_EXHAUSTED
        Its fuel or endurance ran out in flight.
    RECORDED
        It was given as samples, and ends with the last of them.

    Examples
    --------
    >>> import intercept as ic
    >>> at, still = (6.4e6, 0.0, 0.0), (0.0, 0.0, 0.0)
    >>> fall = ic.Ensemble(
    ...     position_ecef_m=at, velocity_ecef_m_s=still, ballistic_coefficient_kg_m2=5e3, duration_max_s=10.0
    ... )
    >>> ic.Outcome(ic.fly(fall).outcome[0]).name
    'TIMEOUT'
    """

    IMPACT = 0
    TIMEOUT = 1
    STEP_LIMIT = 2
    NON_FINITE = 3
    UNREACHABLE = 4
    INVALID = 5
    NOT_CONVERGED = 6
    LIMIT_EXCEEDED = 7
    FUEL_EXHAUSTED = 8
    RECORDED = 9


class Event(IntEnum):
    """What happens at a moment of a flight.

    Attributes
    ----------
    IGNITION, BURNOUT, SEPARATION
        A stage ignites, burns out, and is dropped.
    PULL_UP, GLIDE
        Lift begins to level the path off; the glide begins.
    CRUISE, DIVE
        The powered cruise begins; the dive at its end begins.
    HEAT_RATE_LIMIT, DYNAMIC_PRESSURE_LIMIT, LOAD_LIMIT
        A limit of heat rate, of dynamic pressure or of load is broken.
    FUEL_OUT
        Fuel or endurance runs out.
    APOGEE
        It is highest.
    IMPACT
        It meets the ground.
    END
        It ends elsewhere.

    Examples
    --------
    >>> import intercept as ic
    >>> events = ic.fly(ic.Flight.of_class("short_range_ballistic")).events()
    >>> events["event"].tolist()
    ['ignition', 'burnout', 'apogee', 'impact']
    >>> ic.Event.APOGEE.name
    'APOGEE'
    """

    IGNITION = 0
    BURNOUT = 1
    SEPARATION = 2
    PULL_UP = 3
    GLIDE = 4
    CRUISE = 5
    DIVE = 6
    HEAT_RATE_LIMIT = 7
    DYNAMIC_PRESSURE_LIMIT = 8
    LOAD_LIMIT = 9
    FUEL_OUT = 10
    APOGEE = 11
    IMPACT = 12
    END = 13
