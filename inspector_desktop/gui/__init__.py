"""The windows. Only this room knows PySide6; it starts acts and shows what came of them, and decides nothing."""
