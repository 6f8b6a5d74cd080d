"""Parts of the page 本局规则: what it reads, its lists, the panel of one rule, and the form that changes it."""
