"""One page per place of the program; each shows frozen rows and starts acts."""
