"""录入公示: the platform's entry sheet and its register, review before publication, and what may leave the bureau."""
