"""Pages of commissioning: request in, response out."""
