"""The kinds of flight by the plain program of plain_flight.py: boost, pull-up, glide, hypersonic cruise."""

from __future__ import annotations

import itertools
import math

import numpy as np
from plain_flight import CALM, G0, Flight, air, drag_of, ecef, frame, unit

SEA_LEVEL_PA = 101_325.0


def area(curve, t):
    """Integral of a broken line from its start to t."""
    x, y = np.array(curve).T
    cut = np.append(x[x < t], t)
    return float(np.trapezoid(np.interp(cut, x, y), cut))


class Rocket:
    """Stages (propellant, dry, thrust curve, Isp at sea level and in vacuum, coast), a payload and its drag.

    `drag(moment, mass, burnt-out mass)` is a deceleration.
    """

    def __init__(self, stages, payload_kg, drag, payload_drag=None):
        self.stages, self.payload_kg, self.drag, self.payload_drag = stages, payload_kg, drag, payload_drag

    def full_kg(self, i):
        """Mass at the ignition of stage i."""
        return sum(p + d for p, d, *_ in self.stages[i:]) + self.payload_kg

    def burn(self, i, m, ignition):
        """Thrust (N) and mass (kg) of burning stage i."""
        propellant, _, curve, sea, vacuum, _ = self.stages[i]
        whole, x = area(curve, curve[-1][0]), m.t - ignition
        flow = propellant * np.interp(x, *np.array(curve).T) / whole
        mass = self.full_kg(i) - propellant * area(curve, min(max(x, 0.0), curve[-1][0])) / whole
        return flow * G0 * max(0.0, vacuum - (vacuum - sea) * m.pressure / SEA_LEVEL_PA), mass


def boost(flight, rocket, pitch, axes, azimuth, slow=None):
    """Fly the stages; `pitch(t, middle)` above the launch point's horizon, None along the flow; `bends` its corners.

    `slow` ends the boost where it falls through zero.
    """
    level = math.sin(azimuth) * axes[0] + math.cos(azimuth) * axes[1]
    last_kg = rocket.stages[-1][1] + rocket.payload_kg
    ignition = 0.0
    for i, (_, _, curve, _, _, coast) in enumerate(rocket.stages):
        end = ignition + curve[-1][0]
        cuts = sorted({*(ignition + x for x, _ in curve), *(b for b in pitch.bends if ignition < b < end)})
        for a, b in itertools.pairwise(cuts):

            def law(m, i=i, ignition=ignition, middle=0.5 * (a + b)):
                thrust, mass = rocket.burn(i, m, ignition)
                angle = pitch(m.t, middle)
                along = m.forward if angle is None else math.cos(angle) * level + math.sin(angle) * axes[2]
                return along * (thrust / mass) - m.forward * rocket.drag(m, mass, last_kg)

            if flight.fly(law, until=b, end=slow, ground=False) == "end":
                return
        flight.mark(f"burnout {i + 1}")
        ignition = end
        if i + 1 < len(rocket.stages) and coast > 0.0:
            mass = rocket.full_kg(i + 1)
            flight.fly(lambda m, mass=mass: -m.forward * rocket.drag(m, mass, last_kg), until=end + coast, ground=False)
            ignition += coast


class GravityTurn:
    """Straight up, over at a constant rate, then along the velocity."""

    def __init__(self, kick, rise=5.0, duration=5.0):
        self.kick, self.rise, self.duration, self.bends = kick, rise, duration, (rise, rise + duration)

    def __call__(self, t, middle):
        if middle >= self.rise + self.duration:
            return None
        return 0.5 * math.pi - self.kick * min(max((t - self.rise) / self.duration, 0.0), 1.0)


class Programme:
    """Pitch by time, a broken line."""

    def __init__(self, pitches):
        self.x, self.y = np.array(pitches).T
        self.bends = tuple(self.x)

    def __call__(self, t, _):
        return float(np.interp(t, self.x, self.y))


def of_classes(airborne, burn_s, pitch):
    """The programme of the classes."""
    up = 0.5 * math.pi
    bends = [(0.0, 0.0), (0.2 * burn_s, pitch)] if airborne else [(0.0, up), (0.1 * burn_s, up), (0.5 * burn_s, pitch)]
    return Programme(bends)


def launched(point, azimuth, carrier_m_s=0.0, **options):
    """A flight at its launch, and the axes there."""
    axes = frame(point[0], point[1])
    level = math.sin(azimuth) * axes[0] + math.cos(azimuth) * axes[1]
    return Flight(ecef(*point), level * carrier_m_s if carrier_m_s else axes[2] * 1e-3, **options), axes


def pull_up(flight, drag, lift_max, *, altitude, limit, dive_speed, dive_angle, climb, weave=(0.0, 1.0)):
    """From burn-out to the ground with lift: `drag(m, lift)` of a lift, both per mass; `lift_max(m)`."""
    flight.fly(lambda m: -m.forward * drag(m, 0.0), end=lambda m, _: max(m.altitude - altitude, 1e5 * m.sin_gamma))
    flight.mark("pull-up")

    def lifting(m):
        most, needed = min(lift_max(m), limit), m.needed
        spare = min(max(1.0 - needed / max(most, 1e-9), 0.0), 1.0)
        turn = m.speed * (math.sin(climb) * spare - m.sin_gamma) / 10.0
        vertical = min(max(needed + turn, 0.0), most)
        left = math.sqrt(max(most**2 - vertical**2, 0.0))
        wanted = weave[0] * math.sin(2.0 * math.pi * m.t / weave[1])
        across = wanted / (1.0 + (wanted / left) ** 8) ** 0.125 if wanted and left > 0.0 else 0.0
        lift = m.normal * vertical + np.cross(m.forward, m.normal) * across
        return lift - m.forward * drag(m, math.hypot(vertical, across))

    energy = 0.5 * dive_speed**2
    if flight.fly(lifting, end=lambda m, _: 0.5 * m.speed**2 + G0 * m.altitude - energy) == "ground":
        return
    flight.mark("dive")

    def down(m):
        lift = min(limit, lift_max(m))
        return -m.normal * lift - m.forward * drag(m, lift)

    if flight.fly(down, end=lambda m, _: m.sin_gamma + math.sin(dive_angle)) != "ground":
        flight.fly(lambda m: -m.forward * drag(m, 0.0))


def thinning_m(altitude):
    """Height over which the density falls by e, over the 100 m about an altitude."""
    return 100.0 / math.log(air(altitude - 50.0)[0] / air(altitude + 50.0)[0])


def descent(m, needed, ratio):
    """Sine of the flight-path angle of the quasi-equilibrium glide."""
    height = thinning_m(m.altitude)
    fall = 2.0 * height * G0 / m.speed**2 * (1.0 + (m.speed / m.airspeed - 1.0) * needed / G0)
    return max(-fall / ratio / (1.0 + fall * G0 / max(needed, 0.1)), -math.sin(0.5))


def gliding(beta, ratio, bank, *, damped, limit=math.inf):
    """The law of a glide: `bank(t)`."""

    def law(m):
        drag = m.q / beta
        lift, angle, needed = ratio * drag, bank(m.t), m.needed
        vertical, lateral = lift * math.cos(angle), lift * math.sin(angle)
        if damped and math.cos(angle) > 0.0:
            wanted = descent(m, needed, ratio * max(math.cos(angle), 0.05))
            omega = math.sqrt(max(needed, 0.1) / thinning_m(m.altitude))
            led = max(0.0, min(vertical, needed) + 2.0 * omega * m.speed * (wanted - m.sin_gamma))
            vertical += (led - vertical) * min(math.cos(angle) / 0.1, 1.0)
        asked = math.hypot(vertical, lateral)
        allowed = min(asked, 2.0 * lift, limit)
        kappa = allowed / lift if damped else 1.0
        across = (m.normal * vertical + np.cross(m.forward, m.normal) * lateral) * (allowed / asked if asked else 0.0)
        return across - m.forward * (drag * 0.5 * (1.0 + kappa**2))

    return law


def glide_start(point, azimuth, speed, altitude, angle, **options):
    """A glide at its start."""
    axes = frame(point[0], point[1])
    level = math.sin(azimuth) * axes[0] + math.cos(azimuth) * axes[1]
    return Flight(ecef(*point, altitude), speed * (math.cos(angle) * level + math.sin(angle) * axes[2]), **options)


def steep_dive(flight, beta, ratio, angle, limit=math.inf):
    """Lift downwards to an angle, then none, at the drag of the greatest ratio."""

    def down(m):
        lift = min(ratio * m.q / beta, limit)
        return -m.normal * lift - m.forward * (m.q / beta)

    flight.mark("dive")
    if flight.fly(down, end=lambda m, _: m.sin_gamma + math.sin(angle)) != "ground":
        # Without lift the drag is half: that of the ballistic coefficient's polar is kept, as the engine keeps it.
        flight.fly(drag_of(beta))


def cruising(c, fuel=None):
    """The law of powered flight of a hypersonic cruiser, and its thrust per mass."""

    def forces(m):
        sine = min(max((c["altitude"] - m.altitude) / (m.speed * 24.0), -0.4), 0.4)
        most = min(2.0 * c["ratio"] * m.q / c["beta"], c["limit"])
        lift = min(max(m.needed + m.speed * (sine - m.sin_gamma) / 6.0, -most), most)
        drag = max(abs(lift), m.needed) / c["ratio"]
        gain = (c["mach"] * m.sound - m.airspeed) / 10.0
        thrust = min(max(drag - float(m.gravity @ m.forward) + gain, 0.0), c["thrust"])
        return lift, drag, thrust

    def law(m):
        lift, drag, thrust = forces(m)
        return m.normal * lift + m.forward * (thrust - drag)

    return law, lambda m: forces(m)[2] / (c["isp"] * G0)


__all__ = ["CALM", "unit"]
