"""The public record of raids: its reader, nights with claimed counts per class, and their caveats.

The table is not in the package: pass its path, or set INTERCEPT_RECORD. Counts are claims of one belligerent.
"""

from intercept.record.caveats import caveats
from intercept.record.models import ModelClass, classify
from intercept.record.nights import DEFINITION_CHANGE, Night
from intercept.record.reader import ATTRIBUTION
from intercept.record.record import Record, parse_date, read_record
from intercept.record.row import Row, RowProblem, Window
from intercept.record.totals import Totals

__all__ = [
    "ATTRIBUTION",
    "DEFINITION_CHANGE",
    "ModelClass",
    "Night",
    "Record",
    "Row",
    "RowProblem",
    "Totals",
    "Window",
    "caveats",
    "classify",
    "parse_date",
    "read_record",
]
