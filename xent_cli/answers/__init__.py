"""What is answered, as frozen data: no word on how it was computed, nor on how it looks."""
