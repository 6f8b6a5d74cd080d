"""The local store: engine and pragmas, keys, evidence, answers in progress, upgrades and copies."""
