"""What is computed from joint tables, codes and tokens: exact counts and fractions in, worked answers out."""
