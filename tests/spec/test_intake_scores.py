"""What passes the gate in: scores

An export is read row by row: one row per session and rater. A row that cannot be right is refused and named with its
line; nothing is guessed, and every row of the file is kept, refused or a duplicate.
"""

import pytest

from tests.unit.intake.rows import NO_ORS, NO_SRS, column, noticed, rules, session, taken


def test_scores_are_kept_as_tenths(tmp_path):
    """Four items of 5.1, 6.2, 4.3 and 5.4 points are a total of 21.0 points."""
    kept = taken(tmp_path, session(ORSQ1="5.1", ORSQ2="6.2", ORSQ3="4.3", ORSQ4="5.4")).kept
    assert kept.select("ors1", "ors2", "ors3", "ors4", "ors").row(0) == (51, 62, 43, 54, 210)


def test_zero_is_a_score(tmp_path):
    """Zero points are measured; a blank is not."""
    found = taken(
        tmp_path, session(1, ORSQ1="0", ORSQ2="0.1", ORSQ3="0", ORSQ4="0"), session(2, ORS_Skip="Y", **NO_ORS)
    )
    assert column(found, "ors") == [1, None]


def test_a_total_needs_four_items(tmp_path):
    """With three of four items filled the row is refused; a total is never made from three."""
    assert rules(taken(tmp_path, session(ORSQ4=""))) == [(2, "item missing of four", "ORSQ4")]


def test_a_total_may_come_alone(tmp_path):
    """A total without items is a measurement whose items were not measured."""
    kept = taken(tmp_path, session(**NO_ORS, Total_ORS="24.3")).kept
    assert kept.select("ors", "ors1", "ors_total_only", "ors_skipped").row(0) == (243, None, True, False)


def test_items_and_total_must_agree(tmp_path):
    """Items and total may both be there when the total is the sum, to the tenth."""
    right, wrong = session(1, Total_ORS="21.0"), session(2, Total_ORS="21.1")
    found = taken(tmp_path, right, wrong)
    assert column(found, "ors") == [210]
    assert rules(found) == [(3, "total is not the sum of its items", "Total_ORS")]


@pytest.mark.parametrize(("item", "total"), [("7.0", 280), ("8.875", 355), ("10", 400)])
def test_four_equal_items_come_from_a_total(tmp_path, item, total):
    """Four equal items were filled from a total, a quarter each: the total counts, figures by item leave them out."""
    four = dict.fromkeys(NO_ORS, item)
    found = taken(tmp_path, session(**four))
    assert found.kept.select("ors", "ors_total_only").row(0) == (total, True)
    assert noticed(found)["items filled from a total"] == 1


@pytest.mark.parametrize(("item", "kept"), [("-0.1", 0), ("0", 1), ("10.0", 1), ("10.1", 0)])
def test_an_item_is_between_nought_and_ten(tmp_path, item, kept):
    """An item below 0 or above 10 is refused; 0 and 10 themselves are scores."""
    assert taken(tmp_path, session(SRSQ3=item)).rows_kept == kept


@pytest.mark.parametrize(("total", "kept"), [("-0.1", 0), ("0", 1), ("40", 1), ("40.1", 0)])
def test_a_total_is_between_nought_and_forty(tmp_path, total, kept):
    """A total below 0 or above 40 is refused."""
    assert taken(tmp_path, session(**NO_SRS, Total_SRS=total)).rows_kept == kept


@pytest.mark.parametrize("written", ["5,1", "5.1", " 5.1 ", "5,10", "\u00a05,1"])
def test_a_decimal_comma_is_as_good_as_a_point(tmp_path, written):
    """5,1 and 5.1 are the same score."""
    assert column(taken(tmp_path, session(ORSQ1=written)), "ors1") == [51]


@pytest.mark.parametrize("written", ["kymmenen", "5-6", "1 0", "5.1.2", "nan", "inf"])
def test_a_word_is_not_a_score(tmp_path, written):
    """A word or anything else that is not one number is refused, not read as blank."""
    assert rules(taken(tmp_path, session(ORSQ1=written))) == [(2, "item not a number", "ORSQ1")]


def test_a_score_finer_than_a_tenth_is_refused(tmp_path):
    """The line has tenths; 5.25 is not one of them, and it is not rounded."""
    assert rules(taken(tmp_path, session(ORSQ2="5.25"))) == [(2, "item finer than a tenth", "ORSQ2")]


@pytest.mark.parametrize(("yes", "no"), [("Y", "N"), ("1", "0"), ("K", "E"), ("kyllä", "ei"), ("true", "FALSE")])
def test_a_measure_may_be_skipped(tmp_path, yes, no):
    """Skip flags are Y and N, 1 and 0, K and E."""
    found = taken(tmp_path, session(ORS_Skip=yes, SRS_Skip=no, **NO_ORS))
    assert found.kept.select("ors_skipped", "srs_skipped", "ors", "srs").row(0) == (True, False, None, 350)


def test_a_skipped_measure_has_no_scores(tmp_path):
    """A row that says skipped and gives scores is refused; so is one that says not skipped and gives none."""
    found = taken(tmp_path, session(1, ORS_Skip="Y"), session(2, **NO_SRS))
    assert rules(found) == [(2, "skipped but scores given", "ORS_Skip"), (3, "not skipped and no scores", "SRS_Skip")]


@pytest.mark.parametrize("written", ["2024-05-06", "6.5.2024", "06.05.2024", "2024-05-06 13:45:00"])
def test_dates_are_iso_or_finnish(tmp_path, written):
    """6.5.2024 is the sixth of May."""
    assert str(column(taken(tmp_path, session(Session_Date=written)), "session_date")[0]) == "2024-05-06"


@pytest.mark.parametrize("written", ["2024-02-30", "30.2.2024", "5/6/2024", "soon", "45418"])
def test_a_date_that_does_not_exist_is_refused(tmp_path, written):
    """The thirtieth of February and a date in a form that could mean two days are refused."""
    assert rules(taken(tmp_path, session(Session_Date=written))) == [(2, "date not a date", "Session_Date")]


@pytest.mark.parametrize(("day", "kept"), [("2026-11-21", 1), ("2026-11-22", 1), ("2026-11-23", 0)])
def test_no_session_is_in_the_future(tmp_path, day, kept):
    """A session of today is kept, one of tomorrow refused."""
    assert taken(tmp_path, session(Session_Date=day)).rows_kept == kept


@pytest.mark.parametrize(
    ("day", "kept", "notices"),
    [("2024-03-04", 1, 0), ("2024-03-03", 1, 1), ("2024-02-02", 1, 1), ("2024-02-01", 0, 0)],
)
def test_a_session_may_be_shortly_before_its_case(tmp_path, day, kept, notices):
    """A case may be opened up to a month after its first session, which is noticed; any later is an error."""
    found = taken(tmp_path, session(Session_Date=day, Case_Date="2024-03-04"))
    assert (found.rows_kept, noticed(found).get("session shortly before the case began", 0)) == (kept, notices)


@pytest.mark.parametrize(
    ("column_", "rule"),
    [
        ("Client_ID", "client missing"), ("Case_ID", "case missing"), ("Service_Location", "team missing"),
        ("Session_ID", "session number missing"), ("Session_Date", "session date missing"),
        ("Client_Group", "age group missing"),
    ],
)  # fmt: skip
def test_a_row_needs_its_client_case_team_session_and_age_group(tmp_path, column_, rule):
    """Without client, case, team, session number, session date or age group a row is refused."""
    assert rules(taken(tmp_path, session(**{column_: "NA"}))) == [(2, rule, column_)]


def test_each_age_group_has_its_forms(tmp_path):
    """Children answer CORS and CSRS, adolescents and adults ORS and SRS."""
    groups = ("Adult", "Adolescent", "Child")
    kept = taken(tmp_path, *(session(n, Client_Group=one, Client_BirthYear="") for n, one in enumerate(groups, 1))).kept
    assert kept.select("age_group", "ors_form", "srs_form").rows() == [
        ("adult", "ORS", "SRS"), ("adolescent", "ORS", "SRS"), ("child", "CORS", "CSRS"),
    ]  # fmt: skip


def test_every_rater_has_a_row_of_its_own(tmp_path):
    """Child, mother and teacher may rate the same session; without the column every rating is the client's own."""
    raters = ("Self", "Äiti", "Teacher")
    assert column(taken(tmp_path, *(session(Rater_Role=one) for one in raters)), "rater") == [
        "self",
        "mother",
        "teacher",
    ]
    assert column(taken(tmp_path, session()), "rater") == ["self"]


def test_an_unknown_word_is_refused_and_not_guessed(tmp_path):
    """An unknown age group, rater, status or closing type refuses the row."""
    rows = [
        session(1, Client_Group="Teen"), session(2, Rater_Role="Neighbour"), session(3, Episode_Status="Maybe"),
        session(4, Episode_ClosingType="Somehow"), session(5, ORS_Skip="X"),
    ]  # fmt: skip
    assert [rule for _, rule, _ in rules(taken(tmp_path, *rows))] == [
        "age group not known", "rater not known", "status not known", "closing type not known", "skip flag not known",
    ]  # fmt: skip


def test_the_same_row_twice_counts_once(tmp_path):
    """A row that is there twice is kept once and counted as a duplicate, also when only its note differs."""
    found = taken(tmp_path, session(1), session(2), session(1, Notes="called back"))
    assert (found.rows, found.rows_kept, found.duplicates, found.refused.height) == (3, 2, 1, 0)
    assert noticed(found)["duplicate row"] == 1


def test_rows_in_conflict_are_all_refused(tmp_path):
    """Two different scores for one session and rater: nobody can say which is right, so neither is kept."""
    found = taken(tmp_path, session(1), session(2), session(1, ORSQ1="0"))
    assert rules(found) == [(2, "scores in conflict", ""), (4, "scores in conflict", "")]
    assert found.refused["detail"].to_list() == ["2, 4", "2, 4"]


def test_a_case_of_two_clients_is_an_episode_for_each(tmp_path):
    """The self-ratings of a couple in one case are never drawn as one curve: each client has an episode."""
    found = taken(tmp_path, session(1), session(2, Client_ID="C2"), session(2))
    first, partner, second = found.kept["episode"]
    assert first == second != partner
    assert rules(found) == []


def test_an_open_case_without_a_status_is_known_by_its_closing_date(tmp_path):
    """Where the file does not say so, a case with a closing date is closed and any other open."""
    rows = session(1, Episode_Status=""), session(1, case="2", Episode_Status="", Episode_ClosingDate="1.6.2024")
    assert column(taken(tmp_path, *rows), "status") == ["open", "closed"]


def test_expected_change_lines_are_kept_where_the_export_has_them(tmp_path):
    """Target and lower line of a session are kept in tenths beside its scores."""
    kept = taken(tmp_path, session(Episode_TargetSession="32.3", Episode_nTargetSession="25,8")).kept
    assert kept.select("line_green", "line_red").row(0) == (323, 258)


def test_odd_things_are_noticed_and_kept(tmp_path):
    """What is odd and possible is kept and said: birth year against age group, session after closing, a long gap."""
    found = taken(
        tmp_path,
        session(1, Client_BirthYear="2015"),
        session(2, Episode_Status="Closed", Episode_ClosingDate="2024-03-05", Client_BirthYear="unknown"),
        session(3, Session_Date="2024-12-24", ORSQ1="4.0"),
        session(4, Session_Date="2024-12-24"),
        session(5, Session_Date="2024-12-20"),
    )
    assert found.rows_kept == 5
    assert set(noticed(found)) == {
        "birth year does not fit the age group", "birth year not a year", "session after closing",
        "closed without a closing type", "long gap between sessions", "two sessions on one day",
        "session numbers against dates",
    }  # fmt: skip


@pytest.mark.parametrize(("sessions", "notices"), [(4, 0), (5, 1), (6, 2)])
def test_the_same_score_many_times_running_is_noticed(tmp_path, sessions, notices):
    """Five equal totals in a row are noticed, four are not."""
    found = taken(tmp_path, *(session(n) for n in range(1, sessions + 1)))
    assert noticed(found).get("same total many times running", 0) == notices
