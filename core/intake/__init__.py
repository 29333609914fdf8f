"""Reading a table that somebody uploaded: from a file nobody has vouched for to rows with a verdict."""
