"""The commands of the command line: each reads its arguments, asks the rooms below, and returns what was found.

A command returns an `Answer`; printing it, and turning failures into sentences, is `cli`.
"""
