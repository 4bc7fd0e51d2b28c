"""How long does it take until an answer about the recorded night is known as well as it is asked for?"""

import numpy as np
import pytest

import intercept as ic
from support import NIGHT, SMALL, TRUCE

DRONE = "one_way_attack_drone"
SIZES = [50, 80, 120, 180, 270, 400, 600, 900, 1300, 1800, 2400, 3000]


def leaked(table, error="standard_error"):
    """Return mean and error of all leakers."""
    row = next(row for row in table.records() if (row["quantity"], row["of"]) == ("leaked", "all"))
    return row["mean"], row[error]


def measured(benchmark, ask, accuracy):
    """Ask once under the clock, and check the answer; on the small raid where nothing is timed."""
    file = NIGHT if benchmark.enabled else SMALL
    found = benchmark.pedantic(ask, args=(file, benchmark.enabled), rounds=1, iterations=1)
    benchmark.extra_info["accuracy"] = accuracy(found)
    return found


@pytest.mark.benchmark(group="a run of the recorded night")
@pytest.mark.parametrize("threads", [1, 0], ids=["one thread", "all threads"])
def test_run(benchmark, threads):
    def known(result):
        mean, error = leaked(result.estimates)
        assert 0.0 < error < 0.05 * mean
        geometries = result.draws["point"].max() + 1
        assert geometries >= 1
        return f"standard error of the mean of leakers {error:.2f}, {result.replications_done:,} replications"

    measured(benchmark, lambda file, _: ic.run(file, threads=threads), known)


@pytest.mark.benchmark(group="until the mean of leakers is known to 1")
def test_run_until(benchmark):
    def known(result):
        _, error = leaked(result.estimates)
        assert error <= 1.0
        return f"standard error {error:.2f}"

    measured(benchmark, lambda file, _: ic.run(file, until=1.0), known)


@pytest.mark.benchmark(group="a saturation curve of 12 sizes to 3,000, each to 5 %")
def test_saturation(benchmark):
    def ask(file, whole):
        sizes = SIZES if whole else [10, 40]
        return ic.saturation(file, threat_class=DRONE, sizes=sizes, until=0.05 if whole else 0.15)

    def known(found):
        mean, error = found.curve["leaked_mean"], found.curve["leaked_standard_error"]
        assert len(mean) >= 2
        assert (np.diff(mean) > 0.0).all()
        assert (error <= np.maximum(0.15 * mean, 0.1)).all()
        return f"largest standard error {100 * (error / mean).max():.1f} % of its mean"

    measured(benchmark, ask, known)


@pytest.mark.benchmark(group="two scenarios compared, to a tenth of their difference or 0.1")
def test_compare(benchmark):
    def ask(file, whole):
        other = TRUCE if whole else ic.Scenario.from_file(file).replace("raid.scale", 0.5)
        return ic.compare([file, other], names=["one", "two"], until=0.1)

    def known(found):
        row = next(row for row in found.differences.records() if (row["quantity"], row["of"]) == ("leaked", "all"))
        mean, error = row["difference_mean"], row["difference_standard_error"]
        assert error <= max(0.1, 0.1 * abs(mean))
        return f"{mean:+.1f} leakers, standard error {error:.2f}"

    measured(benchmark, ask, known)


@pytest.mark.benchmark(group="first-order indices of all that is not known")
def test_sensitivity(benchmark):
    def ask(file, whole):
        few = {} if whole else {"scrambles": 3, "points": 2, "vectors": 2}
        return ic.sensitivity(file, totals=False, **few)

    def known(found):
        errors = found.unknowns["first_order_standard_error"]
        assert len(errors) > 10
        return f"largest standard error {max(errors):.3f}"

    measured(benchmark, ask, known)
