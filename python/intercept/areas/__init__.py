"""What a defence covers: defended areas, their loss as a threat changes, gaps along a line."""
