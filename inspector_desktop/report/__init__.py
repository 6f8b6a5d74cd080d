"""检查报告: the five parts of 004 art. 15, proposed from the visit and edited by its officers; kept by version."""
