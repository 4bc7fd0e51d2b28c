"""A made-up record for the model of claimed rates: nights drawn from known curves."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from record_table import line

FIRST = date(2030, 1, 1)
MODELS = {"Shahed-136/131": (60, 2.0, 0.3), "Kalibr": (9, 1.0, 0.0), "Iskander-M": (4, -1.0, 0.0)}


def lines(days=120, seed=3):
    """Return rows: every night drones, every third cruise and every fourth ballistic missiles."""
    random = np.random.default_rng(seed)
    rows = []
    for i in range(days):
        day = FIRST + timedelta(days=i)
        for step, (model, (usual, level, slope)) in enumerate(MODELS.items(), start=1):
            if step > 1 and i % (step + 1):
                continue
            n = int(random.poisson(usual)) + 1
            mean = 1 / (1 + np.exp(-(level + slope * np.log(n / usual))))
            k = int(random.binomial(n, random.beta(12 * mean, 12 * (1 - mean))))
            window = (f"{day - timedelta(days=1)} 20:00", f"{day} 08:00")
            rows.append(line(*window, model=model, launched=str(n), destroyed=str(k), source=f"p/{i}"))
    return rows
