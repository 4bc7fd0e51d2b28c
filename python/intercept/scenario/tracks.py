"""The tracks of a scenario that names a file of them in place of waves: read, checked by hash, each of a class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intercept.errors import InvalidParameterError, ScenarioError
from intercept.flight.trajectories import Trajectories
from intercept.flight.under_ground import heed_ground
from intercept.scenario.given_threats import classes_of
from intercept.scenario.surroundings import OutsideFile, checked_hash

if TYPE_CHECKING:
    from intercept.catalogue.catalogue import Catalogue
    from intercept.earth.terrain import Terrain
    from intercept.scenario.model.scenario import Scenario

KEY = "raid.tracks"


def tracks_of(
    scenario: Scenario, catalogue: Catalogue, terrain: Terrain | None
) -> tuple[Trajectories | None, tuple[OutsideFile, ...]]:
    """Return the tracks of a scenario, and the file they are in; None where it has waves.

    Raises
    ------
    ScenarioError
        The file cannot be read, is not the one of its `sha256`, holds what is no track, or one that lies far below the
        ground, or its column threat_class is missing or names what is no class; the message of a missing `sha256` tells
        the hash to write.
    """
    named = scenario.raid.tracks
    if named is None:
        return None, ()
    path = scenario.folder / named.file
    try:
        found = OutsideFile(KEY, named.file, checked_hash(KEY, path, named.sha256))
        own = Trajectories.from_csv(path, smooth_over_s=named.smooth_over_s)
        classes_of(own, catalogue)
        heed_ground(own, terrain)
    except InvalidParameterError as error:
        raise ScenarioError(f"{KEY}: {error}") from error
    return own, (found,)
