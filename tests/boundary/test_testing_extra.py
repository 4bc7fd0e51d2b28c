"""`intercept.testing` without hypothesis: an error that names the extra, and laws that work all the same."""

import inspect
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from patience import PATIENCE_S

import intercept.testing
from intercept.testing import _HOME, laws

HIDDEN = """
    import sys
    sys.modules["hypothesis"] = None
    from intercept.errors import MissingExtraError
    from intercept.testing import laws
    import intercept.testing
    from intercept.testing import Body, check_propagator
    print(check_propagator(lambda body, time_s: body.fly().sample(0, time_s), bodies=1)["outcome"].tolist())
    for use in (
        lambda: intercept.testing.launch_sites,
        lambda: __import__("intercept.testing.raids", fromlist=["raid_plans"]),
    ):
        try:
            use()
        except MissingExtraError as error:
            print(error)
"""


def test_without_hypothesis_the_extra_is_named():
    code = textwrap.dedent(HIDDEN)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE_S, check=True)
    assert done.stdout.count("the extra testing brings it") == 2
    assert done.stdout.count("holds") == len(intercept.testing.propagator_laws())


def test_every_public_name_is_there():
    for name in intercept.testing.__all__:
        assert getattr(intercept.testing, name).__doc__
        # A module of the same name would take a strategy's place once it is imported.
        assert inspect.ismodule(getattr(intercept.testing, name)) == (name == "laws")
    assert not {path.stem for path in Path(intercept.testing.__file__).parent.glob("*.py")} & set(_HOME)
    assert dir(intercept.testing) == sorted(intercept.testing.__all__)
    with pytest.raises(AttributeError, match="gadgets"):
        _ = intercept.testing.gadgets


def test_a_broken_law_says_so():
    body = intercept.testing.Body(0.3, 0.4, 50_000.0, 2000.0, 0.5, 1.0)
    (states,) = laws.flights(body.fly(tolerance_m=100.0))
    with pytest.raises(AssertionError, match="Jacobi integral drifts"):
        laws.assert_jacobi_constant(*states, relative=1e-15)
    # Coriolis and J2 turn the angular momentum that a planet at rest would keep.
    with pytest.raises(AssertionError, match="angular momentum drifts"):
        laws.assert_momentum_constant(*states, relative=1e-9)
