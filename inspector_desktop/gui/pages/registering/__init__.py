"""The parts of the registers page: lists with detail, editing, import."""
