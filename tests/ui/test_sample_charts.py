from django.template.loader import render_to_string

from tandem.charts.figure import Figure
from tandem.ui.sample_charts import sample_charts


def test_the_figures_of_the_parts_page_tell_the_numbers_of_the_looks() -> None:
    shown = sample_charts()
    moved = shown["moved"]
    assert [row[2] for row in moved.rows[1:-1]] == ["+£5,690", "−£1,380", "−£2,080", "−£26,980", "+£2,310"]
    assert moved.note.startswith("The axis is cut at £45,000.")


def test_each_has_its_finding_as_title_and_its_table_beside_it() -> None:
    shown = sample_charts()
    figures = [figure for figure in shown.values() if isinstance(figure, Figure)]
    assert len(figures) == 7
    for figure in figures:
        page = render_to_string(
            "ui/parts/figure.html",
            {"title": figure.title, "drawing": figure.svg, "head": figure.head, "rows": figure.rows},
        )
        assert f'<p class="figure-title">{figure.title}</p>' in page
        assert "Show as table" in page
        assert page.count('<th scope="row">') == len(figure.rows)


def test_a_note_stands_below_the_drawing_or_not_at_all() -> None:
    given = {"title": "Fewer buy", "drawing": "here"}
    noted = render_to_string("ui/parts/figure.html", {**given, "note": "The axis is cut."})
    assert noted.index("here") < noted.index('<p class="figure-note">The axis is cut.</p>')
    assert "figure-note" not in render_to_string("ui/parts/figure.html", given)
