"""What people fill in on a served page: notes and decisions of a meeting, the board of implementation."""
