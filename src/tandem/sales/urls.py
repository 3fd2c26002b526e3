from django.urls import URLPattern, URLResolver, path

from tandem.sales.board import views as board
from tandem.sales.opportunities import views as opportunities
from tandem.sales.stages import views as stages
from tandem.sales.talks import views as talks

app_name = "sales"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", board.desk, name="desk"),
    path("board/", board.board, name="board"),
    path("board/move/", board.move_card, name="board_move"),
    path("opportunities/", board.opportunities, name="opportunities"),
    path("opportunities/add/", opportunities.add, name="add"),
    path("opportunities/<int:pk>/", talks.opportunity, name="opportunity"),
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
    path("opportunities/<int:pk>/note/", talks.note, name="note"),
    path("opportunities/<int:pk>/rang/", talks.rang, name="rang"),
    path("opportunities/<int:pk>/follow-up/<int:entry>/", talks.follow_up, name="plan_follow_up"),
]
