"""The steps of one inspection as panels of its page: one module each, found by `panels.PANELS`."""
