-- one row per nothing: the Parquet files that hold the rows of a kind, in the order of their imports
SET VARIABLE {kind}_files = $files;
