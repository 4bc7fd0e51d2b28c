"""The generic classes of threats, defences and sensors: values as ranges with their sources, rules, draws."""
