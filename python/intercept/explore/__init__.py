"""The live explorer: a page on this machine whose sliders run a scenario's raid again, with the same nights."""
