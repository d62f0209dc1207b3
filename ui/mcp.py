"""MCP: the counter's four tools for other programs' models, at `/mcp` (streamable HTTP, no session needed).

Built on the `mcp` package itself: Gradio's own MCP server needs an older `mcp` and an older pydantic than ours, and
calls its own server over HTTP for every tool call.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import FastAPI
from pydantic import Field

from assistant.programmes.facts import FactValue
from ingest.errors import MadoguchiError
from ui import words
from ui.conversations import named_key
from ui.desk import Desk
from ui.plans import Plan, calculate

if TYPE_CHECKING:
    from mcp.server import MCPServer

_INSTRUCTIONS = """\
経済産業省の支援事業（補助金・人材育成・サイバーセキュリティ）の説明会資料にもとづく相談窓口です。
金額・日付・連絡先は、返ってきた値をそのまま使ってください。自分で計算したり、補ったりしないでください。
資料に書かれていないことは、書かれていないと答えます。"""

Programme = Annotated[str, Field(description="制度のIDか名前（省力化投資補助金、もの補助 など）")]
Track = Annotated[str | None, Field(description="枠・型のIDか名前。分からなければ省く")]
Day = Annotated[date | None, Field(description="基準日（YYYY-MM-DD）。省くと今日")]


def mcp_server(desk: Desk) -> MCPServer[Any]:
    """The server with its tools: `ask`, `search`, `calculate`, `deadlines`."""
    from mcp.server import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError

    server: MCPServer[Any] = MCPServer("madoguchi", title=words.SITE, instructions=_INSTRUCTIONS)

    @server.tool(structured_output=False)
    async def ask(
        question: Annotated[str, Field(description=f"質問。{words.LONGEST_QUESTION:,}文字まで")],
        as_of: Day = None,
        conversation: Annotated[
            str | None,
            Field(description="続けて聞くときの、会話の名前。同じ名前なら前の質問を覚えている"),
        ] = None,
    ) -> str:
        """質問に、出典つきの日本語で答える。答えは Reply の JSON（text、citations、calculation、rounds、contacts）。"""
        try:
            if problem := words.question_problem(question):
                raise ToolError(problem)
            key = named_key("mcp", conversation) if conversation else None
            reply = await desk.ask_once(question.strip(), as_of, key)
            return reply.model_dump_json()
        except MadoguchiError as error:
            raise ToolError(str(error)) from error

    @server.tool(structured_output=False)
    async def search(
        query: Annotated[str, Field(description="探す言葉か質問", max_length=words.LONGEST_QUESTION)],
        limit: Annotated[int, Field(ge=1, le=20, description="件数")] = 5,
    ) -> dict[str, Any]:
        """資料から、質問に近い箇所を探す。原文の行番号と見出しがつく。"""
        try:
            found = await desk.search(query, limit)
        except MadoguchiError as error:
            raise ToolError(str(error)) from error
        return {
            "passages": [
                {
                    "document": item.document_id,
                    "title": item.title,
                    "section": list(item.section),
                    "lines": list(item.lines),
                    "text": item.text,
                    "score": item.score,
                }
                for item in found
            ]
        }

    @server.tool(name="calculate", structured_output=False)
    def calculate_plan(
        programme: Programme,
        track: Track = None,
        cost: Annotated[int | str | None, Field(description="対象経費（円の整数か、6,000万円 のような書き方）")] = None,
        component_costs: Annotated[dict[str, int | str] | None, Field(description="費用の区分ごとの対象経費")] = None,
        facts: Annotated[
            dict[str, FactValue] | None, Field(description='分かっている事実だけ。例: {"applicant": "small"}')
        ] = None,
        specials: Annotated[list[str] | None, Field(description="使う特例のIDか名前")] = None,
        target: Annotated[int | str | None, Field(description="ほしい補助額。必要な費用を逆算する")] = None,
        budget: Annotated[int | str | None, Field(description="出せる自己負担。買える額を逆算する")] = None,
    ) -> str:
        """補助額を、資料の決まりどおり1円まで計算する。答えは Calculation の JSON（金額、手順、前提、場合分け）。"""
        plan = Plan(
            programme=programme,
            track=track,
            cost=cost,
            component_costs=component_costs or {},
            facts=facts or {},
            specials=specials or (),
            target=target,
            budget=budget,
        )
        try:
            return calculate(desk, plan).numbered().model_dump_json()
        except MadoguchiError as error:
            raise ToolError(str(error)) from error

    @server.tool(structured_output=False)
    def deadlines(
        programme: Annotated[str | None, Field(description="制度のIDか名前。省くと全部")] = None,
        track: Track = None,
        as_of: Day = None,
        open_only: Annotated[bool, Field(description="その日に申請できるものだけ")] = False,
    ) -> dict[str, Any]:
        """申請の受付期間を、その日の状態（before 受付前、open 受付中、closed 終了、always 随時）と残り日数つきで返す。"""
        try:
            found = desk.rounds(as_of or desk.now, programme, track)
        except MadoguchiError as error:
            raise ToolError(str(error)) from error
        shown = [item.round for item in found if not open_only or item.round.status in ("open", "always")]
        return {"as_of": (as_of or desk.day).isoformat(), "rounds": [item.model_dump(mode="json") for item in shown]}

    return server


def mount_mcp(app: FastAPI, desk: Desk) -> AbstractAsyncContextManager[None]:
    """Serve MCP at `/mcp`. What is returned must be entered while the application runs."""
    from mcp.server.transport_security import TransportSecuritySettings

    server = mcp_server(desk)
    # Everything here is public, so no host name has to be refused; a name check would shut out reverse proxies.
    security = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    inner = server.streamable_http_app(
        streamable_http_path="/mcp", stateless_http=True, json_response=True, transport_security=security
    )
    app.router.routes.extend(inner.routes)
    running: AbstractAsyncContextManager[None] = server.session_manager.run()
    return running
