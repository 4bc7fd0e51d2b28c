"""What any authority reported: counts of what was fired, detected, threatening or engaged, and what became of it."""
