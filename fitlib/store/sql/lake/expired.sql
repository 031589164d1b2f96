-- one row per snapshot that nobody can look back to any more: all but the present one
CALL ducklake_expire_snapshots('lake', older_than => now() + INTERVAL 1 DAY);
