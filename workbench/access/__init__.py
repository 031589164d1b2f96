"""Who may open what on a server for several people: users, roles, the door with its login page, and own extracts."""
