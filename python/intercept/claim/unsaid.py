"""Numbers of a claim of which it says nothing: listed, so that none is passed over in silence."""

from __future__ import annotations

from collections.abc import Iterator

from intercept.claim import kinds
from intercept.claim.findings import Finding
from intercept.claim.reading import Reading
from intercept.claim.words import listed


def findings(reading: Reading) -> Iterator[Finding]:
    """Say of which numbers of objects the claim says nothing, so that none is passed over in silence."""
    if not reading.statements:
        return
    spoken = kinds.classes(kind for one in reading.statements for kind in one.kinds)
    of = listed(dict.fromkeys(kinds.label(one.kinds) for one in reading.statements))
    for group in reading.groups:
        if not kinds.classes(group.kinds) & spoken:
            told = f"It says nothing of what became of the {group.label}: it is of {of} alone."
            changes = (f"A share or a number of the {kinds.label(group.kinds)} that fell, in the sentence.",)
            numbers = {"kinds": list(group.kinds)}
            yield Finding("arithmetic", "open", "the claim alone", told, key=True, numbers=numbers, changes=changes)
