"""Plans: which items are checked on which subjects, in which period, at which ratios."""
