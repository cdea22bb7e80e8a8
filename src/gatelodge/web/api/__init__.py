"""What machines call: the court's signed callback."""
