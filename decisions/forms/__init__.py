"""What is typed into statutory cases."""
