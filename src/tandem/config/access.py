"""The one permission table: URL name × method × role, or for the API × key. Enforced before every view; its
tests come from it.

A URL without a row is not there for anybody (404), so a forgotten row is found at once.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from tandem.exchange.api.problems import problem
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.keys.models import ApiKey
from tandem.office.keys.words import Scope

EVERYBODY = frozenset({"anonymous", *Role.values})
SIGNED_IN = frozenset(Role.values)
OWNER = frozenset({Role.OWNER.value})
MARKETING = frozenset({Role.OWNER.value, Role.BOTH.value, Role.MARKETING.value})
SALES = frozenset({Role.OWNER.value, Role.BOTH.value, Role.SALES.value})
DESKS = MARKETING | SALES

READ = {"GET": SIGNED_IN}
OWNER_READS = {"GET": OWNER}
OWNER_ACTS = {"GET": OWNER, "POST": OWNER}
MARKETING_ACTS = {"GET": MARKETING, "POST": MARKETING}
SALES_ACTS = {"GET": SALES, "POST": SALES}
DESKS_ACT = {"GET": DESKS, "POST": DESKS}
OWN_SETTINGS = {"GET": SIGNED_IN, "POST": SIGNED_IN}
OPEN = {"GET": EVERYBODY, "POST": EVERYBODY}


def with_key(scopes: Iterable[str], roles: Iterable[str]) -> frozenset[str]:
    """Programs with a key of one of these scopes, that belongs to somebody of one of these roles."""
    return frozenset(f"{scope} key of {role}" for scope in scopes for role in roles)


API = "api"
READING, WRITING = (Scope.READ.value, Scope.WRITE.value), (Scope.WRITE.value,)
API_OPEN = {"GET": EVERYBODY | with_key(Scope.values, Role.values)}
API_READ = {"GET": with_key(READING, SIGNED_IN)}
API_MARKETING = {"POST": with_key(WRITING, MARKETING)}
API_SALES = {"POST": with_key(WRITING, SALES)}

Row = dict[str, frozenset[str]]
PERMISSIONS: dict[str, Row] = {
    # The house
    "home": READ,
    "healthz": {"GET": EVERYBODY},
    "ui:parts": OWNER_READS,
    "ui:keyboard": READ,
    # Printed and sent: a tracked link, the code of a place
    "link": {"GET": EVERYBODY},
    "code": {"GET": EVERYBODY},
    # What a calendar fetches: whoever has the token
    "feed": {"GET": EVERYBODY},
    # Sign-in (allauth)
    "account_login": OPEN,
    "account_logout": OWN_SETTINGS,
    "account_reset_password": OPEN,
    "account_reset_password_done": OPEN,
    "account_reset_password_from_key": OPEN,
    "account_reset_password_from_key_done": OPEN,
    "account_change_password": OWN_SETTINGS,
    "account_set_password": OWN_SETTINGS,
    "account_reauthenticate": OWN_SETTINGS,
    "account_inactive": {"GET": EVERYBODY},
    "mfa_index": {"GET": SIGNED_IN},
    "mfa_authenticate": OPEN,
    "mfa_reauthenticate": OWN_SETTINGS,
    "mfa_reauthenticate_webauthn": OWN_SETTINGS,
    "mfa_activate_totp": OWN_SETTINGS,
    "mfa_deactivate_totp": OWN_SETTINGS,
    "mfa_view_recovery_codes": {"GET": SIGNED_IN},
    "mfa_generate_recovery_codes": OWN_SETTINGS,
    "mfa_download_recovery_codes": {"GET": SIGNED_IN},
    # Office
    "office:search": READ,
    "office:journal": READ,
    "office:undo": {"POST": DESKS},
    "office:settings": READ,
    "office:backup_now": {"POST": OWNER},
    "office:backup": OWNER_READS,
    "office:send_again": {"POST": OWNER},
    "office:leave_unsent": {"POST": OWNER},
    "office:mailboxes": OWNER_ACTS,
    "office:mailbox": OWNER_ACTS,
    "office:mailbox_try": {"POST": OWNER},
    "office:mailbox_switch": {"POST": OWNER},
    "office:messages": {"GET": DESKS},
    # What was taken in stands with a person, for everybody; the rest is 404 for who may not see it.
    "office:message": READ,
    "office:message_file": READ,
    "office:message_leave": {"POST": DESKS},
    "office:business": OWNER_ACTS,
    "office:close_day": {"POST": OWNER},
    "office:open_day": {"POST": OWNER},
    "office:users": OWNER_ACTS,
    "office:user": OWNER_ACTS,
    "office:switch_user": {"POST": OWNER},
    "office:new_link": {"POST": OWNER},
    "office:withdraw": {"POST": OWNER},
    "office:link": OPEN,
    "office:join": OPEN,
    "office:profile": OWN_SETTINGS,
    "office:hat": {"POST": SIGNED_IN},
    "office:theme": {"POST": SIGNED_IN},
    "office:end_other_sessions": {"POST": SIGNED_IN},
    "office:end_session": {"POST": SIGNED_IN},
    "office:passkeys": READ,
    "office:passkey_add": OWN_SETTINGS,
    "office:passkey_options": {"POST": SIGNED_IN},
    "office:passkey": OWN_SETTINGS,
    "office:passkey_remove": OWN_SETTINGS,
    "office:passkey_sign_in_options": {"POST": EVERYBODY},
    "office:passkey_sign_in": {"POST": EVERYBODY},
    "office:keys": OWN_SETTINGS,
    "office:revoke_key": {"POST": SIGNED_IN},
    "office:job": READ,
    "office:file": READ,
    # People
    "people:persons": READ,
    "people:person": READ,
    "people:organisations": READ,
    "people:organisation": READ,
    "people:duplicates": READ,
    "people:add": DESKS_ACT,
    "people:edit": DESKS_ACT,
    "people:add_organisation": DESKS_ACT,
    "people:edit_organisation": DESKS_ACT,
    "people:note": {"POST": DESKS},
    "people:consent": DESKS_ACT,
    "people:choose_duplicate": {"GET": DESKS},
    "people:merge": DESKS_ACT,
    "people:different": {"POST": DESKS},
    "people:put_letter": DESKS_ACT,
    "people:rang": DESKS_ACT,
    "people:entry": DESKS_ACT,
    "people:take_back": {"POST": DESKS},
    # Who may not see a file, or another's draft, gets 404.
    "people:file": READ,
    "people:mail": READ,
    "people:settled": {"POST": DESKS},
    "people:write": DESKS_ACT,
    "people:letter": {"GET": SIGNED_IN, "POST": DESKS},
    "people:write_again": {"POST": DESKS},
    "people:leave_letter": {"POST": DESKS},
    "people:discard_letter": {"POST": DESKS},
    "people:take_file_out": {"POST": DESKS},
    "people:wordings": {"GET": SIGNED_IN, "POST": DESKS},
    "people:signature": {"POST": DESKS},
    "people:add_wording": DESKS_ACT,
    "people:wording": DESKS_ACT,
    "people:remove_wording": {"POST": DESKS},
    "people:export_person": OWNER_ACTS,
    "people:erase": OWNER_ACTS,
    # Marketing
    "marketing:desk": READ,
    "marketing:capture": DESKS_ACT,
    "marketing:capture_card": DESKS_ACT,
    "marketing:enquiries": READ,
    "marketing:enquiry": READ,
    "marketing:enquiry_correct": MARKETING_ACTS,
    "marketing:enquiry_join": {"POST": MARKETING},
    "marketing:enquiry_set_aside": {"POST": MARKETING},
    "marketing:enquiry_take_up": {"POST": MARKETING},
    "marketing:mail_enquiry": {"POST": DESKS},
    "marketing:kept_aside": READ,
    "marketing:arrival_let_in": {"POST": MARKETING},
    "marketing:arrival_drop": {"POST": MARKETING},
    "marketing:campaigns": READ,
    "marketing:campaign_add": MARKETING_ACTS,
    "marketing:campaign": READ,
    "marketing:campaign_edit": MARKETING_ACTS,
    "marketing:link_add": MARKETING_ACTS,
    "marketing:link": READ,
    "marketing:link_edit": MARKETING_ACTS,
    "marketing:link_put_away": {"POST": MARKETING},
    "marketing:place_add": MARKETING_ACTS,
    "marketing:place": READ,
    "marketing:place_edit": MARKETING_ACTS,
    "marketing:place_put_away": {"POST": MARKETING},
    "marketing:place_png": READ,
    "marketing:place_svg": READ,
    "marketing:place_a4": READ,
    "marketing:place_a6": READ,
    "marketing:debrief": MARKETING_ACTS,
    "marketing:follow_ups": MARKETING_ACTS,
    "marketing:follow_up_done": {"POST": MARKETING},
    "marketing:care": READ,
    "marketing:care_of": READ,
    "marketing:care_contact": {"POST": DESKS},
    "marketing:care_peace": {"POST": DESKS},
    "marketing:care_end_peace": {"POST": DESKS},
    "marketing:advice": READ,
    "marketing:campaign_hush": {"POST": MARKETING},
    "marketing:debrief_hush": {"POST": MARKETING},
    # Everybody their own; another's line is 404.
    "marketing:piles": DESKS_ACT,
    "marketing:pile_put": {"POST": DESKS},
    "marketing:pile_take_out": {"POST": DESKS},
    "marketing:channels": READ,
    "marketing:channel": MARKETING_ACTS,
    "marketing:forms": READ,
    "marketing:form_add": MARKETING_ACTS,
    "marketing:form": READ,
    "marketing:form_edit": MARKETING_ACTS,
    "marketing:form_switch": {"POST": MARKETING},
    # Public forms
    "form:ask": OPEN,
    "form:thanks": {"GET": EVERYBODY},
    # Event mode: a phone is let in by its token, the shell and the worker hold nothing of anybody.
    "capture:event": DESKS_ACT,
    "capture:sign_in": {"POST": DESKS},
    "capture:send": {"POST": EVERYBODY},
    "capture:sign_out": {"POST": EVERYBODY},
    "capture:forget": {"POST": DESKS},
    "capture:shell": {"GET": EVERYBODY},
    "capture:worker": {"GET": EVERYBODY},
    # Handover
    "handover:inbox": READ,
    "handover:sent_back": READ,
    "handover:agreement": READ,
    "handover:promises": READ,
    "handover:reasons": READ,
    "handover:conversation": {"GET": SIGNED_IN, "POST": DESKS},
    "handover:conversation_of": READ,
    # One side proposes, the other agrees; which of both somebody speaks for is asked by the actions.
    "handover:agreement_edit": DESKS_ACT,
    "handover:agreement_kit": {"POST": DESKS},
    "handover:agreement_alone": {"GET": MARKETING & SALES, "POST": MARKETING & SALES},
    "handover:versions": READ,
    "handover:proposal_agree": {"POST": DESKS},
    "handover:proposal_send_back": DESKS_ACT,
    "handover:proposal_withdraw": {"POST": DESKS},
    "handover:sharing": {"GET": SIGNED_IN, "POST": MARKETING & SALES},
    "handover:my_part": {"POST": SALES},
    "handover:part": {"POST": MARKETING & SALES},
    "handover:reminders": {"GET": SIGNED_IN, "POST": DESKS},
    "handover:waiting": READ,
    "handover:tick": {"POST": MARKETING},
    "handover:pass": {"POST": MARKETING},
    "handover:pass_and_accept": {"POST": MARKETING & SALES},
    "handover:accept": {"POST": SALES},
    "handover:decline": SALES_ACTS,
    "handover:assign": {"POST": DESKS},
    # Who may not pass joins only what waits for sales.
    "handover:join": {"POST": SALES},
    # Sales
    "sales:desk": READ,
    "sales:board": READ,
    "sales:board_move": {"POST": SALES},
    "sales:opportunities": READ,
    "sales:add": SALES_ACTS,
    "sales:opportunity": READ,
    "sales:edit": SALES_ACTS,
    "sales:move": {"POST": SALES},
    "sales:assign": SALES_ACTS,
    "sales:win": SALES_ACTS,
    "sales:lose": SALES_ACTS,
    "sales:reopen": {"POST": SALES},
    "sales:needs": {"GET": SIGNED_IN, "POST": SALES},
    "sales:need": SALES_ACTS,
    "sales:need_sort": {"POST": SALES},
    "sales:need_remove": {"POST": SALES},
    "sales:met": READ,
    "sales:matches": READ,
    "sales:pick": {"POST": SALES},
    "sales:put_back": {"POST": SALES},
    "sales:ready": {"GET": SIGNED_IN, "POST": SALES},
    "sales:note": {"POST": DESKS},
    "sales:rang": SALES_ACTS,
    "sales:plan_follow_up": {"POST": SALES},
    "sales:stages": READ,
    "sales:stage_add": {"POST": SALES},
    "sales:stage": {"POST": SALES},
    "sales:stage_move": {"POST": SALES},
    "sales:quotes": READ,
    "sales:quote": READ,
    "sales:quote_page": READ,
    "sales:quote_pdf": READ,
    "sales:quote_begin": {"POST": SALES},
    "sales:quote_save": {"POST": SALES},
    "sales:quote_preview": {"POST": SALES},
    "sales:quote_send": SALES_ACTS,
    "sales:quote_withdraw": {"POST": SALES},
    "sales:quote_anew": {"POST": SALES},
    "sales:quote_drop": {"POST": SALES},
    "sales:quote_yes": SALES_ACTS,
    "sales:quote_link": {"POST": SALES},
    "sales:quote_answer": {"POST": SALES},
    "sales:paper": OWNER_ACTS,
    "sales:paper_logo": READ,
    # What its customer sees of a quote: the link is the key
    "document:quote": OPEN,
    "document:question": {"POST": EVERYBODY},
    "document:decline": {"POST": EVERYBODY},
    "document:pdf": {"GET": EVERYBODY},
    "document:logo": {"GET": EVERYBODY},
    # What we sell
    "offers:offers": READ,
    "offers:add": SALES_ACTS,
    "offers:offer": READ,
    "offers:edit": SALES_ACTS,
    "offers:retire": {"POST": SALES},
    "offers:bring_back": {"POST": SALES},
    "offers:price": SALES_ACTS,
    "offers:price_withdraw": {"POST": SALES},
    "offers:cost": SALES_ACTS,
    "offers:part": SALES_ACTS,
    "offers:part_out": {"POST": SALES},
    "offers:lists": READ,
    "offers:list_add": {"POST": SALES},
    "offers:list": {"POST": SALES},
    "offers:list_switch": {"POST": SALES},
    "offers:needs": READ,
    "offers:need_add": {"POST": SALES},
    "offers:needs_begin": {"POST": SALES},
    "offers:need": {"POST": SALES},
    "offers:need_switch": {"POST": SALES},
    "offers:tax": READ,
    "offers:tax_begin": {"POST": OWNER},
    "offers:tax_add": OWNER_ACTS,
    "offers:tax_method": {"POST": OWNER},
    "offers:tax_code": OWNER_ACTS,
    "offers:tax_rate": OWNER_ACTS,
    "offers:tax_rate_withdraw": {"POST": OWNER},
    "offers:limits": READ,
    "offers:limit": {"POST": OWNER},
    # What comes next; the choices are everybody's own.
    "sales:today": READ,
    "sales:put_off": {"POST": SALES},
    "sales:step": SALES_ACTS,
    "sales:done": SALES_ACTS,
    "sales:directions": OWNER_ACTS,
    "sales:morning": SALES_ACTS,
    "sales:feed": SALES_ACTS,
    "sales:feed_end": {"POST": SALES},
    "sales:playbook": READ,
    "sales:playbook_start": SALES_ACTS,
    "sales:guide": READ,
    "sales:guide_edit": SALES_ACTS,
    "sales:guide_line_add": {"POST": SALES},
    "sales:guide_line": SALES_ACTS,
    "sales:guide_line_move": {"POST": SALES},
    "sales:guide_line_put_away": {"POST": SALES},
    "sales:asked": {"POST": SALES},
    "sales:said": {"POST": SALES},
    "sales:said_mark": {"POST": SALES},
    "sales:practice": {"GET": SALES},
    "sales:practised": {"POST": SALES},
    "sales:stage_remove": SALES_ACTS,
    "sales:stage_checks": SALES_ACTS,
    "sales:pipeline_add": SALES_ACTS,
    "sales:pipeline": SALES_ACTS,
    "sales:pipeline_move": {"POST": SALES},
    "sales:pipeline_default": {"POST": SALES},
    "sales:pipeline_retire": SALES_ACTS,
    "sales:pipeline_back": {"POST": SALES},
    "sales:enter": SALES_ACTS,
    "sales:merge_with": {"GET": SALES},
    "sales:merge": SALES_ACTS,
    "sales:competitors": READ,
    "sales:competitor": {"GET": DESKS, "POST": DESKS},
    # Together
    "together:changed": READ,
    "together:quality": READ,
    "together:forecast": READ,
    "together:months": READ,
    "together:two_jobs": READ,
    # One's own hours: another's are 404, for owners too.
    "together:hats": {"GET": DESKS},
    "together:hats_done": {"POST": DESKS},
    "together:hours_guessed": {"POST": DESKS},
    "together:hours_forget": {"POST": DESKS},
    "together:hours_add": DESKS_ACT,
    "together:hours_change": DESKS_ACT,
    "together:hours_split": {"POST": DESKS},
    "together:hours_remove": {"POST": DESKS},
    "together:hours_right": {"POST": DESKS},
    # Exchange
    "exchange:imports": DESKS_ACT,
    "exchange:import": {"GET": DESKS},
    "exchange:import_columns": DESKS_ACT,
    "exchange:import_values": DESKS_ACT,
    "exchange:import_matching": DESKS_ACT,
    "exchange:import_check": {"GET": DESKS},
    "exchange:import_begin": {"POST": DESKS},
    "exchange:import_undo": {"POST": DESKS},
    "exchange:import_rejected": {"GET": DESKS},
    "exchange:webhooks": OWNER_ACTS,
    "exchange:webhook": OWNER_ACTS,
    "exchange:webhook_secret": {"POST": OWNER},
    "exchange:webhook_switch": {"POST": OWNER},
    "exchange:webhook_try": {"POST": OWNER},
    "exchange:webhook_remove": {"POST": OWNER},
    "exchange:delivery_again": {"POST": OWNER},
    "exchange:offers": READ,
    "exchange:own_hours": {"GET": DESKS},
    "exchange:export": OWNER_ACTS,
    "exchange:export_file": OWNER_READS,
    # The API: a key says who asks, and a session counts for nothing
    "api:home": API_OPEN,
    "api:openapi": API_OPEN,
    "api:persons": {**API_READ, "POST": with_key(WRITING, DESKS)},
    "api:person": {**API_READ, "PATCH": with_key(WRITING, DESKS)},
    "api:person_consents": API_READ,
    "api:consents": {**API_READ, "POST": with_key(WRITING, DESKS)},
    "api:consent": API_READ,
    "api:organisations": {**API_READ, "POST": with_key(WRITING, DESKS)},
    "api:organisation": {**API_READ, "PATCH": with_key(WRITING, DESKS)},
    "api:enquiries": {**API_READ, "POST": with_key((Scope.WRITE, Scope.ENQUIRIES), DESKS)},
    "api:enquiry": {**API_READ, "PATCH": with_key(WRITING, MARKETING)},
    "api:set_aside": API_MARKETING,
    "api:take_up": API_MARKETING,
    "api:pass": API_MARKETING,
    "api:accept": API_SALES,
    "api:decline": API_SALES,
    "api:opportunities": {**API_READ, **API_SALES},
    "api:opportunity": {**API_READ, "PATCH": with_key(WRITING, SALES)},
    "api:move": API_SALES,
    "api:assign": API_SALES,
    "api:step": API_SALES,
    "api:win": API_SALES,
    "api:lose": API_SALES,
    "api:reopen": API_SALES,
    "api:needs": API_READ,
    "api:orders": {**API_READ, **API_SALES},
    "api:order": API_READ,
    "api:take_back": API_SALES,
    "api:offers": {**API_READ, **API_SALES},
    "api:offer": {**API_READ, "PATCH": with_key(WRITING, SALES)},
    "api:offer_price": API_SALES,
    "api:offer_retire": API_SALES,
    "api:offer_bring_back": API_SALES,
    "api:campaigns": API_READ,
    "api:channels": API_READ,
    "api:pipelines": API_READ,
    "api:stages": API_READ,
    "api:users": API_READ,
    # First run
    "start:begin": OPEN,
    "start:business": OWNER_ACTS,
    "start:agreement": OWNER_ACTS,
    "start:beginning": OWNER_READS,
    "start:sample": {"POST": OWNER},
    "start:invite": OWNER_ACTS,
    "start:dismiss": {"POST": OWNER},
    "start:own": OWNER_ACTS,
}


def role_of(request: HttpRequest) -> str:
    """Who asks, as the table names them. Below the API only a key counts."""
    key = getattr(request, "api_key", None)
    if isinstance(key, ApiKey):
        return f"{key.scope} key of {key.user.role}"
    return request.user.role if isinstance(request.user, User) and request.user.is_active else "anonymous"


class AccessMiddleware:
    """Denies before the view runs, so a denied request leaves the database as it was."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        row = PERMISSIONS.get(match.view_name) if match else None
        if row is None:
            raise Http404
        method = "GET" if request.method == "HEAD" else request.method or "GET"
        if method not in row:
            return HttpResponse(status=405, headers={"Allow": ", ".join(row)})
        role = role_of(request)
        if role in row[method]:
            return None
        if match and match.namespace == API:
            return problem(401 if role == "anonymous" else 403)
        if role == "anonymous":
            return sign_in_first(request)
        raise PermissionDenied


def sign_in_first(request: HttpRequest) -> HttpResponseBase:
    back = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    url = reverse(settings.LOGIN_URL) + "?" + urlencode({"next": back})
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
