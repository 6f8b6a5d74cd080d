"""Editors for the answers of a check table, one for each kind of question, and the rows they stand in."""
