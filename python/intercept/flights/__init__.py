"""Kinds of flight to be flown by themselves: one file a kind, each a frozen dataclass.

Every kind has a class method `fly_many(flights, *, world, tolerance_m, threads)` that flies many at once; `ic.fly`
takes one flight, or a sequence of mixed kinds. Units are SI and radians.
"""
