"""Parts of the approvals page: what is loaded for one item, and how it is shown and decided."""
