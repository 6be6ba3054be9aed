"""What is typed into a complaint."""
