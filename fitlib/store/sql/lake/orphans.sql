-- one row per file that is deleted, since a writer that was killed left it (its key went with the writer)
CALL ducklake_delete_orphaned_files('lake', older_than => now() - INTERVAL 1 DAY);
