"""The public record of raids: its reader, nights with claimed counts per class, their caveats, and a model of claims.

The table is not in the package: pass its path, or set INTERCEPT_RECORD. Counts are claims of one belligerent.

Examples
--------
>>> import intercept as ic
>>> ic.record.read_record("examples/nights/made-up.csv").night("2031-02-04").headline.launched
133
"""

import lazy_loader

# Names are imported when they are first used: the model of claims needs scipy, which takes its time.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
