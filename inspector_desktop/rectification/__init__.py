"""下达整改、整改复查、销号: problems of lines that do not conform; advice and order, never confused; reinspection."""
