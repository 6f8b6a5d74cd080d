"""Check tables: XLSForm definitions, their frozen form, and the evaluation of their expressions.

Knows no database and no window: a definition is a value with canonical bytes and a digest,
a sheet is a state in memory.
Who may check what, and where answers are kept, is left to the steps.
"""
