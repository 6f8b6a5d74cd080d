"""Evidence on the dossier page: importing it, looking at it, marking and registering it; `adding` takes any file."""
