"""The kinds of flight, one file each."""
