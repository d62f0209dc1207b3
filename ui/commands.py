"""`madoguchi serve`: the web application on one port."""

from __future__ import annotations

from datetime import date, datetime

import click


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    from assistant.schedule.asked_day import parse_day

    day = parse_day(value)
    return day.date() if isinstance(day, datetime) else day


@click.command(short_help="ウェブの窓口を開きます（画面・REST・MCP）")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="待ち受けるアドレス。ほかの機器にも開くなら 0.0.0.0"
)
@click.option("--port", default=7860, show_default=True, type=click.IntRange(1, 65535), help="待ち受けるポート")
@click.option("--as-of", "day", callback=_day, help="今日とみなす日（試すとき用）。例: 2026-04-10")
def serve(host: str, port: int, day: date | None) -> None:
    """ウェブの窓口を開きます。止めるには Ctrl+C を押してください。

    画面は http://127.0.0.1:7860 、REST は /api 、MCP は /mcp です。索引がなければ、開いてから作ります。
    """
    import logging
    import socket

    from assistant.settings import load_settings
    from ingest.errors import MadoguchiError

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for chatty in ("httpx", "alembic", "mcp", "chromadb"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    settings = load_settings()
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise MadoguchiError(
                f"{host}:{port} では開けません（{error.strerror}）。--port で別の番号を指定してください。"
            ) from error

    import uvicorn

    from ui.app import create_app, find_mounts
    from ui.opening import open_desk

    desk = open_desk(settings, day=day)
    engine = f"llm:{settings.llm_model}" if settings.llm_base_url else "template"
    app = create_app(desk, engine=engine, mounts=find_mounts())
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    click.echo(f"窓口を開きます: http://{f'[{shown}]' if ':' in shown else shown}:{port}", err=True)
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=3,
        # Longer than a client or a proxy keeps an idle connection: else one may send just when we close it.
        timeout_keep_alive=75,
    )
