"""`intercept.testing` without hypothesis: an error that names the extra, and laws that work all the same."""

import subprocess
import sys
import textwrap

import pytest

import intercept.testing
from intercept.testing import laws

HIDDEN = """
    import sys
    sys.modules["hypothesis"] = None
    from intercept.errors import MissingExtraError
    from intercept.testing import laws
    import intercept.testing
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
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60.0, check=True)
    assert done.stdout.count("intercept[testing]") == 2


def test_every_public_name_is_there():
    for name in intercept.testing.__all__:
        assert getattr(intercept.testing, name).__doc__
    assert dir(intercept.testing) == sorted(intercept.testing.__all__)
    with pytest.raises(AttributeError, match="gadgets"):
        _ = intercept.testing.gadgets


def test_a_broken_law_says_so():
    body = intercept.testing.Body(0.3, 0.4, 50_000.0, 2000.0, 0.5, 1.0)
    flight = body.fly(tolerance_m=100.0)
    with pytest.raises(AssertionError, match="Jacobi integral drifts"):
        laws.assert_jacobi_constant(flight, relative=1e-15)
    # Coriolis and J2 turn the angular momentum that a planet at rest would keep.
    with pytest.raises(AssertionError, match="angular momentum drifts"):
        laws.assert_momentum_constant(flight, relative=1e-9)
