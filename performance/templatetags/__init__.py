"""What templates of performance use."""
