"""What is written to files: texts, pictures, and tables of labels and numbers."""
