"""Names and limits of the model of claimed rates, apart from scipy, so that the command line starts without it."""

from typing import Literal

Mode = Literal["onestep", "frozen"]

MODES: tuple[Mode, ...] = ("onestep", "frozen")
CLASSES: tuple[str, ...] = (
    "drone",
    "subsonic_cruise",
    "supersonic_cruise",
    "srbm",
    "ballistic",
    "aeroballistic_or_hypersonic",
)
BASELINES: tuple[str, ...] = ("binomial", "binomial_90_d", "beta_binomial", "beta_binomial_90_d")
MOST_OBJECTS = 20_000
