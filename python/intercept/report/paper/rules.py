"""The rules of fire of a scenario that are off unless it states them, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from intercept.base.words import counted
from intercept.report.paper.prose import classes, listed, number

if TYPE_CHECKING:
    from intercept.report.paper.basis import Basis
    from intercept.scenario.model.command import KillGeometry


def stated(basis: Basis) -> list[str]:
    """Return a paragraph on the rules that the scenario states; none where it states none."""
    told = [*_waiting_rooms(basis), *_posts(basis), *_self_defence(basis), *_kill_geometry(basis)]
    return [" ".join(told)] if told else []


def capacities(basis: Basis) -> list[str]:
    """Return a paragraph on how many threats sensors track at a time; none where no site states it."""
    limits: dict[int, list[str]] = {}
    for sensor in basis.scenario.sensors:
        if sensor.tracks_max is not None:
            limits.setdefault(sensor.tracks_max, []).append(sensor.name)
    if not limits:
        return []
    each = [f"{listed(names)} at most {counted(most, 'threat')}" for most, names in sorted(limits.items())]
    return [
        (
            f"Sensors track few threats at a time: {'; '.join(each)}. A threat that comes in sight of a sensor that"
            " is full waits, and a track that becomes free goes to the one that has waited longest; a kill frees none."
        )
    ]


def _waiting_rooms(basis: Basis) -> Iterator[str]:
    rooms: dict[int, list[str]] = {}
    for site in basis.scenario.fire_units:
        if site.doctrine.waiting_max is not None:
            rooms.setdefault(site.doctrine.waiting_max, []).append(site.class_name)
    for most, names in sorted(rooms.items()):
        yield (
            f"At most {counted(most, 'threat')} at a time {'waits' if most == 1 else 'wait'} for a unit of"
            f" {counted(len(names), 'site')} of {classes(dict.fromkeys(names))}: one that comes beyond is turned away."
        )


def _posts(basis: Basis) -> Iterator[str]:
    for post in basis.scenario.decision.command_posts or ():
        yield (
            f"The units of {counted(len(post.fire_units), 'site')} share {counted(post.operators, 'operator')} of the"
            f" command post {post.name}: an engagement takes one of them for {number(post.operator_time_s)} s from the"
            " launch on."
        )


def _self_defence(basis: Basis) -> Iterator[str]:
    range_km = basis.scenario.decision.self_defence_range_km
    if range_km is not None:
        yield (
            f"A unit takes a threat that flies at an asset within {number(range_km)} km of it before all others that"
            " wait."
        )


def _kill_geometry(basis: Basis) -> Iterator[str]:
    for name, geometry in (basis.scenario.decision.kill_geometry or {}).items():
        factors = list(_factors(geometry))
        if factors:
            yield (
                f"The geometry of an intercept multiplies the kill probability of {classes([name])} by factors, each"
                f" linear between its ends and held beyond them: {'; '.join(factors)}. Shape and ends are assumptions."
            )


def _factors(geometry: KillGeometry) -> Iterator[str]:
    if geometry.lateral_margin_full_m_s2 is not None:
        yield (
            f"from 1 where the margin of lateral acceleration is {number(geometry.lateral_margin_full_m_s2)} m/s^2 to"
            f" {number(geometry.lateral_margin_least)} where none is left"
        )
    if geometry.closing_speed_full_m_s is not None and geometry.closing_speed_end_m_s is not None:
        yield (
            f"from 1 at a closing speed of {number(geometry.closing_speed_full_m_s)} m/s to"
            f" {number(geometry.closing_speed_least)} at {number(geometry.closing_speed_end_m_s)} m/s"
        )
    if geometry.altitude_edge_km is not None:
        yield (
            f"from 1 at {number(geometry.altitude_edge_km)} km inside the lowest and the highest altitude of an"
            f" intercept to {number(geometry.altitude_edge_least)} at either"
        )
