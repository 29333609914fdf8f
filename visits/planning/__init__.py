"""Which team should serve which enterprise: the wishes, their prices and the solver. No database."""
