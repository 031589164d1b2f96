-- one row per person whose rows an import file has, with how many
SELECT {person} AS person, count(*) AS rows
FROM read_parquet($place, encryption_config = {footer_key: 'store'})
GROUP BY {person};
