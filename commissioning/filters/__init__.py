"""What lists of commissioning are searched by."""
