"""Locks for libraries that end the process when two threads use them at once."""

from __future__ import annotations

import threading

# netCDF-C and the HDF5 below it keep lists of files without a lock; that of xarray leaves opening and closing out.
NETCDF = threading.RLock()
