"""How Grundlaget behaves at the size of a big municipality: `python -m benchmarks` measures and prints it."""
