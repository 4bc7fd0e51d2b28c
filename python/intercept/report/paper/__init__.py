"""The methods section of a paper, written from a scenario and the settings of its run."""
