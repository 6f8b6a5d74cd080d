"""The demonstration bureau, and the tour through one inspection. Nothing else depends on it."""
