"""The random draw of a task: what is frozen, how tickets decide, and how anybody checks it.

`shapes`, `frozen`, `ticket`, `matching`, `changes`, `transcript` and `power` are the pure core of the format
"ticket-v1": they compute from values alone, with no database, clock or window. Storing, approving and printing a draw
is the rest of the room.
"""
