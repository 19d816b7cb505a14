"""Futures: one sampled value for each uncertain parameter, drawn by a design from the ranges that are plausible."""
