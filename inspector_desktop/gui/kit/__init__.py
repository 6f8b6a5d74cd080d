"""The parts windows are built from. They know nothing of steps, sessions or the ledger: values in, signals out."""
