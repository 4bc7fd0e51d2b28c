"""A model of claimed rates: what of a raid of a given size is likely to be claimed, by class and in all."""
