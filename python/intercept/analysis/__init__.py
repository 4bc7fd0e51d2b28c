"""Questions to a raid: each is one function, whose answer has a table, a figure and words."""
