"""Numbers with their nouns, and codes as words."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import NamedTuple

# How sure a value is, by its letter in tables.
CONFIDENCES = {"H": "high", "M": "medium", "L": "low", "-": "unstated"}
# So many names are listed even where some of them are like what was given.
LISTED_MAX = 12
# How many names are asked about, and how long a word must be that is looked for within names.
NEAR_MAX, HELD_MIN = 3, 3
# How alike a last part must be, which is short.
LAST_CUTOFF = 0.6
# So many reasons or causes are named in a sentence.
TOLD_MAX = 3
# So many are listed where none is like it.
ALL_MAX = 24


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun, in the plural unless it is one: "1 wave", "2,000 waves"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {plural or f'{noun}s'}"


def numeral(value: float) -> str:
    """Return a number as people write it, to six digits: without an exponent where that is at most 15 digits long."""
    text = f"{value:g}"
    if "e" not in text or not 1e-12 <= abs(value) < 1e15:
        return text
    return f"{Decimal(text):f}"


# The columns of tables that `known` takes.
KNOWN = ("mean", "standard_error", "low", "high")


class Known(NamedTuple):
    """A mean, its standard error and the ends of its interval as text, all to the same decimals."""

    mean: str
    error: str
    low: str
    high: str

    @property
    def interval(self) -> str:
        """The mean with its interval: "30.9 (28.5 to 33.3)"; without one the mean alone."""
        return f"{self.mean} ({self.low} to {self.high})" if self.low else self.mean

    @property
    def how_well(self) -> str:
        """How well the mean is known: "standard error 1.2; 95 % interval 28.5 to 33.3"."""
        if not self.error:
            return "no standard error: one scramble"
        known = f"standard error {self.error}"
        return f"{known}; 95 % interval {self.low} to {self.high}" if self.low else known


def known(mean: float, error: float, low: float = math.nan, high: float = math.nan, *, sign: bool = False) -> Known:
    """Return a mean and how well it is known, to as many decimals as two digits of its standard error.

    Parameters
    ----------
    mean, error, low, high
        Without an error, or with one of nothing, there are three digits, or all of the whole part.
    sign
        Whether a mean and ends above 0 have their sign.
    """
    has_error = error > 0.0 and math.isfinite(error)
    decimals = _decimals(error) if has_error else None
    ends = [_to(end, decimals, sign=sign) if math.isfinite(end) else "" for end in (low, high)]
    said = _to(error, decimals, sign=False) if math.isfinite(error) else ""
    return Known(_to(mean, decimals, sign=sign) if math.isfinite(mean) else "–", said, *ends)


def column(cells: Sequence[tuple[float, float, float, float]]) -> list[str]:
    """Return means with their intervals (mean, error, low, high), all to the same decimals: a column of a table.

    They are those of two digits of the largest error; a mean above 0 that they would make 0 is "<" the least they show.
    """
    errors = [error for _, error, _, _ in cells if error > 0.0 and math.isfinite(error)]
    decimals = _decimals(max(errors)) if errors else None
    found = []
    for mean, error, low, high in cells:
        whole = [_to(value, decimals, sign=False) if math.isfinite(value) else "" for value in (mean, low, high)]
        if decimals is not None and mean > 0.0 and float(whole[0].replace(",", "")) == 0.0:
            whole[0] = f"<{10.0**-decimals:.{decimals}f}"
        said = Known(whole[0] or "–", "", *whole[1:])
        found.append(said.interval if math.isfinite(error) else said.mean)
    return found


def _decimals(error: float) -> int:
    """Return the decimals of two digits of an error; one that is rounded up to a digit more has it a place earlier."""
    return min(max(1 - math.floor(math.log10(float(f"{error:.1e}"))), 0), 12)


def _to(value: float, decimals: int | None, *, sign: bool) -> str:
    """Return a number to so many decimals; with None, to three digits, or all of its whole part."""
    if decimals is None:
        decimals = 0 if abs(value) >= 100.0 or value == round(value) else None
    if decimals is None:
        return f"{value:{'+' if sign else ''}.3g}"
    rounded = round(value, decimals) + 0.0
    return f"{rounded:{'+' if sign and rounded else ''},.{decimals}f}"


def measured(value: float, error: float, *, sign: bool = False) -> str:
    """Return a value with its standard error, as `known` has them: "1,099 ± 20"; alone where the error is nothing."""
    found = known(value, error, sign=sign)
    return f"{found.mean} ± {found.error}" if found.error and error > 0.0 and math.isfinite(value) else found.mean


def measured_percent(share: float, error: float) -> str:
    """Return a share with its standard error in per cent: "32.0 ± 2.5 %"."""
    return f"{measured(100.0 * share, 100.0 * error)} %"


def nights(
    low: float,
    high: float,
    of_low: tuple[float, float] = (math.nan,) * 2,
    of_high: tuple[float, float] = (math.nan,) * 2,
) -> str:
    """Return in a sentence how many leak on nine nights in ten, then how well both ends are known.

    The ends are the 5 and 95 % quantiles of counts, with the 95 % interval of each: "On nine nights in ten between 42
    and 116 leak (95 % intervals of the ends: 37 to 47 and 103 to 129)". With one scramble there are no intervals.
    """
    leak = "leaks" if high == low == 1 else "leak"
    spread = f"{low:,.0f}" if low == high else f"between {low:,.0f} and {high:,.0f}"
    told = [f"{least:,.0f} to {most:,.0f}" for least, most in (of_low, of_high) if math.isfinite(most - least)]
    how_well = f" (95 % intervals of the ends: {' and '.join(told)})" if len(told) == 2 else ""
    return f"On nine nights in ten {spread} {leak}{how_well}"


def percentages(parts: Sequence[float]) -> list[str]:
    """Return parts of a whole in whole per cent that add up to 100; a dash for each where there is nothing.

    Those whose rest is largest are rounded up, the first of equals first (Hamilton's method).
    """
    whole = math.fsum(parts)
    if not whole > 0.0:
        return ["–"] * len(parts)
    shares = [100.0 * part / whole for part in parts]
    found = [math.floor(share + 1e-9) for share in shares]
    for place in sorted(range(len(parts)), key=lambda k: found[k] - shares[k])[: 100 - sum(found)]:
        found[place] += 1
    return [f"{each} %" for each in found]


def near(name: str, known: Collection[str], cutoff: float = 0.5) -> list[str]:
    """Return up to three of the known names that are like a name, or hold it, whatever their case, dashes and dots."""
    plain: dict[str, list[str]] = {}
    for each in sorted(known):
        plain.setdefault(_plain(each), []).append(each)
    wanted = _plain(name)
    found = difflib.get_close_matches(wanted, plain, n=NEAR_MAX, cutoff=cutoff)
    if len(wanted) >= HELD_MIN:
        found += [each for each in plain if wanted in each and each not in found]
    if not found:
        # Of names with dots the last part may be alike alone: `chanels` is like `defence.radar_gun.channels`.
        last = {_plain(each.rpartition(".")[2]): each for each in known if "." in each}
        part = difflib.get_close_matches(_plain(name.rpartition(".")[2]), last, n=1, cutoff=max(cutoff, LAST_CUTOFF))
        found = [each for each in plain if part and (f" {each}").endswith(f" {part[0]}")]
    return [each for key in found for each in plain[key]][:NEAR_MAX]


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).strip().casefold()


def meant(name: str, known: Collection[str], cutoff: float = 0.5) -> str:
    """Ask whether one of the known names that are like a name was meant; return nothing where none is like it."""
    found = near(name, known, cutoff)
    return f"did you mean {' or '.join(found)}?" if found else ""


def one_of(name: object, known: Collection[str]) -> str:
    """Say what a name must be: one of those known; of many, which are like it, or else some of them."""
    asked = meant(name, known) if isinstance(name, str) else ""
    if len(known) == 1:
        return next(iter(known))
    if asked and len(known) > LISTED_MAX:
        return f"one of {len(known)} names; {asked}"
    if len(known) > ALL_MAX:
        return f"one of {len(known)} names, such as {_some(known)}"
    return f"one of {', '.join(known)}" + (f"; {asked}" if asked else "")


def quoted(text: str) -> str:
    """Return text in double quotes on one line, as messages show it: what a terminal would obey is escaped."""
    held = repr(text)[1:-1].replace("\\'", "'")
    return f'"{held}"' if '"' not in held else '"' + held.replace('"', '\\"') + '"'


def _some(names: Collection[str]) -> str:
    """Return the first, the middle and the last of many names."""
    ordered = list(names)
    return ", ".join(ordered[place] for place in (0, len(ordered) // 2, -1))


def first_of(parts: Sequence[str], others: str, *, most: int = TOLD_MAX, separator: str = ", ") -> str:
    """Return the first parts of a list, and where there are more than `most`, what is said of the others."""
    return separator.join([*parts[:most], *([others] if len(parts) > most else [])])


# What is not spelled by putting spaces.
_SPELLED = {
    "one_way_attack_drone": "one-way attack drone",
    "air_launched_aeroballistic": "air-launched aeroballistic",
    "short_range_ballistic": "short-range ballistic",
    "medium_range_ballistic": "medium-range ballistic",
    "quasi_ballistic": "quasi-ballistic",
    "manpads": "MANPADS",
    "pull_up": "pull-up",
    "single_shot_kill_probability": "single-shot kill probability",
    "short_range_sam": "short-range SAM",
    "medium_range_sam": "medium-range SAM",
    "long_range_sam": "long-range SAM",
    "terminal_hit_to_kill": "terminal hit-to-kill",
    "gap_filler_radar": "gap-filler radar",
    "engageable": "has a window",
    "window": "has a window",
    "not_assigned": "does not engage this class",
    "inside_minimum_range": "inside minimum range",
    "above_elevation": "above the elevation limit",
    "no_kinematic_reach": "beyond the interceptor's reach",
    "too_oblique": "crossing angle too wide",
    "closing_speed": "closing speed out of range",
    "too_agile": "threat manoeuvres too hard",
    "too_brief": "in reach too briefly",
    "inside_keep_out": "only inside the keep-out distance",
}


def spelled(code: str) -> str:
    """Return the code of a class, of a reason or of an event as words: ``out_of_reach`` is ``out of reach``."""
    return _SPELLED.get(code, code.replace("_", " ").strip())


# What one threat of a class is called, where `spelled` gives no noun.
NOUNS = {
    "subsonic_cruise": "subsonic cruise missile",
    "supersonic_cruise": "supersonic cruise missile",
    "short_range_ballistic": "short-range ballistic missile",
    "quasi_ballistic": "quasi-ballistic missile",
    "medium_range_ballistic": "medium-range ballistic missile",
    "air_launched_aeroballistic": "air-launched aeroballistic missile",
    "hypersonic_cruise": "hypersonic cruise missile",
    "hypersonic_glide": "hypersonic glide vehicle",
}


def one_of_class(code: str) -> str:
    """Return one thing of a class with its article: "a subsonic cruise missile", "an air-launched ..."."""
    noun = NOUNS.get(code, spelled(code))
    # "One" is spoken with a consonant.
    vowel = noun[:1].lower() in "aeiou" and not noun.lower().startswith(("one", "uni"))
    return f"{'an' if vowel else 'a'} {noun}"


_WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def course(azimuth_deg: float) -> str:
    """Say where something flies, clockwise from north: "east (90 degrees)", "on a course of 100 degrees"."""
    turned = round(azimuth_deg % 360.0, 6) % 360.0
    wind, rest = divmod(turned, 45.0)
    degrees = "1 degree" if turned == 1.0 else f"{turned:g} degrees"
    return f"on a course of {degrees}" if rest else f"{_WINDS[int(wind)]} ({degrees})"


# What a terminal obeys instead of showing it: control characters but tab and line feed, and marks that turn the
# direction of what follows.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def obeyed(text: str) -> bool:
    """Tell whether text has characters that a terminal would obey, such as those that change its colours."""
    return _OBEYED.search(text) is not None


def visible(text: str) -> str:
    """Return text in which characters that a terminal would obey are shown, as Python escapes them."""
    return _OBEYED.sub(lambda found: ascii(found[0])[1:-1], text)


def in_one_line(text: str) -> str:
    """Return text from outside on one line, each control character as a space, so that it cannot begin a line."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
