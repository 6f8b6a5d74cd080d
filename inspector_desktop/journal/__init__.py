"""The journal: entries, chains, signatures, dossiers and desks. It is the evidence, and it is also the outbox."""
