from django.urls import URLPattern, URLResolver, path

from tandem.marketing.arrivals import views as arrivals
from tandem.marketing.campaigns import views as campaigns
from tandem.marketing.channels import views as channels
from tandem.marketing.desk import views as desk
from tandem.marketing.enquiries import views as enquiries
from tandem.marketing.forms import views as forms

app_name = "marketing"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk.desk, name="desk"),
    path("capture/", enquiries.capture, name="capture"),
    path("enquiries/", enquiries.enquiries, name="enquiries"),
    path("kept-aside/", arrivals.kept_aside, name="kept_aside"),
    path("kept-aside/<int:pk>/let-in/", arrivals.let_in, name="arrival_let_in"),
    path("kept-aside/<int:pk>/drop/", arrivals.drop, name="arrival_drop"),
    path("enquiries/<int:pk>/", enquiries.enquiry, name="enquiry"),
    path("enquiries/<int:pk>/correct/", enquiries.correct, name="enquiry_correct"),
    path("enquiries/<int:pk>/join/", enquiries.join, name="enquiry_join"),
    path("enquiries/<int:pk>/set-aside/", enquiries.set_aside, name="enquiry_set_aside"),
    path("enquiries/<int:pk>/take-up/", enquiries.take_up, name="enquiry_take_up"),
    path("campaigns/", desk.campaigns, name="campaigns"),
    path("campaigns/add/", campaigns.add, name="campaign_add"),
    path("campaigns/<int:pk>/", desk.campaign, name="campaign"),
    path("campaigns/<int:pk>/edit/", campaigns.edit, name="campaign_edit"),
    path("channels/", desk.channels, name="channels"),
    path("channels/<int:pk>/", channels.rename, name="channel"),
    path("forms/", forms.forms, name="forms"),
    path("forms/add/", forms.add, name="form_add"),
    path("forms/<int:pk>/", forms.form, name="form"),
    path("forms/<int:pk>/edit/", forms.edit, name="form_edit"),
    path("forms/<int:pk>/switch/", forms.switch, name="form_switch"),
]
