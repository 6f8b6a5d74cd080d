"""Parts of the page 内设机构: what stands beside the tree."""
