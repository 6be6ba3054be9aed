"""What people type about grants, contracts and services."""
