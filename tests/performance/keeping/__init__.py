"""Measures, the plan, the glossary and the forces, as the office keeps them."""
