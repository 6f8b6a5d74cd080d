"""The 一单两库: codes and names, reading spreadsheets, and the shelves of items, subjects and officers."""
