"""A claim: "95 % of 750 drones and 60 missiles were stopped". What does it allow?"""

import intercept as ic


def main() -> None:
    claim = ic.check_claim(drones=750, missiles=60, rate="95%")
    print(f"{claim.leakers_allowed} of {claim.objects} may get through")
    print(f"drones are {float(claim.drone_share):.1%} of the headline")
    for drone_rate, missile_rate in claim.rates():
        needed = "no missile rate reaches it" if missile_rate is None else f"{float(missile_rate):.1%} of missiles"
        print(f"{float(drone_rate):6.1%} of drones: {needed}")

    assert claim.leakers_allowed == 40
    assert float(claim.missile_rate_needed(1)) == 0.325
    # Below 94.6 % of drones not even every missile is enough.
    assert claim.missile_rate_needed("94%") is None
    assert float(claim.smallest_drone_rate) == 0.946


if __name__ == "__main__":
    main()
