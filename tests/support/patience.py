"""How long a test waits for what must come: minutes, which only what never comes takes, on a machine of any load."""

PATIENCE_S = 600.0
PATIENCE_MS = 1000.0 * PATIENCE_S
