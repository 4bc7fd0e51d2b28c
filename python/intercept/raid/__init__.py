"""What gets through: replications of a raid, and the main job from a scenario to its result."""
