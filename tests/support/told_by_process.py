"""What a small run finds, for processes that import it by name."""

from questions import FEW, SMALL

import intercept as ic
from intercept.base.checksum import table_sha256


def told():
    """Return the hashes of all tables of a small run."""
    return {name: table_sha256(table) for name, table in ic.run(SMALL, **FEW).tables().items()}
