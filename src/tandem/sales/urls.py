from django.urls import URLPattern, URLResolver, path

from tandem.sales.board import views as board
from tandem.sales.helping import views as helping
from tandem.sales.opportunities import views as opportunities
from tandem.sales.playbook import views as playbook
from tandem.sales.practice import views as practice
from tandem.sales.stages import views as stages

app_name = "sales"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", board.desk, name="desk"),
    path("board/", board.board, name="board"),
    path("board/move/", board.move_card, name="board_move"),
    path("opportunities/", board.opportunities, name="opportunities"),
    path("opportunities/add/", opportunities.add, name="add"),
    path("opportunities/<int:pk>/", opportunities.opportunity, name="opportunity"),
    path("opportunities/<int:pk>/edit/", opportunities.edit, name="edit"),
    path("opportunities/<int:pk>/move/", opportunities.move_to, name="move"),
    path("opportunities/<int:pk>/owner/", opportunities.owner, name="assign"),
    path("opportunities/<int:pk>/step/", opportunities.step, name="step"),
    path("opportunities/<int:pk>/done/", opportunities.done_step, name="done"),
    path("opportunities/<int:pk>/won/", opportunities.won, name="win"),
    path("opportunities/<int:pk>/lost/", opportunities.lost, name="lose"),
    path("opportunities/<int:pk>/reopen/", opportunities.open_again, name="reopen"),
    path("stages/", stages.listed, name="stages"),
    path("stages/add/", stages.add, name="stage_add"),
    path("stages/<int:pk>/", stages.rename, name="stage"),
    path("stages/<int:pk>/move/", stages.move, name="stage_move"),
    path("stages/<int:pk>/remove/", stages.remove, name="stage_remove"),
    path("playbook/", playbook.playbook, name="playbook"),
    path("playbook/start/", playbook.start, name="playbook_start"),
    path("playbook/<int:pk>/", playbook.guide, name="guide"),
    path("playbook/<int:pk>/edit/", playbook.guide_edit, name="guide_edit"),
    path("playbook/<int:pk>/add/", playbook.line_add, name="guide_line_add"),
    path("playbook/lines/<int:pk>/", playbook.line, name="guide_line"),
    path("playbook/lines/<int:pk>/move/", playbook.line_move, name="guide_line_move"),
    path("playbook/lines/<int:pk>/put-away/", playbook.line_put_away, name="guide_line_put_away"),
    path("opportunities/<int:pk>/asked/", helping.asked, name="asked"),
    path("opportunities/<int:pk>/said/", helping.said, name="said"),
    path("said/<int:pk>/", helping.marked, name="said_mark"),
    path("practice/", practice.practice, name="practice"),
    path("practice/<int:pk>/", practice.turned, name="practised"),
]
