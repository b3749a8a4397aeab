"""Learning: how parameters move against a gradient, in either arithmetic; regressions of classes by features."""
