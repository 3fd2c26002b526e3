from django.urls import URLPattern, URLResolver, path

from tandem.offers.bundles import views as bundles
from tandem.offers.costs import views as costs
from tandem.offers.limits import views as limits
from tandem.offers.needs import views as needs
from tandem.offers.prices import views as prices
from tandem.offers.shelf import views as shelf
from tandem.offers.tax import views as tax

app_name = "offers"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", shelf.offers, name="offers"),
    path("add/", shelf.add, name="add"),
    path("<int:pk>/", shelf.offer, name="offer"),
    path("<int:pk>/edit/", shelf.edit, name="edit"),
    path("<int:pk>/retire/", shelf.retire_offer, name="retire"),
    path("<int:pk>/back/", shelf.bring_offer_back, name="bring_back"),
    path("<int:pk>/price/", prices.price, name="price"),
    path("prices/<int:pk>/withdraw/", prices.withdraw, name="price_withdraw"),
    path("<int:pk>/cost/", costs.cost, name="cost"),
    path("<int:pk>/parts/", bundles.part, name="part"),
    path("parts/<int:pk>/out/", bundles.take_out, name="part_out"),
    path("lists/", prices.lists, name="lists"),
    path("lists/add/", prices.list_add, name="list_add"),
    path("lists/<int:pk>/", prices.list_rename, name="list"),
    path("lists/<int:pk>/switch/", prices.list_switch, name="list_switch"),
    path("needs/", needs.needs, name="needs"),
    path("needs/add/", needs.add, name="need_add"),
    path("needs/begin/", needs.begin, name="needs_begin"),
    path("needs/<int:pk>/", needs.reword, name="need"),
    path("needs/<int:pk>/switch/", needs.switch, name="need_switch"),
    path("tax/", tax.tax, name="tax"),
    path("tax/begin/", tax.begin, name="tax_begin"),
    path("tax/add/", tax.add, name="tax_add"),
    path("tax/method/", tax.method, name="tax_method"),
    path("tax/<int:pk>/", tax.rename, name="tax_code"),
    path("tax/<int:pk>/rate/", tax.rate, name="tax_rate"),
    path("tax/rates/<int:pk>/withdraw/", tax.withdraw, name="tax_rate_withdraw"),
    path("discounts/", limits.discounts, name="limits"),
    path("discounts/<slug:role>/", limits.limit, name="limit"),
]
