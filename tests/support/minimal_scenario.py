"""The shortest document of a scenario that is allowed, with what a test changes in it."""

HERE = {"east_km": 0, "north_km": 0}


def minimal(**changes):
    """Return the document with these top-level keys changed or added."""
    document = {
        "schema_version": 1,
        "name": "minimal",
        "assets": [{"name": "a", "class": "energy", "position": HERE}],
        "raid": {
            "launch_areas": [{"name": "east", "position": {"east_km": 200, "north_km": 0}}],
            "waves": [{"name": "w", "class": "one_way_attack_drone", "count": 3, "launch_area": "east"}],
        },
    }
    return {**document, **changes}
