"""The Earth: its shape and gravity, air, wind and terrain; frames and geodesics."""
