"""The paragraphs on the model: flight, sensing, engagement, and the simulated raid."""

from __future__ import annotations

import inspect

from intercept.engagement.defence.columns import EFFECTIVE_EARTH_FACTOR
from intercept.flight.fly import fly
from intercept.report.paper import rules
from intercept.report.paper.basis import Basis
from intercept.report.paper.prose import classes, number, prior

INTEGRATED = {
    "ballistic": "boost, coast and re-entry; the search finds the flight that ends at the destination",
    "aeroballistic": "boost, a depressed coast, a pull-up with lift and a dive",
    "glide": "a hypersonic glide with lift from the altitude at which lift carries the weight [@vinh]",
    "hypersonic": "boost, climb, powered cruise and dive",
}


def flight(basis: Basis) -> list[str]:
    """Return the paragraphs on flights."""
    if basis.own_tracks:
        return [
            (
                "The threats were tracks that were flown or recorded elsewhere, in place of the raid of the"
                " scenario. They were used as given: nothing of them was drawn, and none failed in flight. Their"
                f" SHA-256, over the path and what is known of each track, is `{basis.recipe.tracks_sha256}`."
            )
        ]
    by_kind: dict[str, list[str]] = {}
    for name in basis.threat_classes:
        by_kind.setdefault(basis.prepared.catalogue.threat_rule(name).flight, []).append(name)
    told = []
    if routed := by_kind.pop("cruise", []):
        told.append(
            f"Threats of {_kind(routed)} {classes(routed)} fly a route of geodesics of the ellipsoid WGS-84"
            " [@karney]: they climb, cruise at the height and speed of their profile, and dive. This motion is"
            " kinematic and involves no forces."
        )
    if by_kind:
        step = inspect.signature(fly).parameters["tolerance_m"].default
        kinds = "; ".join(f"{classes(names)}: {INTEGRATED[kind]}" for kind, names in by_kind.items())
        told.append(
            "Missiles are point masses, integrated in Earth-fixed axes over the rotating ellipsoid WGS-84 with the"
            " zonal harmonic J2, in the US Standard Atmosphere 1976 [@us76], by the pair 5(4) of Dormand and Prince"
            f" [@dormand] with an error of at most {number(step)} m a step. Each flight is a sequence of phases"
            f" ({kinds})."
        )
    told.append(_surroundings(basis))
    return told


def _kind(names: list[str]) -> str:
    return "the class" if len(names) == 1 else "the classes"


def _surroundings(basis: Basis) -> str:
    said = basis.prepared.surroundings.told()
    if not said:
        return "The air is still, and the ground is the bare ellipsoid, without terrain."
    lacking = {"Ground:": "The ground is the bare ellipsoid.", "Wind:": "The air is still."}
    missing = [text for word, text in lacking.items() if not any(line.startswith(word) for line in said)]
    return " ".join([*said, *missing])


def sensing(basis: Basis) -> list[str]:
    """Return the paragraphs on detection and tracks."""
    catalogue = basis.prepared.catalogue
    names = basis.sensor_classes
    if not names:
        return ["The defence has no sensor, and therefore no track of any threat."]
    radars = [name for name in names if catalogue.sensor_rule(name).is_radar]
    others = [name for name in names if not catalogue.sensor_rule(name).is_radar]
    told = []
    if radars:
        told.append(
            f"Radars ({classes(radars)}) detect a threat within a range that grows with the fourth root of its radar"
            " cross-section, as in the radar equation with everything else constant [@skolnik], within their sector"
            " and elevations, and above the horizon of an Earth whose radius is multiplied by"
            f" {EFFECTIVE_EARTH_FACTOR:.4g} for refraction unless a site states another factor [@p453]. A threat is"
            " detected one scan after it enters this coverage, and a track is confirmed after several scans and a"
            " delay of the class."
        )
    if others:
        told.append(
            f"Sensors of other kinds ({classes(others)}) have one range against each class of threat, by"
            f" {basis.scenario.theatre.light}, or only report launches."
        )
    told.append("All tracks are shared at once by all units, none is false, and no threat is taken for another.")
    if basis.scenario.decision.warning_class is not None:
        told[-1] += (
            f" Launches are reported by {classes([basis.scenario.decision.warning_class])}, which prepares the"
            " decision but makes no track."
        )
    return [*told, *rules.capacities(basis)]


def engagement(basis: Basis) -> list[str]:
    """Return the paragraphs on launch windows."""
    if not basis.defence_classes:
        return ["The defence has no fire unit."]
    return [
        (
            "A fire unit can engage a threat from launch times that lie within a track, at least the time of"
            f" decision ({prior(basis.scenario.decision.decision_time_s, 's')}) and the reaction time of its class"
            " after the track began, and from which the intercept lies within its limits of range, altitude, speed"
            " of the target, crossing angle and lateral acceleration, above the horizon of its fire control. These"
            " windows are found for every pair of a threat and a fire unit by bounding each condition between the"
            " points of the flight."
        ),
        (
            "Times of flight come from tables of straight fly-outs of a point mass with boost, drag and drag due to"
            " lift over a sphere that does not rotate, in still standard air [@us76]. A missile needs more lateral"
            " acceleration than the target by the factor that proportional navigation asks for [@zarchan]."
        ),
    ]


def raid(basis: Basis) -> list[str]:
    """Return the paragraphs on a replication: doctrine, kills, stocks, failures."""
    if not basis.defence_classes:
        return ["A replication draws what becomes of each threat; nothing is shot at.", *_failures(basis)]
    decision = basis.scenario.decision
    command = (
        "All units act under one command: none fires at a threat at which another's rounds are in flight"
        + (
            f", of which the others learn {number(decision.deconfliction_delay_s)} s after a launch."
            if decision.deconfliction_delay_s
            else "."
        )
        if decision.command == "coordinated"
        else "Units act each for itself, so that their rounds overlap."
    )
    order = {
        "earliest_impact": "arrives first",
        "value_at_risk": "flies at the asset of the greatest value",
        "hardest_first": "it is least likely to kill",
    }[decision.priority]
    doctrine = (
        f"A replication is simulated event by event. {command} A unit takes first the waiting threat that {order},"
        f" and at most {number(decision.rounds_per_target_max)} rounds are fired at one threat by all units together."
        f" Classes of defence are tried in the order {_preference(basis)}."
    )
    if decision.wait_for_cheaper:
        doctrine += " A unit waits for a cheaper class whose window opens before its own closes."
    return [doctrine, *rules.stated(basis), _kills(basis), _stocks(basis), *_failures(basis)]


def _preference(basis: Basis) -> str:
    order = basis.prepared.catalogue.preference(basis.scenario.decision.preference)
    return classes(name for name in order if name in basis.defence_classes)


def _kills(basis: Basis) -> str:
    decision = basis.scenario.decision
    told = (
        f"Each round kills with a probability of its class, {basis.kills_depend_on}. In a"
        f" share of pairs of a threat and a class of defence ({prior(decision.common_cause_share)}) every round fails"
        " for a common reason; elsewhere the probability is raised so that a single round keeps its own."
    )
    scaled = [
        f"{number(factor)} for {classes([unit])} against {classes([threat])}"
        for unit, factors in decision.kill_scale.items()
        for threat, factor in factors.items()
    ]
    if scaled:
        told += f" Kill probabilities were multiplied by stated factors: {'; '.join(scaled)}."
    if decision.kill_correlation:
        told += (
            " The kill probabilities of different classes lie high or low together, by a Gaussian copula with a"
            f" correlation of {number(decision.kill_correlation)}."
        )
    return told


def _stocks(basis: Basis) -> str:
    told = (
        "Stocks are finite: a unit has the rounds on its launchers and further full loads at hand, takes its class's"
        " time to reload, and fires nothing without rounds."
    )
    units = {"depot_rounds": "rounds", "resupply_per_day": "rounds a day", "delivery_time_h": "h"}
    for name, stock in basis.scenario.stocks.items():
        said = [f"{key.split('_')[0]} {prior(getattr(stock, key), unit)}" for key, unit in units.items()]
        told += f" The depot of {classes([name])}: {'; '.join(said)}."
    return told


def _failures(basis: Basis) -> list[str]:
    told = []
    if not basis.own_tracks:
        told.append("A share of the threats of each class fails in flight by itself, at a time drawn uniformly.")
    warfare = basis.scenario.electronic_warfare
    for name, jammed in warfare.jam_share.items():
        told.append(
            f"Of {classes([name])}, a share is jammed off its course ({prior(jammed)}); of these a share"
            f" ({prior(warfare.crash_share(name))}) crashes at once, and the others fly on, draw fire and harm"
            " nothing."
        )
    for name, decoys in basis.scenario.raid.decoys.items():
        told.append(
            f"Of {classes([name])}, a share are decoys ({prior(decoys.share)}), of which a share is recognised and"
            f" let pass ({prior(decoys.recognised)})."
        )
    return [" ".join(told)] if told else []
