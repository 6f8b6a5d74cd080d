"""公开台账, what was noted in it: made public at a place, taken off again. What has to be: `disclosure`."""
