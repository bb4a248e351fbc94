"""A made-up municipality to try everything on: its units, its people, and what they have done so far."""
