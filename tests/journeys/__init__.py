"""What people do in a browser, from sign-in to publication, and what every page must be: accessible, whole, well formed."""
