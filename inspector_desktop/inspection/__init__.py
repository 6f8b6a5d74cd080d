"""The inspection dossier itself: who inspects whom by which task, how far it is, its papers and their numbers.

What happens at each step is that step's; this room holds only what all of them share.
"""
