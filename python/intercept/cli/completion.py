"""What a shell offers for the value of an option: the names of classes in the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intercept.catalogue.generic_class import Kind


def classes(*kinds: Kind) -> Callable[[str], list[str]]:
    """Return what completes the beginning of the name of a class of some kinds, of all without a kind."""

    def completed(incomplete: str) -> list[str]:
        from intercept.catalogue.catalogue import Catalogue  # noqa: PLC0415 - heavy imports wait
        from intercept.catalogue.generic_class import KINDS  # noqa: PLC0415 - heavy imports wait

        catalogue = Catalogue.load()
        names = (name for kind in kinds or KINDS for name in catalogue.of_kind(kind))
        return [name for name in names if name.startswith(incomplete)]

    return completed
