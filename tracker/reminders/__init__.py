"""What is due to be said to whom, said once."""
