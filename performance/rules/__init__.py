"""What is decided about figures, reports and evidence, without a query."""
