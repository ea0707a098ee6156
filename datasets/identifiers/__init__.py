"""Finds what names a ship, a box, a truck, a firm or a person, by check digits, shapes and column statistics."""
