"""处理移送: a case or problems handed to whoever has to deal with them, or told to them, with their receipt."""
