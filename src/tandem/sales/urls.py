from django.urls import URLPattern, URLResolver, path

from tandem.sales.arranging import views as pipelines
from tandem.sales.board import views as board
from tandem.sales.competitors import views as competitors
from tandem.sales.entering import views as entering
from tandem.sales.merging import views as merging
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
    path("stages/", stages.listed, name="stages"),
    path("stages/add/", stages.add, name="stage_add"),
    path("stages/<int:pk>/", stages.rename, name="stage"),
    path("stages/<int:pk>/move/", stages.move, name="stage_move"),
    path("stages/<int:pk>/remove/", stages.remove, name="stage_remove"),
    path("stages/<int:pk>/first/", stages.checks, name="stage_checks"),
    path("pipelines/add/", pipelines.add, name="pipeline_add"),
    path("pipelines/<int:pk>/", pipelines.rename, name="pipeline"),
    path("pipelines/<int:pk>/move/", pipelines.shift, name="pipeline_move"),
    path("pipelines/<int:pk>/usual/", pipelines.make_default, name="pipeline_default"),
    path("pipelines/<int:pk>/retire/", pipelines.retire, name="pipeline_retire"),
    path("pipelines/<int:pk>/back/", pipelines.bring_back, name="pipeline_back"),
    path("opportunities/<int:pk>/to/<int:stage>/", entering.way_in, name="enter"),
    path("opportunities/<int:pk>/with/", merging.choose, name="merge_with"),
    path("opportunities/<int:pk>/with/<int:other>/", merging.together, name="merge"),
    path("competitors/", competitors.competitors, name="competitors"),
    path("competitors/<int:pk>/", competitors.rename, name="competitor"),
]
