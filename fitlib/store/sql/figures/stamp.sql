-- one row per file: the stamp of the figures in it
SELECT made_of FROM figures.made_of
