"""What people type about performance."""
