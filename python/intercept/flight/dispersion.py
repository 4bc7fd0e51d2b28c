"""Where an ensemble comes down: the ends about their middle, and an ellipse at a probability.

East and north x of the ends (azimuthal equidistant about the middle, where their mean is zero) have the covariance S.
With its eigenvalues l1 >= l2 and y the components of x along its axes, the ellipse of a normal law that holds the share
p of it has the semi-axes and, from the influence of each end on an eigenvalue and on the direction, standard errors

    a_i = sqrt(c l_i),    c = -2 ln(1 - p)                          (chi-square of two degrees of freedom)
    error(a_i) = sqrt(c / l_i) / 2 * sd(y_i^2) / sqrt(n)
    error(azimuth) = sd(y_1 y_2) / ((l1 - l2) sqrt(n))

(Anderson, "Asymptotic theory for principal component analysis", Ann. Math. Stat. 34, 1963, without his assumption of a
normal law: Hampel et al., Robust Statistics, 1986, section 5.2, for the influence.)
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import number, refused
from intercept.base.cached import cached_property
from intercept.base.table import Table
from intercept.base.values import ByValue
from intercept.base.words import counted, measured
from intercept.earth.frames import ecef_to_geodetic
from intercept.earth.local_frame import Frame
from intercept.errors import InvalidParameterError
from intercept.flight.outcomes import Outcome

Array = npt.NDArray[np.float64]

ENDS_MIN = 10
# Of an end from the middle: there the map stretches by 1.6 %.
AWAY_MAX_M = 2e6
# Below that the ends differ by what the integrator leaves.
AWAY_MIN_M = 1e-3
PROBABILITY_MIN, PROBABILITY_MAX = 0.01, 0.999
# Greatest standard error of a direction that is told. Of a circle (l1 - l2) sqrt(n) / (2 l) follows Rayleigh's law, and
# the error is a half over it: for one circle of twenty it lies below this.
UNKNOWN_RAD = 0.5 / math.sqrt(-2.0 * math.log(0.05))
# Standard errors by which the share of ends inside may miss the probability of a normal law.
MISS_MAX = 3.0
_MEAN_M, _ROUNDS = 1e-6, 50


@dataclass(frozen=True, eq=False, repr=False)
class Dispersion(ByValue):
    """The ends of an ensemble that came down, and the ellipse of the normal law fitted to them.

    It tells how the deviations that the user put into an ensemble arrive at the ground, and knows nothing else: the
    catalogue has no accuracy of any class.

    Attributes
    ----------
    probability
        Share of the fitted normal law that the ellipse holds.
    row, time_s
        Row in the ensemble of each end, and its time since release: shape (n,).
    latitude_rad, longitude_rad
        The ends, shape (n,).
    lost
        Rows that did not come down, by a limit of time or steps, or because they could not be flown.
    middle
        Latitude and longitude (rad) about which the mean of east and north is zero.
    """

    probability: float
    row: npt.NDArray[np.int64]
    time_s: Array
    latitude_rad: Array
    longitude_rad: Array
    lost: int
    middle: tuple[float, float]

    def __repr__(self) -> str:
        size = f"{self.semi_major_m / 1e3:,.4g} by {self.semi_minor_m / 1e3:,.4g} km"
        return f"<Dispersion: {counted(len(self), 'end')}, {self.probability:.4g} within semi-axes of {size}>"

    def __len__(self) -> int:
        """Return the number of ends."""
        return len(self.row)

    @classmethod
    def of_ends(
        cls, time_s: Array, position_ecef_m: Array, outcome: npt.NDArray[np.uint8], probability: float = 0.5
    ) -> Self:
        """Return the dispersion of the ends of an ensemble, as `Ensemble.ends` returns them.

        Raises
        ------
        InvalidParameterError
            The probability is outside 0.01 to 0.999, fewer than 10 rows came down, all within 1 mm, or one more than
            2,000 km from the middle.
        """
        share = number("probability", probability, PROBABILITY_MIN, PROBABILITY_MAX)
        row = np.flatnonzero(np.asarray(outcome) == Outcome.IMPACT)
        if len(row) < ENDS_MIN:
            raise InvalidParameterError(
                f"position_ecef_m and velocity_ecef_m_s of {counted(len(outcome), 'row')}, of which {len(row):,} came"
                f" down, are not allowed: at least {ENDS_MIN} must come down"
            )
        latitude, longitude, _ = ecef_to_geodetic(position_ecef_m[row])
        middle = _middle(np.asarray(position_ecef_m[row]), latitude, longitude)
        found = cls(share, row, np.asarray(time_s)[row], latitude, longitude, len(outcome) - len(row), middle)
        away = float(np.hypot(*found.east_north_m.T).max())
        if not AWAY_MIN_M <= away <= AWAY_MAX_M:
            raise InvalidParameterError(
                f"position_ecef_m and velocity_ecef_m_s whose ends lie up to {away:,.3g} m from their middle are not"
                f" allowed: must be from {AWAY_MIN_M:g} m to {AWAY_MAX_M / 1e3:,.0f} km"
            )
        return found

    @property
    def frame(self) -> Frame:
        """The local frame about the middle."""
        return Frame(*self.middle)

    @cached_property
    def east_north_m(self) -> Array:
        """East and north of the middle, shape (n, 2)."""
        return np.column_stack(self.frame.to_local(self.latitude_rad, self.longitude_rad))

    @cached_property
    def _axes(self) -> tuple[Array, Array]:
        """Variances along the axes, the greater first, and the axes as rows."""
        variances, vectors = np.linalg.eigh(np.cov(self.east_north_m.T))
        return np.maximum(variances[::-1], 0.0), vectors.T[::-1]

    @property
    def variances_m2(self) -> Array:
        """Variances along the axes of the ellipse, the greater first, shape (2,)."""
        return self._axes[0]

    @cached_property
    def along_axes_m(self) -> Array:
        """Components along the axes of the ellipse, the longer first, shape (n, 2)."""
        return np.asarray(self.east_north_m @ self._axes[1].T)

    @property
    def scale(self) -> float:
        """Square of the semi-axes over the variances: the quantile of chi-square with two degrees of freedom."""
        return -2.0 * math.log1p(-self.probability)

    @property
    def semi_major_m(self) -> float:
        """The longer semi-axis."""
        return math.sqrt(self.scale * self.variances_m2[0])

    @property
    def semi_minor_m(self) -> float:
        """The shorter semi-axis; zero where all ends lie in one line."""
        return math.sqrt(self.scale * self.variances_m2[1])

    @property
    def azimuth_rad(self) -> float:
        """Direction of the longer axis, clockwise from north, 0 to pi."""
        east, north = self._axes[1][0]
        return math.atan2(east, north) % math.pi

    @property
    def errors_m(self) -> tuple[float, float]:
        """Standard errors of the longer and the shorter semi-axis."""
        spread = np.std(self.along_axes_m**2, axis=0, ddof=1) / math.sqrt(len(self))
        slope = np.sqrt(self.scale / np.maximum(self.variances_m2, np.finfo(float).tiny)) / 2.0
        major, minor = np.where(self.variances_m2 > 0.0, slope * spread, 0.0).tolist()
        return major, minor

    @property
    def azimuth_error_rad(self) -> float:
        """Standard error of the direction; beyond 0.2 that of a circle, without one."""
        apart = float(self.variances_m2[0] - self.variances_m2[1])
        spread = float(np.std(self.along_axes_m.prod(axis=1), ddof=1)) / math.sqrt(len(self))
        return spread / apart if apart > 0.0 else math.inf

    @property
    def inside(self) -> npt.NDArray[np.bool_]:
        """Which ends lie in the ellipse, shape (n,)."""
        known = self.variances_m2 > 0.0
        return np.asarray((self.along_axes_m[:, known] ** 2 / self.variances_m2[known]).sum(axis=1) <= self.scale)

    @property
    def inside_share(self) -> float:
        """Share of the ends that lie in the ellipse: near the probability where they follow a normal law."""
        return float(self.inside.mean())

    @property
    def inside_error(self) -> float:
        """Standard error of `inside_share`, if the ends follow a normal law."""
        return math.sqrt(self.probability * (1.0 - self.probability) / len(self))

    def outline(self, points: int = 180) -> Array:
        """Return the ellipse as a ring of latitude and longitude (rad), shape (points, 2), counter-clockwise."""
        turn = np.linspace(0.0, 2.0 * math.pi, points, endpoint=False)
        own = np.column_stack([self.semi_major_m * np.cos(turn), self.semi_minor_m * np.sin(turn)])
        (a, b), (c, d) = self._axes[1]
        places = own @ self._axes[1]
        # The second axis lies to the left of the first, or to its right.
        return np.column_stack(self.frame.to_geodetic(*(places if a * d > b * c else places[::-1]).T))

    def explain(self) -> str:
        """Say in sentences where the ensemble comes down, how sure that is, and whether an ellipse describes it."""
        (major, minor), turn = self.errors_m, self.azimuth_error_rad
        known = turn <= UNKNOWN_RAD
        way = f"{measured(math.degrees(self.azimuth_rad), math.degrees(turn))} degrees from north"
        said = (
            f"The ellipse that holds {100.0 * self.probability:.4g} % of a normal law fitted to"
            f" {counted(len(self), 'end')} has semi-axes of {measured(self.semi_major_m / 1e3, major / 1e3)} km and"
            f" {measured(self.semi_minor_m / 1e3, minor / 1e3)} km (standard errors);"
            f" {'the longer lies ' + way if known else 'they differ too little to tell a direction'}."
        )
        held = f" {100.0 * self.inside_share:.3g} % of the ends lie inside"
        if abs(self.inside_share - self.probability) > MISS_MAX * self.inside_error:
            held += ": they do not follow a normal law, and the ellipse describes them poorly"
        lost = f" {counted(self.lost, 'row')} did not come down and {'is' if self.lost == 1 else 'are'} left out."
        return f"{said}{held}.{lost if self.lost else ''}"

    def table(self) -> Table:
        """Return one row for each end: row, time_s, latitude_deg, longitude_deg, east_km, north_km, inside."""
        return Table(
            {
                "row": self.row,
                "time_s": self.time_s,
                "latitude_deg": np.degrees(self.latitude_rad),
                "longitude_deg": np.degrees(self.longitude_rad),
                "east_km": self.east_north_m[:, 0] / 1e3,
                "north_km": self.east_north_m[:, 1] / 1e3,
                "inside": self.inside,
            },
            {
                "row": "row of the ensemble",
                "time_s": "since release",
                "east_km": "of the middle, along geodesics from it",
                "inside": "whether the end lies in the ellipse",
            },
        )

    def ellipse(self) -> Table:
        """Return the ellipse in one row: its size and direction with standard errors, and what it rests on.

        Columns: probability, ends, lost, latitude_deg and longitude_deg of the middle with its standard errors along
        the axes (middle_error_major_km, middle_error_minor_km), semi_major_km, semi_minor_km and azimuth_deg with
        theirs (..._error_...), inside_share and inside_share_error. No direction is NaN.
        """
        (major, minor), root = self.errors_m, math.sqrt(len(self))
        known = self.azimuth_error_rad <= UNKNOWN_RAD
        numbers = {
            "probability": self.probability,
            "ends": len(self),
            "lost": self.lost,
            "latitude_deg": math.degrees(self.middle[0]),
            "longitude_deg": math.degrees(self.middle[1]),
            "middle_error_major_km": math.sqrt(self.variances_m2[0]) / root / 1e3,
            "middle_error_minor_km": math.sqrt(self.variances_m2[1]) / root / 1e3,
            "semi_major_km": self.semi_major_m / 1e3,
            "semi_major_error_km": major / 1e3,
            "semi_minor_km": self.semi_minor_m / 1e3,
            "semi_minor_error_km": minor / 1e3,
            "azimuth_deg": math.degrees(self.azimuth_rad) if known else math.nan,
            "azimuth_error_deg": math.degrees(self.azimuth_error_rad) if known else math.nan,
            "inside_share": self.inside_share,
            "inside_share_error": self.inside_error,
        }
        return Table({name: [value] for name, value in numbers.items()})


def _middle(position: Array, latitude: Array, longitude: Array) -> tuple[float, float]:
    """Return the place about which east and north are zero in the mean."""
    first = np.mean(position, axis=0)
    if not np.linalg.norm(first) > 0.0:
        raise refused(
            "position_ecef_m", "ends around the Earth", "of bodies that come down within 2,000 km of a middle"
        )
    where = ecef_to_geodetic(first)
    middle = float(where[0][0]), float(where[1][0])
    for _ in range(_ROUNDS):
        frame = Frame(*middle)
        mean = np.column_stack(frame.to_local(latitude, longitude)).mean(axis=0)
        if float(np.hypot(*mean)) < _MEAN_M:
            break
        there = frame.to_geodetic(*(mean[:, None]))
        middle = float(there[0][0]), float(there[1][0])
    return middle
