from django.urls import URLPattern, URLResolver, path

from tandem.sales.arranging import views as pipelines
from tandem.sales.board import views as board
from tandem.sales.competitors import views as competitors
from tandem.sales.desk.views import desk
from tandem.sales.directions.views import choose as choose_directions
from tandem.sales.entering import views as entering
from tandem.sales.feed import views as feed
from tandem.sales.hearing import views as hearing
from tandem.sales.helping import views as helping
from tandem.sales.matching import views as matching
from tandem.sales.merging import views as merging
from tandem.sales.morning.views import morning
from tandem.sales.opportunities import views as opportunities
from tandem.sales.paper import views as paper
from tandem.sales.playbook import views as playbook
from tandem.sales.practice import views as practice
from tandem.sales.quotes import acting, listing
from tandem.sales.quotes import views as quotes
from tandem.sales.stages import views as stages
from tandem.sales.steps import views as steps
from tandem.sales.talks import views as talks
from tandem.sales.terms import views as terms
from tandem.sales.today.views import today

app_name = "sales"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk, name="desk"),
    path("board/", board.board, name="board"),
    path("board/move/", board.move_card, name="board_move"),
    path("opportunities/", board.opportunities, name="opportunities"),
    path("opportunities/add/", opportunities.add, name="add"),
    path("opportunities/<int:pk>/", talks.opportunity, name="opportunity"),
    path("opportunities/<int:pk>/edit/", opportunities.edit, name="edit"),
    path("opportunities/<int:pk>/move/", opportunities.move_to, name="move"),
    path("opportunities/<int:pk>/owner/", opportunities.owner, name="assign"),
    path("opportunities/<int:pk>/won/", opportunities.won, name="win"),
    path("opportunities/<int:pk>/lost/", opportunities.lost, name="lose"),
    path("opportunities/<int:pk>/reopen/", opportunities.open_again, name="reopen"),
    path("opportunities/<int:pk>/needs/", hearing.needs, name="needs"),
    path("opportunities/<int:pk>/met/", matching.met, name="met"),
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
    # What comes next, by day; as a calendar and by mail.
    path("today/", today, name="today"),
    path("today/put-off/", steps.put_off, name="put_off"),
    path("opportunities/<int:pk>/step/", steps.step, name="step"),
    path("opportunities/<int:pk>/done/", steps.done_step, name="done"),
    path("directions/", choose_directions, name="directions"),
    path("morning/", morning, name="morning"),
    path("feed/", feed.feed, name="feed"),
    path("feed/end/", feed.end, name="feed_end"),
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
    path("opportunities/<int:pk>/note/", talks.note, name="note"),
    path("opportunities/<int:pk>/rang/", talks.rang, name="rang"),
    path("opportunities/<int:pk>/follow-up/<int:entry>/", talks.follow_up, name="plan_follow_up"),
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
    path("competitors/<int:pk>/same/", competitors.join, name="competitor_same"),
    path("quotes/", quotes.quotes, name="quotes"),
    path("opportunities/<int:pk>/quote/", quotes.begin, name="quote_begin"),
    path("quotes/<int:pk>/", quotes.quote, name="quote"),
    path("quotes/<int:pk>/save/", quotes.save, name="quote_save"),
    path("quotes/<int:pk>/preview/", quotes.preview, name="quote_preview"),
    path("quotes/<int:pk>/<int:number>/page-<int:place>.svg", quotes.sheet_page, name="quote_page"),
    path("quotes/<int:pk>/<int:number>/pdf/", quotes.pdf, name="quote_pdf"),
    path("quotes/<int:pk>/send/", acting.send, name="quote_send"),
    path("quotes/<int:pk>/list/", listing.change, name="quote_list"),
    path("quotes/<int:pk>/withdraw/", acting.withdraw, name="quote_withdraw"),
    path("quotes/<int:pk>/anew/", acting.begin_anew, name="quote_anew"),
    path("quotes/<int:pk>/drop/", acting.drop, name="quote_drop"),
    path("quotes/<int:pk>/yes/", acting.said_yes, name="quote_yes"),
    path("quotes/<int:pk>/link/", acting.link, name="quote_link"),
    path("quotes/<int:pk>/questions/<int:question>/", acting.answer, name="quote_answer"),
    path("prices/person/<int:pk>/", terms.of_person, name="terms_person"),
    path("prices/organisation/<int:pk>/", terms.of_organisation, name="terms_organisation"),
    path("paper/", paper.our_paper, name="paper"),
    path("paper/in/<str:language>/", paper.words, name="paper_words"),
    path("paper/logo/", paper.logo, name="paper_logo"),
]
