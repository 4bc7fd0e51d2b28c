"""What people see: figures, pages, files and text in the terminal."""
