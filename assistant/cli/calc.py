"""`madoguchi calc`: the grant for a cost, the cost for a grant, or what a budget allows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from assistant.cli.amounts import AMOUNT, COMPONENT


@click.command(short_help="補助額を計算します（逆算・予算・比較もできます）")
@click.argument("programme")
@click.argument("track", required=False)
@click.option("--cost", type=AMOUNT, help="補助対象の費用。例: 6000万円、1.2億円、8000000")
@click.option(
    "--component", "components", type=COMPONENT, multiple=True, metavar="区分=金額", help="費用の内訳。例: pc=15万円"
)
@click.option("--target", type=AMOUNT, help="受けたい補助額。必要な費用を逆算します")
@click.option("--budget", type=AMOUNT, help="自己負担できる額。その範囲でできる費用と補助額を出します")
@click.option(
    "--applicant",
    help="事業者の区分: small（小規模）、sme（中小）、turnaround（再生）、midsize（中堅）、large（大企業）",
)
@click.option("--special", "specials", multiple=True, help="使う特例。例: インボイス特例")
@click.option("--deficit/--no-deficit", default=None, help="赤字事業者かどうか")
@click.option("--near-min-wage/--no-near-min-wage", default=None, help="最低賃金近傍の事業者かどうか")
@click.option("--wage-raise", type=AMOUNT, help="事業場内最低賃金の引上げ額。例: 50円")
@click.option("--areas", type=int, help="ITツールの業務領域の数")
@click.option("--functions", type=int, help="ITツールの機能の数")
@click.option("--members", type=int, help="構成員の数")
@click.option("--damage", help="被害の種類: direct（直接）、indirect（間接）")
@click.option("--joint", type=int, help="共同で実施する補助対象者の数")
@click.option("--compare", is_flag=True, help="制度のすべての枠を比べます")
@click.option("--with", "others", multiple=True, metavar="制度[/枠]", help="並べて比べる制度や枠。何回でも指定できます")
@click.option("--json", "as_json", is_flag=True, help="結果をJSONで出力します")
def calc(
    programme: str,
    track: str | None,
    cost: int | None,
    components: tuple[tuple[str, int], ...],
    target: int | None,
    budget: int | None,
    specials: tuple[str, ...],
    compare: bool,
    others: tuple[str, ...],
    as_json: bool,
    wage_raise: int | None,
    joint: int | None,
    **facts: Any,
) -> None:
    """補助額を、資料の決まりどおりに計算します。

    PROGRAMME は制度、TRACK は枠・型です。どちらも、IDでも日本語の名前でも指定できます。

    \b
    例: madoguchi calc 省力化 一般型 --cost 6000万円 --applicant 中小企業
        madoguchi calc もの補助 グローバル枠 --target 2000万円
        madoguchi calc デジタル化補助金 インボイス対応類型 --component software=60万円 --component pc=15万円 --functions 2
    """
    from assistant.calculator import Calculator
    from assistant.cli.plan_options import PlanOptions
    from assistant.programmes.book import open_book
    from assistant.settings import load_settings

    asked = [
        name for name, given in (("--cost", cost or components), ("--target", target), ("--budget", budget)) if given
    ]
    if len(asked) != 1 and not (asked == ["--cost", "--target"] and cost is None):
        raise click.UsageError("--cost（または --component）、--target、--budget の、どれか一つを指定してください。")
    book = open_book(load_settings().corpus)
    calculator = Calculator(book)
    options = PlanOptions(
        cost=cost,
        components=components,
        specials=specials,
        facts={**facts, "wage_raise_yen": wage_raise, "joint_applicants": joint},
    )
    requests = options.requests(book, programme, track, others, every_track=compare)
    if len(requests) > 1 or compare:
        if cost is None and not components:
            raise click.UsageError("--compare と --with は、--cost と一緒に使ってください。")
        comparison = calculator.compare(requests)
        result, skipped = comparison.as_result(), comparison.skipped
    else:
        answer: dict[str, Callable[[], Any]] = {
            "--cost": lambda: calculator.calculate(requests[0]),
            "--target": lambda: calculator.invert(target or 0, requests[0]),
            "--budget": lambda: calculator.budget(budget or 0, requests[0]),
        }
        result, skipped = answer[asked[-1]](), ()
    if as_json:
        click.echo(result.numbered().model_dump_json(indent=2))
    else:
        from assistant.cli.calculation_view import show

        show(book, result, skipped)
