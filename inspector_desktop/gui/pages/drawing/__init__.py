"""The stages of a draw, one part of the page each."""
