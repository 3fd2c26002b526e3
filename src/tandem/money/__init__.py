"""Amounts in integer minor units, their currencies, rounding, tax and exchange. No framework."""
