"""What is done with an open device besides inspections: rounds with headquarters, checks of papers and of the journal.

Windows and commands share it; how it is shown is theirs.
"""
