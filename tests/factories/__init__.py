"""Things tests arrange with: one module per room, imported as `from factories.<room> import …`.

Doubles exist for clock, keychain and wire only; everything else here makes real things.
"""
