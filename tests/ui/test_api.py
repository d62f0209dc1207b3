"""REST, MCP, the frame around the pages and what is shut: the whole application, answered by a script."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from icalendar import Calendar

from assistant.calculator import CalculationRequest
from assistant.reply import Calculation, Reply
from tests.ui.scripted import ScriptedAssistant
from ui import words
from ui.api import CONVERSATION_HEADER
from ui.app import PAGES, create_app
from ui.desk import Desk
from ui.shell import Page, Shell, ShellError


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(create_app(desk)) as made:
        yield made


def test_an_answer_is_a_reply(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": "締切は？"})
    assert response.status_code == 200
    assert Reply.model_validate(response.json()).status == "answered"


def test_a_conversation_goes_on_under_its_name(client: TestClient) -> None:
    first = client.post("/api/ask", json={"question": "締切は？"})
    name = first.headers[CONVERSATION_HEADER]
    assert len(name) >= 32, "a name that was not given can't be guessed"
    second = client.post("/api/ask", json={"question": "それは？", "conversation": name})
    own = client.post("/api/ask", json={"question": "一つ目", "conversation": "my-name"})
    assert "2回目" in second.json()["text"] and "1回目" in own.json()["text"]
    assert own.headers[CONVERSATION_HEADER] == "my-name"


def test_a_conversation_may_have_any_name_and_never_meets_the_pages(client: TestClient, desk: Desk) -> None:
    for name in ("会話 1", "a.b:c/d", "k" * 43):
        told = [client.post("/api/ask", json={"question": "q", "conversation": name}) for _ in range(2)]
        assert "2回目" in told[1].json()["text"] and unquote(told[1].headers[CONVERSATION_HEADER]) == name
    assert desk.conversations.get("k" * 43) is None


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"question": ""}, words.EMPTY_QUESTION),
        ({"question": " \n"}, words.EMPTY_QUESTION),
        ({"question": "あ" * 2001}, "2,000文字まで"),
        ({}, "「question」がありません"),
        ({"question": "a", "x": 1}, "「x」という項目はありません"),
        ({"question": "a", "as_of": "きのう"}, "「as_of」の日付を読めません"),
        ({"question": "a", "conversation": ""}, "「conversation」の値が使えません"),
        ({"question": 3}, "「question」の値が使えません"),
    ],
)
def test_a_question_that_cannot_be_asked_is_explained_in_japanese(client: TestClient, body: Any, said: str) -> None:
    response = client.post("/api/ask", json=body)
    assert response.status_code == 422 and said in response.json()["error"]


def test_what_is_not_json_is_explained(client: TestClient) -> None:
    response = client.post("/api/ask", content=b"{", headers={"content-type": "application/json"})
    assert response.status_code == 422 and "JSON" in response.json()["error"]


def test_a_calculation_is_the_calculators(client: TestClient, desk: Desk) -> None:
    asked = {"programme": "省力化", "track": "一般型", "cost": "6,000万円", "facts": {"applicant": "small"}}
    found = Calculation.model_validate(client.post("/api/calc", json=asked).json())
    request = CalculationRequest("shoryokuka", "ippan", 60_000_000, facts={"applicant": "small"})
    assert found == desk.calculator.calculate(request).numbered()
    assert found.subsidy_yen == 27_500_000


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"cost": None}, "費用"),
        ({"cost": "たくさん"}, "読めません"),
        ({"cost": -5}, "0より大きい"),
        ({"programme": "ない制度"}, "見つかりません"),
        ({"track": "ない枠"}, "見つかりません"),
        ({"specials": ["ない特例"]}, "見つかりません"),
        ({"facts": {"ない": 1}}, "使えません"),
        ({"target": 1, "budget": 1}, "どちらか"),
    ],
)
def test_a_plan_that_cannot_be_calculated_is_explained(client: TestClient, changes: Any, said: str) -> None:
    response = client.post("/api/calc", json={"programme": "shoryokuka", "track": "ippan", "cost": 1000000, **changes})
    assert response.status_code == 422 and said in response.json()["error"]


def test_a_target_is_inverted(client: TestClient) -> None:
    asked = {"programme": "shoryokuka", "track": "ippan", "target": "2,500万円", "facts": {"applicant": "sme"}}
    assert client.post("/api/calc", json=asked).json()["cost_yen"] == 60_000_000


def test_deadlines_are_judged_on_the_day(client: TestClient) -> None:
    def status(day: str) -> str:
        found = client.get("/api/deadlines", params={"as_of": day, "programme": "もの補助"}).json()
        assert found["as_of"] == day
        return str(found["rounds"][0]["status"])

    assert [status("2026-04-02"), status("2026-04-10"), status("2026-05-09")] == ["before", "open", "closed"]
    everything = client.get("/api/deadlines").json()
    assert everything["as_of"] == "2026-04-10"
    open_ones = client.get("/api/deadlines", params={"open_only": True}).json()["rounds"]
    assert {item["status"] for item in open_ones} == {"open", "always"}
    assert len(open_ones) < len(everything["rounds"])


def test_the_calendar_file_has_the_rounds_that_were_chosen(client: TestClient) -> None:
    response = client.get("/api/deadlines.ics", params={"programme": ["monodukuri"], "status": ["open"]})
    assert response.headers["content-type"].startswith("text/calendar")
    assert "shimekiri.ics" in response.headers["content-disposition"]
    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == [
        "受付開始: ものづくり補助金 23次公募",
        "申請締切: ものづくり補助金 23次公募",
    ]


def test_health_tells_starting_from_ready(make_desk: Callable[..., Desk]) -> None:
    assistant = ScriptedAssistant()

    def opening(tell: Callable[[str, float | None], None]) -> ScriptedAssistant:
        tell("索引を作っています", 0.4)
        assistant.gate.wait(10)
        return assistant

    desk = make_desk(opening)
    with TestClient(create_app(desk)) as client:
        while desk.opening.share is None:
            pass
        found = client.get("/api/health").json()
        assert found["status"] == "starting" and found["opening"]["doing"] == "索引を作っています"
        waiting = client.post("/api/ask", json={"question": "締切は？"})
        assert waiting.status_code == 503 and waiting.headers["retry-after"] and "準備中" in waiting.json()["error"]
        assert client.get("/api/deadlines").status_code == 200
        assistant.gate.set()
        desk.wait(10)
        assert client.get("/api/health").json() == {
            "status": "ready",
            "boot": desk.boot,
            "opening": {"state": "ready", "doing": "準備ができました", "share": 1.0},
            "as_of": "2026-02",
        }


def test_the_interface_describes_itself(client: TestClient) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    assert {"/api/ask", "/api/calc", "/api/deadlines", "/api/health"} <= set(paths)
    assert "/api/presence" not in paths


def test_presence_decides_how_long_a_conversation_is_kept(client: TestClient, desk: Desk) -> None:
    key = "k" * 43
    found = desk.conversations.get_or_start(key)
    assert client.post("/api/presence", json={"conversation": key, "here": False}).status_code == 204
    assert found.left_at is not None
    assert client.post("/api/presence", json={"conversation": key, "here": True}).status_code == 204
    assert found.left_at is None
    assert client.post("/api/presence", json={"conversation": "x", "here": True}).status_code == 422


# --- MCP --------------------------------------------------------------------------------------------------------------


def call(client: TestClient, method: str, **params: Any) -> Any:
    headers = {"accept": "application/json, text/event-stream", "mcp-protocol-version": "2025-06-18"}
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    return client.post("/mcp", json=body, headers=headers).json()


def tool(client: TestClient, name: str, **arguments: Any) -> tuple[Any, bool]:
    result = call(client, "tools/call", name=name, arguments=arguments)["result"]
    text = result["content"][0]["text"]
    failed = bool(result.get("isError"))
    return (text if failed else json.loads(text)), failed


def test_mcp_offers_the_four_tools(client: TestClient) -> None:
    tools = {item["name"]: item for item in call(client, "tools/list")["result"]["tools"]}
    assert set(tools) == {"ask", "search", "calculate", "deadlines"}
    assert all(item["description"] for item in tools.values())
    assert tools["ask"]["inputSchema"]["required"] == ["question"]


def test_mcp_tools_answer_like_rest(client: TestClient) -> None:
    answer, failed = tool(client, "ask", question="締切は？", conversation="c")
    assert not failed and Reply.model_validate(answer).status == "answered"
    again, _ = tool(client, "ask", question="それは？", conversation="c")
    assert "2回目" in again["text"]
    found, _ = tool(client, "search", query="締切", limit=3)
    assert found["passages"][0]["lines"] == [129, 129]
    made, _ = tool(
        client, "calculate", programme="shoryokuka", track="一般型", cost="6,000万円", facts={"applicant": "sme"}
    )
    assert made["subsidy_yen"] == 25_000_000
    rounds, _ = tool(client, "deadlines", programme="もの補助", as_of="2026-04-10")
    assert rounds["rounds"][0]["status"] == "open"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("ask", {"question": ""}),
        ("ask", {"question": "あ" * 2001}),
        ("calculate", {"programme": "ない制度", "cost": 1}),
        ("deadlines", {"programme": "ない制度"}),
    ],
)
def test_mcp_mistakes_come_back_as_sentences(client: TestClient, name: str, arguments: Any) -> None:
    text, failed = tool(client, name, **arguments)
    assert failed and any("ぁ" <= char <= "ん" for char in text)


# --- the frame and what is shut -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path or "chat")
def test_pages_speak_japanese_from_the_first_byte(client: TestClient, page: Page) -> None:
    response = client.get(f"/{page.path}", headers={"accept-encoding": "gzip, br"})
    html = response.text
    assert response.status_code == 200 and '<html lang="ja"' in html
    assert f"<title>{page.title}｜{words.SITE}</title>" in html
    assert words.NOT_AI in html and "個人情報は入力しないでください" in html and "資料の時点：2026年2月" in html
    assert f'href="./{page.path}" aria-current="page"' in html and "<noscript>" in html
    assert html.index("ui/common.js") < html.index('type="module"'), "Gradio's scripts call ours"
    assert "githubusercontent" not in html and "manifest" not in html.split("</head>")[0].split("gradio_config")[0]
    assert response.headers["cache-control"] == "no-store"
    assert "default-src 'self'" in response.headers["content-security-policy"]


def test_the_notice_says_when_a_model_writes(desk: Desk) -> None:
    with TestClient(create_app(desk, engine="llm:some-model")) as client:
        assert words.AI_WRITES in client.get("/").text


def test_a_gradio_page_that_changed_is_noticed() -> None:
    async def nothing(*_: object) -> None: ...

    page = PAGES[0]
    shell = Shell(nothing, {page.path: page}, lambda: "2026-02", words.NOT_AI, "1")
    with pytest.raises(ShellError):
        shell.frame("<html><body></body></html>", page)


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/runs",
        "/monitoring",
        "/gradio_api/proxy=http://a",
    ],
)
def test_what_no_visitor_needs_is_shut(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.post(path, content=b"x").status_code == 404


def test_what_is_too_large_is_refused(client: TestClient) -> None:
    large = b'{"question": "' + b"a" * 300_000 + b'"}'
    assert client.post("/api/ask", content=large, headers={"content-type": "application/json"}).status_code == 413

    def pieces() -> Iterator[bytes]:
        for _ in range(40):
            yield b"a" * 10_000

    response = client.post("/api/ask", content=pieces(), headers={"content-type": "application/json"})
    assert response.status_code >= 400


def test_no_event_of_the_pages_can_be_called_by_programs(client: TestClient) -> None:
    info = client.get("/gradio_api/info").json()
    assert info["named_endpoints"] == {} and info["unnamed_endpoints"] == {}


def test_other_applications_come_before_the_pages(desk: Desk) -> None:
    def mount(app: FastAPI, _: Desk) -> None:
        @app.get("/staff/hello")
        def hello() -> str:
            return "staff"

    with TestClient(create_app(desk, mounts=[mount])) as client:
        assert client.get("/staff/hello").json() == "staff"
        assert client.get("/").status_code == 200


def test_the_clock_is_the_real_one_unless_fixed(make_desk: Callable[..., Desk]) -> None:
    assert make_desk(fixed_day=date(2026, 4, 10)).day == date(2026, 4, 10)
    now = make_desk(fixed_day=None).now
    assert now.tzinfo is not None  # type: ignore[union-attr]
