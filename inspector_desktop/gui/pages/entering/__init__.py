"""Parts of the page 录入公示: what is loaded, how places are worded, the entry sheet, review and publication."""
