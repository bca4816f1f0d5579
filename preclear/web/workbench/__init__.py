"""The pages of the officers: templates rendered here, made live by a stream of changes. They decide nothing; ``clearance`` does.

access    who may open what, and the gate every request passes        words, clock   sentences, dates, both clocks
page      from a template to a response, and what stands around it    trouble        what a page says when something is in the way
board, voyage, traveller, sources, decide, check, threshold, referrals, messages, alarms, carriers, quality, places, lists, account,
signin    the pages
live      ids and versions of what changes, as it changes
"""

from __future__ import annotations

from typing import Any

from litestar import Request, Router
from litestar.datastructures import FormMultiDict
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.types import ControllerRouterHandler

from preclear.errors import PreclearError
from preclear.node import Node
from preclear.web.workbench import (
    account,
    accounts,
    alarms,
    backtest,
    board,
    carriers,
    check,
    decide,
    declaring,
    effect,
    encounters,
    links,
    lists,
    live,
    lookouts,
    messages,
    notes,
    page,
    places,
    port,
    powers,
    quality,
    queries,
    referrals,
    report,
    rules,
    schedule,
    search,
    security,
    self_check,
    signin,
    sites,
    sources,
    threshold,
    traveller,
    trouble,
    voyage,
)
from preclear.web.workbench.access import gate
from preclear.web.workbench.visit import Visit

HANDLERS = (
    page.asset,
    page.lost,
    signin.sign_in_page,
    signin.sign_in,
    signin.second_factor_page,
    signin.second_factor,
    signin.enrol_page,
    signin.enrol,
    signin.ask_agency,
    signin.agency_back,
    signin.sign_in_on,
    signin.signed_in,
    signin.sign_out,
    signin.sign_out_everywhere,
    signin.session,
    self_check.self_check,
    self_check.self_check_read,
    board.board,
    board.board_row,
    voyage.voyage,
    voyage.voyage_find,
    voyage.voyage_summary,
    voyage.voyage_told,
    voyage.voyage_answers,
    traveller.traveller,
    traveller.traveller_raw,
    sources.sources,
    sources.open_source,
    referrals.referrals,
    referrals.referral_row,
    referrals.next_referral,
    decide.take,
    decide.release,
    decide.keep_draft,
    decide.to_review,
    decide.review,
    decide.decide,
    decide.record_opinion,
    decide.to_second_review,
    decide.second_review,
    decide.confirm,
    encounters.at_site,
    encounters.open_encounter,
    encounters.encounter,
    encounters.gate,
    encounters.step,
    encounters.withdrawal,
    encounters.withdraw,
    encounters.act,
    encounters.traveller_notice,
    encounters.complain,
    encounters.tie_goods,
    encounters.goods_step,
    encounters.goods_notice,
    encounters.give_goods_notice,
    declaring.declaration,
    declaring.declare,
    declaring.declaration_ahead,
    declaring.declare_ahead,
    messages.messages,
    messages.message,
    messages.message_raw,
    messages.message_seen,
    alarms.alarms,
    alarms.end_alarm,
    schedule.schedule_page,
    schedule.say_schedule,
    schedule.import_schedule,
    schedule.take_back_schedule,
    port.port_page,
    port.port_rows,
    lookouts.lookouts_page,
    lookouts.propose_lookout,
    lookouts.approve_lookout,
    lookouts.end_lookout,
    links.links,
    notes.notes_of,
    notes.write_note,
    notes.open_attachment,
    notes.hand_over,
    report.report,
    report.report_print,
    report.voyage_table,
    report.voyage_table_take,
    search.search,
    search.search_people,
    check.check,
    check.check_name,
    threshold.threshold,
    threshold.set_threshold,
    threshold.price_threshold,
    carriers.carriers,
    carriers.agree_carrier,
    carriers.carrier_key,
    quality.quality,
    quality.carrier_quality,
    quality.report,
    places.places,
    places.add_place,
    powers.law,
    sites.sites,
    sites.site,
    sites.say_site,
    sites.say_ground,
    sites.say_stands,
    sites.say_left,
    lists.lists,
    lists.undo_list,
    rules.rules,
    rules.new_rule,
    rules.rule_version,
    rules.try_rule,
    rules.write_rule,
    rules.move_rule,
    backtest.rule_backtest,
    backtest.ask_rule_backtest,
    effect.effect,
    queries.queries,
    queries.ask_query,
    queries.run_query,
    queries.end_query,
    queries.query_run,
    security.security,
    security.keep_secure,
    accounts.accounts,
    accounts.add_account,
    accounts.change_account,
    account.preferences,
    account.prefer,
    live.live,
)


def routes(node: Node) -> list[ControllerRouterHandler]:
    """Return the pages of a node."""
    return [
        Router(
            path="/",
            route_handlers=HANDLERS,
            guards=[gate(node)],
            dependencies={"visit": Provide(_visit, sync_to_thread=False), "form": Provide(_form)},
            exception_handlers={PreclearError: trouble.refused, HTTPException: trouble.missing, Exception: trouble.broken},
            include_in_schema=False,
        )
    ]


def _visit(request: Request[Any, Any, Any]) -> Visit:
    visit: Visit = request.state.visit
    return visit


async def _form(request: Request[Any, Any, Any]) -> FormMultiDict:
    return await request.form()
