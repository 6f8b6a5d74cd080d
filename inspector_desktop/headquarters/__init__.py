"""The service of a bureau: receives batches, judges entry by entry, keeps the one log, and serves it to the desks."""
