"""What to expect of a raid: what would be claimed by the record, what a scenario leaves, what given rates come to."""
