"""Every staff call checks who is calling, on the server: each route is walked without and with the wrong role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

import ui
from assistant.accounts.roles import Permission, Role, may
from assistant.programmes.book import load_programmes
from assistant.settings import Settings
from ingest.documents import load_documents
from tests.staff.conftest import DAY, PASSWORD, STAFF
from ui.desk import Desk
from ui.staff.app import create_staff_app
from ui.staff.security import COOKIE, Require
from ui.staff.workbench import Workbench

PUBLIC = {("GET", "/sign-in"), ("POST", "/sign-in")}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The staff's application over empty records; the assistant never opens."""
    settings = Settings(data=tmp_path_factory.mktemp("var"))
    documents = {document.id: document for document in load_documents(settings.documents)}
    desk = Desk(documents, load_programmes(settings.corpus, documents), lambda tell: None, fixed_day=DAY)  # type: ignore[arg-type, return-value]
    bench = Workbench.open(settings, desk)
    for role, login in STAFF.items():
        bench.accounts.add(login, login, role, PASSWORD)
    return create_staff_app(bench)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://staff.test", follow_redirects=False) as found:
        yield found


def calls(app: FastAPI) -> list[tuple[str, str, APIRoute]]:
    """Every call that the application answers; whatever isn't a route of ours is the folder of styles."""
    found: list[APIRoute] = []
    for one in app.routes:
        inner = getattr(one, "original_router", None)
        if inner is not None:
            assert all(isinstance(route, APIRoute) for route in inner.routes)
            found += inner.routes
        elif isinstance(one, APIRoute):
            found.append(one)
        else:
            assert getattr(one, "name", "") == "static", one
    assert len(found) > 20
    return [(method, route.path, route) for route in found for method in route.methods or ()]


def permission_of(route: APIRoute) -> Permission | Literal["missing"] | None:
    """The permission that the route's dependency asks for; `missing` where there is none."""
    for dependency in route.dependant.dependencies:
        if isinstance(dependency.call, Require):
            return dependency.call.permission
    return "missing"


def bench_of(client: TestClient) -> Workbench:
    app = client.app
    assert isinstance(app, FastAPI)
    found = app.state.bench
    assert isinstance(found, Workbench)
    return found


def filled(path: str) -> str:
    for name in (
        "{turn_id}",
        "{login}",
        "{draft_id}",
        "{document_id}",
        "{version}",
        "{programme_id}",
        "{month}",
        "{kind}",
        "{name}",
        "{entry_id}",
    ):
        path = path.replace(name, "x")
    return path.replace("{answer_id}", "1").replace("{case_id}", "1").replace("{page}", "1").replace("{number}", "1")


def sign_in(client: TestClient, role: Role) -> str:
    answer = client.post("/sign-in", data={"login": STAFF[role], "password": PASSWORD})
    assert answer.status_code == 303, answer.text
    member = bench_of(client).accounts.member(client.cookies[COOKIE])
    assert member is not None
    return member.csrf_token


def test_every_route_but_the_sign_in_asks_for_a_permission(app: FastAPI) -> None:
    unguarded = {(method, path) for method, path, route in calls(app) if permission_of(route) == "missing"}
    assert unguarded == PUBLIC


def test_without_a_session_nothing_is_to_be_had(app: FastAPI, client: TestClient) -> None:
    for method, path, _ in calls(app):
        if (method, path) in PUBLIC:
            continue
        answer = client.request(method, filled(path))
        if method == "GET":
            assert answer.status_code == 303 and "/sign-in" in answer.headers["location"], path
        else:
            assert answer.status_code == 401, path
        client.cookies.set(COOKIE, "made-up")
        assert client.request(method, filled(path)).status_code in (303, 401), path
        client.cookies.clear()


@pytest.mark.parametrize("role", list(STAFF))
def test_a_role_gets_only_what_it_grants(app: FastAPI, client: TestClient, role: Role) -> None:
    token = sign_in(client, role)
    for method, path, route in calls(app):
        wanted = permission_of(route)
        if wanted is None or wanted == "missing" or path == "/sign-out":
            continue
        data = {"csrf": token} if method == "POST" else None
        answer = client.request(method, filled(path), data=data)
        if may(role, wanted):
            assert answer.status_code != 403, (role, path)
        else:
            assert answer.status_code == 403, (role, path)


def test_a_change_needs_the_token_of_the_session(app: FastAPI, client: TestClient) -> None:
    sign_in(client, "admin")
    for method, path, _ in calls(app):
        if method == "POST" and (method, path) not in PUBLIC:
            assert client.post(filled(path)).status_code == 403, path
            assert client.post(filled(path), data={"csrf": "guess"}).status_code == 403, path


def test_another_sites_page_can_neither_change_anything_nor_sign_in(client: TestClient) -> None:
    token = sign_in(client, "admin")
    foreign = {"origin": "http://evil.test"}
    assert client.post("/accounts", data={"csrf": token}, headers=foreign).status_code == 403
    assert client.post("/accounts", data={"csrf": token}, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    answer = client.post("/sign-in", data={"login": "boss", "password": PASSWORD}, headers=foreign)
    assert answer.status_code == 403


def test_the_cookie_and_the_pages_are_closed(client: TestClient) -> None:
    answer = client.post("/sign-in", data={"login": "boss", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    secure = client.post("https://staff.test/sign-in", data={"login": "boss", "password": PASSWORD})
    assert "secure" in secure.headers["set-cookie"].lower()
    page = client.get("/accounts")
    assert page.headers["cache-control"] == "no-store"
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    assert page.headers["x-frame-options"] == "DENY"


def test_signing_out_ends_the_session_on_the_server(client: TestClient) -> None:
    token = sign_in(client, "checker")
    secret = client.cookies[COOKIE]
    assert client.post("/sign-out", data={"csrf": token}).status_code == 303
    client.cookies.set(COOKIE, secret)
    assert client.get("/review").status_code == 303


@pytest.mark.parametrize(
    "wanted", ["https://evil.test/", "//evil.test", "/\\evil.test", "javascript:alert(1)", "/sign-out"]
)
def test_after_signing_in_one_lands_on_a_page_of_ours(client: TestClient, wanted: str) -> None:
    answer = client.post("/sign-in", data={"login": "hanako", "password": PASSWORD, "next": wanted})
    assert answer.headers["location"] == "/"


def test_too_many_attempts_from_one_address_are_stopped(client: TestClient) -> None:
    bench = bench_of(client)
    for _ in range(21):
        last = client.post("/sign-in", data={"login": f"nobody{_}", "password": "guess"})
    assert "待ってください" in last.text
    bench.throttle.forget("testclient")


def test_a_first_password_must_be_changed(client: TestClient) -> None:
    bench = bench_of(client)
    bench.accounts.add("newbie", "新人", "checker", PASSWORD, must_change=True)
    client.post("/sign-in", data={"login": "newbie", "password": PASSWORD})
    assert client.get("/review").status_code == 403
    page = client.get("/password")
    assert page.status_code == 200
    member = bench.accounts.member(client.cookies[COOKIE])
    assert member is not None
    token = member.csrf_token
    new = {"csrf": token, "old": PASSWORD, "new": "another long passphrase", "again": "another long passphrase"}
    assert client.post("/password", data=new).status_code == 303
    client.post("/sign-in", data={"login": "newbie", "password": "another long passphrase"})
    assert client.get("/review").status_code == 200


def test_no_event_of_the_owners_pages_belongs_to_the_staff() -> None:
    """Gradio's events are public: none of them may come from the staff's modules or touch what they use."""
    folder = Path(ui.__file__).parent
    for path in [*folder.glob("pages/*.py"), folder / "site.py", folder / "api.py", folder / "mcp.py"]:
        text = path.read_text("utf-8")
        assert "ui.staff" not in text and "assistant.accounts" not in text and "assistant.verified" not in text, path


def test_every_gradio_event_is_the_owners_own(app: FastAPI, client: TestClient) -> None:
    """Each event is walked: what it runs, and whatever that holds on to, is of the owners' pages and never the staff's."""
    from ui.site import build_site

    site = build_site(app.state.bench.desk, "")
    events = [event for event in site.fns.values() if event.fn is not None]
    assert len(events) >= 5
    for event in events:
        held: list[object] = [event.fn]
        for _ in range(4):
            held += [inner for one in held for inner in _inside(one) if inner not in held]
        for one in held:
            module = getattr(one, "__module__", None) or type(one).__module__
            staff = ("ui.staff", "assistant.accounts", "assistant.verified", "assistant.library", "assistant.records")
            assert not str(module).startswith(staff), (event.api_name, one)
    # And no path of Gradio's leads to the staff's application, whoever asks.
    roles: list[Role | None] = [None, *STAFF]
    for role in roles:
        if role:
            sign_in(client, role)
        for path in ("/gradio_api/info", "/gradio_api/call/x", "/config", "/queue/join"):
            assert client.get(path).status_code in (303, 404, 405), path


def _inside(one: object) -> list[object]:
    """What a function closes over, is bound to or wraps."""
    cells = getattr(one, "__closure__", None) or ()
    found = [cell.cell_contents for cell in cells if callable(cell.cell_contents)]
    for name in ("__wrapped__", "func", "__func__"):
        inner = getattr(one, name, None)
        if inner is not None:
            found.append(inner)
    return found


def test_no_page_of_the_staff_needs_another_host(app: FastAPI, client: TestClient) -> None:
    sign_in(client, "admin")
    for path in (
        "/review",
        "/verified",
        "/cases",
        "/statistics",
        "/report/2026-04",
        "/accounts",
        "/password",
        "/source",
    ):
        answer = client.get(path)
        assert answer.status_code == 200 or path == "/verified", (path, answer.text[:300])
        assert (
            "http://" not in answer.text.replace("http://www.w3.org", "").replace("http://staff.test", "")
            or path == "/source"
        )
        assert "<script>" not in answer.text and "onclick" not in answer.text and "style=" not in answer.text
