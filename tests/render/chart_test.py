"""Where the bars of charts lie."""

from kb.render.chart import Bar, Chart, Row, bars_chart, columns_chart, year_columns


def test_columns():
    assert columns_chart({None: [3, 1], "kill-bits": [2, 0], "guidance": [1, 1]}, ["2007", "2008"]) == Chart(
        rows=[
            Row(None, [Bar(241, 16, 58, 90, 3), Bar(301, 76, 58, 30, 1)], 4, 106),
            Row("kill-bits", [Bar(241, 112, 58, 22, 2), Bar(301, 134, 58, 0, 0)], 2, 134),
            Row("guidance", [Bar(241, 151, 58, 11, 1), Bar(301, 151, 58, 11, 1)], 2, 162),
        ],
        height=186,
        axis=[(270, "2007"), (330, "2008")],
    )


def test_of_many_columns_not_all_have_their_name():
    years = [str(year) for year in range(2000, 2040)]
    axis = columns_chart({None: [1] * 40}, years).axis
    assert [name for _, name in axis] == years[::3]


def test_bars():
    assert bars_chart({"day": 4, "week": 1, "month": 0}) == Chart(
        rows=[
            Row("day", [Bar(0, 19, 720, 13, 4)], 4, 14),
            Row("week", [Bar(0, 59, 180, 13, 1)], 1, 54),
            Row("month", [Bar(0, 99, 0, 13, 0)], 0, 94),
        ],
        height=120,
        axis=[],
    )


def test_columns_of_years():
    assert year_columns({"2007": 4, "2008": 0, "2009": 1}) == [("2007", 4, 40), ("2008", 0, 0), ("2009", 1, 10)]


def test_nothing_to_draw():
    assert columns_chart({None: []}, []) == Chart([Row(None, [], 0, 106)], 130, [])
    assert bars_chart({}) == Chart([], 0, [])
    assert year_columns({}) == []
