"""What a colleague would write with pandas: plain, correct, without tricks. Each gives what the product gives of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

COLUMNS = ("episode", "client", "team", "rater", "age_group", "session_no", "session_date", "ors", "srs",
           "ors_skipped", "srs_skipped", "status", "closing_type", "closing_date")  # fmt: skip
DATES = ("Case_Date", "Session_Date", "Episode_ClosingDate")


def in_memory(rows: Any) -> Any:
    """A polars frame as a pandas one."""
    import pandas as pd

    return pd.DataFrame({column.name: column.to_numpy() for column in rows})


def three_rules(rows: Any, limits: Mapping[str, int]) -> Any:
    """Plateau of equal size, steady rise and drop of the SRS by groupby-apply, one client at a time."""

    def look(curve: Any) -> Any:
        import pandas as pd

        ors, srs = curve["ors"].dropna(), curve["srs"].dropna()
        late = ors.tail(int(limits["points"]))
        flat = len(ors) >= limits["points"] and late.max() - late.min() <= limits["band"]
        rise = len(ors) >= limits["points"] and bool((ors.diff().dropna() > 0).all())
        drop = len(srs) >= 2 and bool((srs.diff().dropna() <= -limits["drop"]).any())
        return pd.Series({"flat": flat, "rise": rise, "drop": drop})

    return rows.sort_values(["episode", "session_no"]).groupby("episode")[["ors", "srs"]].apply(look)


def team_quarters(rows: Any, cutoffs: Mapping[str, int], rci: int, today: Any) -> Any:
    """Figures per team × quarter and per team × quarter × age group, from rows that are in memory already."""
    counted = _episodes(rows, cutoffs, rci, today)
    shares = [name for name in counted if counted[name].dtype == bool]
    scores = ["intake", "latest", "change", "sessions"]
    by_quarter, by_age = counted.groupby(["team", "quarter"]), counted.groupby(["team", "quarter", "age_group"])
    counts = [grouped[shares].sum() for grouped in (by_quarter, by_age)]
    means = [grouped[scores].agg(["count", "mean", "std", "median"]) for grouped in (by_quarter, by_age)]
    days = rows.assign(quarter=rows["session_date"].dt.to_period("Q"), with_ors=rows["ors"].notna(),
                       with_srs=rows["srs"].notna())  # fmt: skip
    days["with_both"] = days["with_ors"] & days["with_srs"]
    named = ["with_ors", "with_srs", "with_both", "ors_skipped", "srs_skipped"]
    held = days.groupby(["team", "quarter"])[named].agg(["sum", "count"])
    return counts, means, held, by_quarter["client"].nunique()


def _episodes(rows: Any, cutoffs: Mapping[str, int], rci: int, today: Any) -> Any:
    """One row per episode with what is counted of it."""
    ordered = rows.sort_values(["episode", "session_no"])
    last = ordered.groupby("episode").last()
    counted = last[["client", "team", "age_group", "status", "closing_type", "closing_date"]].copy()
    grouped = ordered.groupby("episode")
    counted["sessions"] = grouped["session_no"].nunique()
    counted["last_session"] = grouped["session_date"].max()
    own = ordered[ordered["ors"].notna()].groupby("episode")["ors"]
    counted["n_ors"], counted["intake"], counted["latest"] = own.count(), own.first(), own.last()
    counted["n_ors"] = counted["n_ors"].fillna(0)
    closed = counted["status"] == "closed"
    day = counted["closing_date"].fillna(counted["last_session"]).where(closed, today)
    counted["quarter"] = day.dt.to_period("Q")
    counted["change"] = (counted["latest"] - counted["intake"]).where(closed & (counted["n_ors"] >= 2))
    return _counted(counted, closed, counted["age_group"].map(cutoffs), rci)


def _counted(counted: Any, closed: Any, cutoff: Any, rci: int) -> Any:
    twice = closed & (counted["n_ors"] >= 2)
    below, above = counted["intake"] < cutoff, counted["latest"] >= cutoff
    counted["closed"], counted["open"], counted["twice"] = closed, ~closed, twice
    counted["once"], counted["never"] = closed & (counted["n_ors"] == 1), closed & (counted["n_ors"] == 0)
    counted["improved"] = counted["change"] >= rci
    counted["deteriorated"] = counted["change"] <= -rci
    counted["unchanged"] = counted["change"].abs() < rci
    counted["below"], counted["crossed"] = twice & below, twice & below & above
    counted["crossed_reliably"] = counted["crossed"] & counted["improved"]
    counted["planned"] = closed & (counted["closing_type"] == "planned")
    counted["unplanned"] = closed & (counted["closing_type"] == "unplanned")
    counted["single"] = closed & (counted["sessions"] == 1)
    counted["pre_post"] = (counted["sessions"] >= 2) & (counted["n_ors"] >= 2)
    return counted


def import_scores(file: Path) -> Any:
    """Read an export, turn words into values, drop what cannot be, drop doubles; no pseudonyms, no list of reasons."""
    import pandas as pd

    rows = pd.read_csv(file)
    for name in DATES:
        rows[name] = pd.to_datetime(rows[name], errors="coerce")
    items = [f"{scale}Q{number}" for scale in ("ORS", "SRS") for number in range(1, 5)]
    rows[items] = rows[items].apply(pd.to_numeric, errors="coerce")
    good = rows[["Client_ID", "Case_ID", "Session_ID", "Session_Date"]].notna().all(axis=1)
    good &= (rows[items].isna() | rows[items].ge(0) & rows[items].le(10)).all(axis=1)
    good &= rows["Session_Date"] >= rows["Case_Date"]
    good &= rows["Client_Group"].isin(["Adult", "Adolescent", "Child"])
    rows = rows[good].drop_duplicates()
    for scale in ("ORS", "SRS"):
        rows[scale] = rows[items[:4] if scale == "ORS" else items[4:]].sum(axis=1, min_count=4)
    return rows[~rows.duplicated(["Case_ID", "Session_ID"], keep=False)]


def reference_curve(rows: Any) -> Any:
    """The mean course by statsmodels: random intercept and slope over log session, intake as a covariate."""
    import statsmodels.formula.api as smf

    model = smf.mixedlm("ors ~ intake * time", rows, groups=rows["episode"], re_formula="~time")
    return model.fit(reml=True)
