"""签字送达: the unit's own words, its signature, or reason and witness, both officers last, and the copy left."""
