"""The tour: one inspection from the registers to the site, through the real windows and a real headquarters."""
