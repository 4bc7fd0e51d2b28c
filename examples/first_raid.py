"""A first raid: read a scenario, replicate it, print what gets through."""

from pathlib import Path

import numpy as np

import intercept as ic

HERE = Path(__file__).parent


def main() -> None:
    scenario = ic.Scenario.from_file(HERE / "notional-small.toml")
    result = ic.run(scenario, seed=1, scrambles=2, points=1)

    print(f"{scenario.name}: {result.replications_done} replications")
    for row in result.table().records():
        leaked = f"{row['leaked_mean']:.1f} ({row['leaked_p05']:.0f}-{row['leaked_p95']:.0f})"
        print(f"{row['threat_class']:<24}{row['launched']:>5} launched, {leaked} leaked")

    # Nothing is lost: in every replication each threat failed, was jammed or a decoy, was intercepted or leaked.
    outcomes = result.outcomes
    fates = np.sum([outcomes[fate] for fate in ("failed", "jammed", "intercepted", "leaked", "decoy")], axis=0)
    assert np.array_equal(fates, outcomes["launched"])

    # The same seed gives the same raid.
    again = ic.run(scenario, seed=1, scrambles=2, points=1, threads=1)
    assert again.outcomes == outcomes


if __name__ == "__main__":
    main()
