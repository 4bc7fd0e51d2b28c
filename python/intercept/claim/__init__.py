"""What a claim says, what must be true for it, and what is known that bears on it: reading, arithmetic, evidence."""
