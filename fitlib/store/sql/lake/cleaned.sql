-- one row per file that is deleted, since no snapshot has it
CALL ducklake_cleanup_old_files('lake', cleanup_all => true);
