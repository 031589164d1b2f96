"""Pages of a batch on a Dask cluster that is there already: joining it, what travels, and what comes back."""
