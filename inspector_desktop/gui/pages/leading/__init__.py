"""What the page of leads is made of."""
