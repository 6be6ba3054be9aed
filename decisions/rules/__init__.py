"""What the law asks of a statutory case: pure decisions, without queries, request or clock."""
