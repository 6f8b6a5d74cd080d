"""现场检查: arrival with certificates shown, the check table answered line by line, photographs, or 未能检查."""
