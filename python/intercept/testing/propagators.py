"""A stranger's propagator on trial: each law a named test under pytest, or a row of a table without it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any, TypeVar

from intercept.base.arguments import by_name, number, refused, shown, texts, whole
from intercept.base.extras import require
from intercept.base.table import Table
from intercept.base.words import one_of
from intercept.earth.world import World, planet
from intercept.testing.checks import LAWS, Propagator, Trial

Test = TypeVar("Test", bound=Callable[..., Any])

BODIES, BODIES_MAX = 3, 100
TOLERANCE_M, TOLERANCE_M_S = 1.0, 0.01
HOLDS, FAILS, DEPARTS, MENDED = "holds", "fails", "departs", "holds after all"


def parametrize_propagator(
    propagate: Propagator | None = None,
    *,
    tolerance_m: float = TOLERANCE_M,
    tolerance_m_s: float = TOLERANCE_M_S,
    bodies: int = BODIES,
    world: World | None = None,
    laws: Collection[str] | None = None,
    known_departures: Mapping[str, str] | None = None,
) -> Callable[[Test], Test]:
    """Return the decorator that runs a test once for each law, under the law's name; its argument is called `law`.

    A law that the propagator is known to depart from is an expected failure with its reason; it fails when it holds.

    How to: docs/how-to/testing-a-propagator.md.

    Parameters
    ----------
    propagate
        A function of a `Body` and times since its release (s, ascending) that returns Earth-fixed positions (m) and
        velocities relative to the rotating Earth (m/s), both of shape (n, 3). Without it the test hands it to the law,
        `law(propagate)`: so it can be a fixture, such as a program that is built first, or one that needs a folder.
    tolerance_m, tolerance_m_s
        How far positions and velocities may be off over these flights (of a few minutes); the limits of all laws follow
        from the two. 1e-6 to 1e6.
    bodies
        How many bodies each law flies, 1 to 100; the same ones every time.
    world
        The world that the propagator means to fly over; the real Earth with the standard atmosphere unless given. Some
        laws take its air away, stop it, or let a wind blow: the world of each body tells.
    laws
        Names of the laws asked for; all of `propagator_laws()` unless given.
    known_departures
        By law, why the propagator does not obey it.

    Raises
    ------
    MissingExtraError
        pytest is not installed.
    InvalidParameterError
        A law is unknown, a reason is missing, or a number is out of range.

    Examples
    --------
    A file of tests:

        from intercept.testing import parametrize_propagator

        @parametrize_propagator(propagate, known_departures={"agrees_in_wind": "knows no wind"})
        def test_propagate(law):
            law()

    With a fixture:

        @parametrize_propagator()
        def test_program(law, program):
            law(program)

    Run here:

    >>> import numpy as np
    >>> import intercept as ic
    >>> from intercept.testing import parametrize_propagator
    >>> def propagate(body, times):
    ...     return ic.fly(body.ensemble(), world=body.world).sample(np.zeros(len(times), int), times)
    >>> @parametrize_propagator(propagate, laws=["agrees_in_wind"])
    ... def test_propagate(law):
    ...     law()
    >>> [law.id for law in test_propagate.pytestmark[0].args[1]]
    ['agrees_in_wind']
    """
    pytest = require("pytest", "testing")
    trial = _asked(tolerance_m, tolerance_m_s, bodies, world)
    known = None if propagate is None else trial(propagate)
    departures = _departures(known_departures)
    cases = []
    for name in _chosen(laws):
        marks = [pytest.mark.xfail(reason=departures[name], strict=True)] if name in departures else []
        law = partial(_held, LAWS[name], trial) if known is None else partial(LAWS[name], known)
        cases.append(pytest.param(law, id=name, marks=marks))
    decorator: Callable[[Test], Test] = pytest.mark.parametrize("law", cases)
    return decorator


def check_propagator(
    propagate: Propagator,
    *,
    tolerance_m: float = TOLERANCE_M,
    tolerance_m_s: float = TOLERANCE_M_S,
    bodies: int = BODIES,
    world: World | None = None,
    laws: Collection[str] | None = None,
    known_departures: Mapping[str, str] | None = None,
) -> Table:
    """Hold a propagator to each law, and return what came of it: a table to print, without pytest.

    How to: docs/how-to/testing-a-propagator.md.

    Parameters
    ----------
    propagate, tolerance_m, tolerance_m_s, bodies, world, laws, known_departures
        As of `parametrize_propagator`.

    Returns
    -------
    Table
        One row for each law: law; outcome, which is holds, fails, departs (as was known) or holds after all (a known
        departure that has ended); told, the figures of what went wrong, or the reason of a known departure; meaning,
        the law in words.

    Raises
    ------
    InvalidParameterError
        As of `parametrize_propagator`. Whatever the propagator raises is a failure of the law.

    Examples
    --------
    >>> import numpy as np
    >>> import intercept as ic
    >>> from intercept.testing import check_propagator, propagator_laws
    >>> def propagate(body, times):
    ...     return ic.fly(body.ensemble(), world=body.world).sample(np.zeros(len(times), int), times)
    >>> table = check_propagator(propagate, bodies=1)
    >>> set(table["outcome"].tolist()), len(table) == len(propagator_laws())
    ({'holds'}, True)
    """
    trial = _asked(tolerance_m, tolerance_m_s, bodies, world)(propagate)
    departures = _departures(known_departures)
    rows = [(name, *_outcome(name, trial, departures.get(name)), _meaning(name)) for name in _chosen(laws)]
    return Table.of_rows(("law", "outcome", "told", "meaning"), rows)


def propagator_laws() -> dict[str, str]:
    """Return the names of the laws and what each says.

    How to: docs/how-to/testing-a-propagator.md.

    Examples
    --------
    >>> from intercept.testing import propagator_laws
    >>> sorted(propagator_laws())[0] in propagator_laws()
    True
    """
    return {name: _meaning(name) for name in LAWS}


def _outcome(name: str, trial: Trial, departure: str | None) -> tuple[str, str]:
    try:
        LAWS[name](trial)
    except Exception as error:  # noqa: BLE001 - the propagator is a stranger's: whatever it raises is a finding
        told = str(error) if isinstance(error, AssertionError) else f"{type(error).__name__}: {shown(str(error))}"
        return (FAILS, told) if departure is None else (DEPARTS, departure)
    return (HOLDS, "") if departure is None else (MENDED, f"no longer: {departure}")


def _meaning(name: str) -> str:
    return (LAWS[name].__doc__ or "").strip()


def _asked(tolerance_m: float, tolerance_m_s: float, bodies: int, world: World | None) -> Callable[[object], Trial]:
    """Return the function that puts a propagator on the trial that is asked for, whose numbers are checked now."""
    metres = number("tolerance_m", tolerance_m, 1e-6, 1e6)
    metres_per_second = number("tolerance_m_s", tolerance_m_s, 1e-6, 1e6)
    flown, over = whole("bodies", bodies, 1, BODIES_MAX), planet(world)

    def trial(propagate: object) -> Trial:
        if not callable(propagate):
            raise refused("propagate", propagate, "a function of a body and times since its release")
        return Trial(propagate, metres, metres_per_second, flown, over)

    return trial


def _held(law: Callable[[Trial], None], trial: Callable[[object], Trial], propagate: Propagator) -> None:
    law(trial(propagate))


def _chosen(laws: object) -> tuple[str, ...]:
    names = tuple(LAWS) if laws is None else texts("laws", laws)
    for name in names:
        if name not in LAWS:
            raise refused("laws", name, one_of(name, LAWS))
    return names


def _departures(known: object) -> dict[str, str]:
    given = by_name("known_departures", known)
    for name, reason in given.items():
        if name not in LAWS:
            raise refused("known_departures", name, one_of(name, LAWS))
        if not isinstance(reason, str) or not reason.strip():
            raise refused(f"known_departures[{name}]", reason, "the reason, in words")
    return given
