"""Hard to break: processes killed, networks that lie, clocks that jump. Small in the suite, large by `dev.py bench`."""
