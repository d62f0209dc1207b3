"""REST: the same counter for programs. Shapes are those of the command line's `--json`."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.programmes.facts import FactValue
from assistant.reply import Calculation, Reply, Round
from assistant.schedule import calendar_file, today
from ingest.errors import MadoguchiError
from ui import words
from ui.conversations import named_key
from ui.desk import BusyError, Desk, NotReadyError
from ui.plans import Plan, calculate

CONVERSATION_HEADER = "Madoguchi-Conversation"


class Question(BaseModel):
    """A question. Send the conversation of an earlier answer to go on with it."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(
        description=f"質問（{words.LONGEST_QUESTION:,}文字まで）", examples=["ものづくり補助金の締切は？"]
    )
    as_of: date | None = Field(None, description="この日のこととして答える（省略すると今日）")
    conversation: str | None = Field(
        None,
        description="続きの質問のときの、会話の名前（自由に付けられる。200文字まで）",
        min_length=1,
        max_length=200,
    )


class PlanQuestion(BaseModel):
    """A plan to be calculated; `cost` and `target` may be written as people do (`600万円`)."""

    model_config = ConfigDict(extra="forbid")

    programme: str = Field(description="制度のIDか名前", examples=["shoryokuka"])
    track: str | None = Field(None, description="枠・型のIDか名前", examples=["ippan"])
    cost: int | str | None = Field(None, description="対象経費（円）", examples=[60000000, "6,000万円"])
    component_costs: dict[str, int | str] = Field(default_factory=dict, description="費用の区分ごとの対象経費")
    facts: dict[str, FactValue] = Field(default_factory=dict, examples=[{"applicant": "small"}])
    specials: list[str] = Field(default_factory=list, description="使う特例のIDか名前")
    target: int | str | None = Field(None, description="ほしい補助額（円）。費用を逆算する")
    budget: int | str | None = Field(None, description="出せる自己負担（円）。買える額を逆算する")


class Deadlines(BaseModel):
    """The rounds on a day."""

    as_of: date
    rounds: list[Round]


class Health(BaseModel):
    """Whether the counter is open."""

    status: Literal["starting", "ready", "failed"]
    boot: str
    opening: dict[str, Any]
    as_of: str
    """When the newest document's information is from."""


class Problem(BaseModel):
    """What is wrong, in one Japanese sentence."""

    error: str


class Presence(BaseModel):
    """Whether the page of a conversation is on somebody's screen."""

    model_config = ConfigDict(extra="forbid")

    conversation: str = Field(pattern=r"^[A-Za-z0-9_-]{43}$")
    here: bool


_PROBLEMS: dict[int | str, dict[str, Any]] = {
    422: {"model": Problem, "description": "入力に問題がある"},
    503: {"model": Problem, "description": "準備中、または混雑"},
}


def api_router(desk: Desk) -> APIRouter:
    """The routes under `/api`."""
    router = APIRouter(prefix="/api", tags=["窓口"])

    @router.post("/ask", response_model=Reply, responses=_PROBLEMS)
    async def ask(asked: Question) -> Response:
        """質問に、出典つきで答えます。会話の名前は、応答ヘッダー Madoguchi-Conversation にあります。"""
        if problem := words.question_problem(asked.question):
            raise BadRequestError(problem)
        name = asked.conversation or secrets.token_urlsafe(24)
        reply = await desk.ask_once(asked.question.strip(), asked.as_of, named_key("api", name))
        # Written as it is: a Reply needs no second validation.
        return Response(
            reply.model_dump_json(),
            media_type="application/json",
            headers={CONVERSATION_HEADER: quote(name, safe="")},
        )

    @router.post("/calc", responses=_PROBLEMS)
    def calc(asked: PlanQuestion) -> Calculation:
        """補助額を計算します。target を渡すと必要な費用を、budget を渡すと買える額を逆算します。"""
        return calculate(desk, Plan(**asked.model_dump())).numbered()

    @router.get("/deadlines", responses=_PROBLEMS)
    def deadlines(
        as_of: date | None = None, programme: str | None = None, track: str | None = None, open_only: bool = False
    ) -> Deadlines:
        """申請の受付期間を、その日の状態つきで返します。"""
        found = desk.rounds(as_of or desk.now, programme, track)
        shown = [item.round for item in found if not open_only or item.round.status in ("open", "always")]
        return Deadlines(as_of=as_of or desk.day, rounds=shown)

    @router.get("/deadlines.ics", response_class=Response, responses=_PROBLEMS)
    def deadlines_ics(
        as_of: date | None = None,
        programme: Annotated[list[str] | None, Query()] = None,
        status: Annotated[list[str] | None, Query()] = None,
    ) -> Response:
        """受付開始と締切を、カレンダーのファイルにします。"""
        found = [
            item
            for item in desk.rounds(as_of or desk.now)
            if (not programme or item.round.programme in programme) and (not status or item.round.status in status)
        ]
        return Response(
            calendar_file(desk.book, found, today()),
            media_type="text/calendar; charset=utf-8",
            headers={"content-disposition": 'attachment; filename="shimekiri.ics"'},
        )

    @router.get("/health")
    def health() -> Health:
        """窓口の状態を返します。"""
        opening = desk.opening
        return Health(
            status=opening.state,
            boot=desk.boot,
            opening={"state": opening.state, "doing": opening.doing, "share": opening.share},
            as_of=desk.as_of,
        )

    @router.post("/presence", include_in_schema=False, status_code=204)
    def presence(told: Presence) -> None:
        if told.here:
            desk.conversations.get(told.conversation)
        else:
            desk.conversations.leave(told.conversation)

    return router


class BadRequestError(MadoguchiError):
    """The request can't be answered as it stands."""


def add_error_answers(app: FastAPI) -> None:
    """Every error under `/api` is JSON with one Japanese sentence."""

    @app.exception_handler(MadoguchiError)
    async def told(request: Request, error: MadoguchiError) -> JSONResponse:
        waiting = isinstance(error, NotReadyError | BusyError)
        headers = {"retry-after": "5"} if waiting else None
        return JSONResponse({"error": str(error)}, status_code=503 if waiting else 422, headers=headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return JSONResponse({"error": _said(error.errors()[0])}, status_code=422)


def _said(error: Any) -> str:
    """What is wrong with a request, for the person who wrote the program."""
    place = ".".join(str(part) for part in error["loc"] if part not in ("body", "query"))
    kind = str(error["type"])
    if kind == "missing":
        return f"「{place}」がありません。" if place else "本文がありません。JSONで送ってください。"
    if kind == "extra_forbidden":
        return f"「{place}」という項目はありません。"
    if kind == "json_invalid":
        return "本文をJSONとして読めません。"
    if kind.startswith("date"):
        return f"「{place}」の日付を読めません。2026-04-10 のように書いてください。"
    return f"「{place}」の値が使えません。" if place else "送った内容の形が違います。"
