raise ImportError("There is no SQLite of Tandem's own for this machine.")
