from django.urls import URLPattern, URLResolver, path

from tandem.sales.board import views as board
from tandem.sales.opportunities import views as opportunities
from tandem.sales.paper import views as paper
from tandem.sales.quotes import acting
from tandem.sales.quotes import views as quotes
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
    path("quotes/", quotes.quotes, name="quotes"),
    path("opportunities/<int:pk>/quote/", quotes.begin, name="quote_begin"),
    path("quotes/<int:pk>/", quotes.quote, name="quote"),
    path("quotes/<int:pk>/save/", quotes.save, name="quote_save"),
    path("quotes/<int:pk>/preview/", quotes.preview, name="quote_preview"),
    path("quotes/<int:pk>/<int:number>/page-<int:place>.svg", quotes.sheet_page, name="quote_page"),
    path("quotes/<int:pk>/<int:number>/pdf/", quotes.pdf, name="quote_pdf"),
    path("quotes/<int:pk>/send/", acting.send, name="quote_send"),
    path("quotes/<int:pk>/withdraw/", acting.withdraw, name="quote_withdraw"),
    path("quotes/<int:pk>/anew/", acting.begin_anew, name="quote_anew"),
    path("quotes/<int:pk>/drop/", acting.drop, name="quote_drop"),
    path("quotes/<int:pk>/yes/", acting.said_yes, name="quote_yes"),
    path("quotes/<int:pk>/link/", acting.link, name="quote_link"),
    path("quotes/<int:pk>/questions/<int:question>/", acting.answer, name="quote_answer"),
    path("paper/", paper.our_paper, name="paper"),
    path("paper/logo/", paper.logo, name="paper_logo"),
]
