"""Reading a register file: from a file nobody has vouched for to rows with a verdict."""
