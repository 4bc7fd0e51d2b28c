"""What every room shares: checks of arguments, tables, files, optional packages, progress."""
