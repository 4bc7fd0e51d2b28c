"""What can be shot at, and when: tracks, launch windows, and the reason where there is none."""
