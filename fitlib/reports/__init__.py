"""Reports: one file per page, Params (typed, frozen) and build(store, params, reference) → Page."""
