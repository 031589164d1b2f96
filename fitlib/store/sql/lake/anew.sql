-- one row per nothing: a statement that PostgreSQL takes outside of transactions only
CALL postgres_execute('catalogue', $said, use_transaction => false);
