from django.urls import URLPattern, URLResolver, path

from tandem.sales.board import views as board
from tandem.sales.hearing import views as hearing
from tandem.sales.matching import views as matching
from tandem.sales.opportunities import views as opportunities
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
    path("opportunities/<int:pk>/needs/", hearing.needs, name="needs"),
    path("opportunities/<int:pk>/offers/", matching.offers, name="matches"),
    path("opportunities/<int:pk>/offers/pick/", matching.pick, name="pick"),
    path("opportunities/<int:pk>/offers/back/", matching.put_back, name="put_back"),
    path("needs/<int:pk>/", hearing.need, name="need"),
    path("needs/<int:pk>/sort/", hearing.sort, name="need_sort"),
    path("needs/<int:pk>/remove/", hearing.remove, name="need_remove"),
    path("ready/<int:pk>/", matching.ready, name="ready"),
    path("stages/", stages.listed, name="stages"),
    path("stages/add/", stages.add, name="stage_add"),
    path("stages/<int:pk>/", stages.rename, name="stage"),
    path("stages/<int:pk>/move/", stages.move, name="stage_move"),
    path("stages/<int:pk>/remove/", stages.remove, name="stage_remove"),
]
