"""Upgrades of what is stored and never rebuilt: journal, evidence, working tables. Records are rebuilt instead.

A revision's id is its number in four digits, and is also the store's `user_version`. A revision imports no project
code: it must still mean the same when that code has changed.
"""
