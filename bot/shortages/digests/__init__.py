"""What those who follow medicines are told of shortages, in one letter a day."""
