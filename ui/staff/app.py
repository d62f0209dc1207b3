"""The staff's FastAPI application. Every route but signing in and the styles asks who is calling."""

from __future__ import annotations

import logging
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles

from ingest.errors import MadoguchiError
from ui.staff.page import page
from ui.staff.routes import (
    accounts,
    cases,
    corpus,
    data_files,
    home,
    programmes,
    review,
    sign_in,
    statements,
    statistics,
    verified,
)
from ui.staff.security import Forbidden, Headers, NotSignedIn, TooLarge, sign_in_address
from ui.staff.workbench import NotReadyError, Workbench

_log = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "static"


def create_staff_app(bench: Workbench) -> FastAPI:
    """The application, to be mounted at `/staff`."""
    app = FastAPI(title="窓口 担当者用", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.bench = bench
    pages = (sign_in, home, review, verified, cases, corpus, programmes, statements, data_files, statistics, accounts)
    for routes in pages:
        app.include_router(routes.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(Headers)
    _answer_errors(app)
    return app


def _answer_errors(app: FastAPI) -> None:
    """Errors as pages for people, and as JSON for the page's own script."""

    @app.exception_handler(NotSignedIn)
    def not_signed_in(request: Request, _error: Exception) -> Response:
        if _wants_json(request):
            return JSONResponse({"error": "サインインし直してください。"}, 401)
        if request.method != "GET":
            return page(
                request, "problem.html.j2", None, status=401, problem="サインインし直してください。", sign_in=True
            )
        return RedirectResponse(sign_in_address(request), 303)

    @app.exception_handler(Forbidden)
    def forbidden(request: Request, error: Exception) -> Response:
        return _problem(request, str(error), 403)

    @app.exception_handler(TooLarge)
    def too_large(request: Request, _error: Exception) -> Response:
        return _problem(request, "ファイルが大きすぎます。60MBまでにしてください。", 413)

    @app.exception_handler(NotReadyError)
    def not_ready(request: Request, error: Exception) -> Response:
        return _problem(request, str(error), 503)

    @app.exception_handler(MadoguchiError)
    def told(request: Request, error: Exception) -> Response:
        return _problem(request, str(error), 400)

    @app.exception_handler(404)
    def missing(request: Request, _error: Exception) -> Response:
        return _problem(request, "このページはありません。", 404)

    @app.exception_handler(405)
    def wrong_method(request: Request, _error: Exception) -> Response:
        return PlainTextResponse("この操作はできません。", 405)


def _problem(request: Request, text: str, status: int) -> Response:
    if _wants_json(request):
        return JSONResponse({"error": text}, status)
    return page(request, "problem.html.j2", None, status=status, problem=text, sign_in=False)


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")
