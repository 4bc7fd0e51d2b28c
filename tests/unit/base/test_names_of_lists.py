"""What a name must be: every name that is known is listed, and the like ones are named."""

import pytest

from intercept.base.words import one_of


@pytest.mark.parametrize(("name", "hint"), [("north", ""), ("gamna", "; did you mean gamma?")])
def test_all_known_names_are_listed_whether_one_is_like_it_or_not(name, hint):
    assert one_of(name, ["alpha", "gamma", "omega"]) == f"one of alpha, gamma, omega{hint}"
