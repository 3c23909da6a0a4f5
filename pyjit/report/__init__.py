"""What a user is told: counts, reasons, expectations, listings."""
