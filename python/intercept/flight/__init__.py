"""What flies: trajectories of every kind of flight, one at a time or as a batch."""
