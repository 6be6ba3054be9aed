"""What complaints write: the standing report, and letters."""
