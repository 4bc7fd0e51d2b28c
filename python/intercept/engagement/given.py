"""What is known of threats that were given as samples: used wherever nothing else is stated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from intercept.base.arguments import shown
from intercept.engagement.plan import LAUNCH_MAX_S
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    from intercept.flight.trajectories import Trajectories

FACTS = ("threat_class", "radar_cross_section_m2", "manoeuvre_m_s2")


def given_facts(trajectories: Trajectories, *, launched: bool = False) -> dict[str, Any]:
    """Return launch_s, threat_class, radar_cross_section_m2 and manoeuvre_m_s2 of each row, None where not given.

    A row given as samples is launched when its first sample was, unless its launch is stated elsewhere (`launched`).

    Raises
    ------
    InvalidParameterError
        A row begins later, or earlier, than raid time counts.
    """
    known = trajectories.recorded
    if known is None:
        return dict.fromkeys(("launch_s", *FACTS))
    begin_s = known["begin_s"]
    far = np.flatnonzero(np.abs(begin_s) > LAUNCH_MAX_S)
    if len(far) and not launched:
        first = int(far[0])
        raise InvalidParameterError(
            f"time_s of row {shown(known['row'][first])}, which begins at {begin_s[first]:.10g} s, is not allowed: must"
            f" lie from -{LAUNCH_MAX_S:g} to {LAUNCH_MAX_S:g}; take a common time from all of them"
        )
    own = {name: known[name].tolist() for name in FACTS if name in known}
    return {"launch_s": begin_s, **dict.fromkeys(FACTS), **own}
