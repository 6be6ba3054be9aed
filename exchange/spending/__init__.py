"""Spending above the threshold of the rule book, by month, with the columns of the Local Government Transparency Code 2015."""
