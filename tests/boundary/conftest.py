"""One small scenario at every stage."""

import pytest
from refusals import document

import intercept as ic


@pytest.fixture(scope="module")
def scenario():
    return ic.Scenario.from_dict(document())


@pytest.fixture(scope="module")
def plan(scenario):
    return ic.compile_plan(scenario)


@pytest.fixture(scope="module")
def flights(plan):
    return ic.fly(plan, threads=1)


@pytest.fixture(scope="module")
def windows(plan, flights):
    return ic.engagement_windows(flights, plan, threads=1)


@pytest.fixture(scope="module")
def raid(plan, flights):
    return ic.RaidPlan.of(plan, flights)
