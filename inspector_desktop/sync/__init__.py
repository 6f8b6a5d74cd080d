"""The device's side of the exchange: what is sent and fetched, when, and what people may be told about it."""
