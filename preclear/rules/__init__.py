"""Dated, sourced rules as data, and what they say of each traveller."""
