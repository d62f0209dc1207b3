"""Documents: uploading, checking side by side, approving, building a version, what changes, switching and going back."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from assistant.library.changes import LABELS
from assistant.library.datafiles import KINDS
from assistant.library.drafts import Draft, page_picture
from assistant.library.pending import DataFileError
from ingest.convert import CONVERTIBLE, Details, convert_file
from ingest.convert.safety import safe_name
from ingest.documents import DOCUMENT_FILE
from ingest.errors import DocumentError, MadoguchiError
from ui.staff.page import STATUSES, go_to, page
from ui.staff.security import MAX_UPLOAD, Require, TooLarge, Visit
from ui.staff.workbench import Workbench

router = APIRouter()
Editor = Annotated[Visit, Depends(Require("corpus"))]


@router.get("/corpus")
def corpus(request: Request, visit: Editor) -> Response:
    return _corpus_page(request, visit)


@router.post("/corpus/upload")
def upload(request: Request, visit: Editor) -> Response:
    """Convert a file and open it as a draft. Whatever is wrong with the file, nothing in force is touched."""
    bench: Workbench = request.app.state.bench
    sent = visit.file("file")
    if sent is None:
        return _corpus_page(request, visit, problem="ファイルを選んでください。")
    name = safe_name(sent.filename or "")
    with tempfile.TemporaryDirectory(prefix="madoguchi-upload-") as folder:
        path = Path(folder) / "upload"
        with path.open("wb") as target:
            shutil.copyfileobj(sent.file, target, 1024 * 1024)
        if path.stat().st_size > MAX_UPLOAD:
            raise TooLarge
        try:
            rough = convert_file(path, name)
            details = Details(
                id=visit.text("document_id").strip() or _suggested_id(),
                title=visit.text("title").strip() or rough.title or Path(name).stem,
                publisher=visit.text("publisher").strip() or rough.suggested.get("publisher", "発行者を入れてください"),
                as_of=visit.text("as_of").strip() or rough.suggested.get("as_of", f"{bench.today():%Y-%m}"),
                url=visit.text("url").strip() or rough.suggested.get("url"),
                retrieved=f"{bench.today()}",
            )
            draft = bench.drafts.add(rough, details, path, name, visit.member.name)
        except MadoguchiError as error:
            return _corpus_page(request, visit, problem=f"{name}: {error}")
    bench.accounts.log(visit.member.login, "draft_uploaded", draft.document_id, {"file": name})
    return go_to(request, f"/corpus/drafts/{draft.id}", "uploaded")


@router.post("/corpus/documents/{document_id}/edit")
def take_out(request: Request, document_id: str, visit: Editor) -> Response:
    """A draft of a document in force, to mend it."""
    bench: Workbench = request.app.state.bench
    document = bench.desk.documents.get(document_id)
    if document is None:
        raise MadoguchiError("この資料はありません。")
    draft = bench.drafts.take_out(document, visit.member.name)
    bench.accounts.log(visit.member.login, "draft_taken_out", document_id)
    return go_to(request, f"/corpus/drafts/{draft.id}")


@router.get("/corpus/documents/{document_id}/withdraw")
def withdrawal_page(request: Request, document_id: str, visit: Editor) -> Response:
    """What would leave with a document, and what stands against it."""
    bench: Workbench = request.app.state.bench
    return page(
        request,
        "withdraw.html.j2",
        visit.member,
        document=bench.desk.documents.get(document_id),
        found=bench.builder.changes.withdrawal(document_id),
    )


@router.post("/corpus/documents/{document_id}/withdraw")
def withdraw(request: Request, document_id: str, visit: Editor) -> Response:
    """Let a document leave with the files that rest on it, or stay after all."""
    bench: Workbench = request.app.state.bench
    if visit.text("undo") == "1":
        bench.builder.changes.stay(document_id)
        bench.accounts.log(visit.member.login, "document_kept", document_id)
        return go_to(request, "/corpus", "changed")
    try:
        found = bench.builder.changes.withdraw(document_id)
    except DataFileError:
        response = withdrawal_page(request, document_id, visit)
        response.status_code = 409
        return response
    bench.accounts.log(
        visit.member.login, "document_to_withdraw", document_id, {"files": [file.key for file in found.files]}
    )
    return go_to(request, "/corpus", "changed")


@router.get("/corpus/drafts/{draft_id}")
def draft_page(request: Request, draft_id: str, visit: Editor, number: int = 1) -> Response:
    return _draft_page(request, visit, draft_id, number=number)


@router.get("/corpus/drafts/{draft_id}/pages/{number}.png")
def picture(request: Request, draft_id: str, number: int, visit: Editor) -> Response:
    """A page of the original as a picture."""
    bench: Workbench = request.app.state.bench
    draft = bench.drafts.get(draft_id)
    if draft.original is None or not draft.is_pdf or not 1 <= number <= (draft.pages or 0):
        raise MadoguchiError("このページはありません。")
    return Response(page_picture(draft.original, number), media_type="image/png")


@router.get("/corpus/drafts/{draft_id}/original")
def original(request: Request, draft_id: str, visit: Editor) -> Response:
    """The file as received, only ever as a download."""
    bench: Workbench = request.app.state.bench
    draft = bench.drafts.get(draft_id)
    if draft.original is None:
        raise MadoguchiError("もとのファイルはありません。")
    headers = {"content-disposition": f'attachment; filename="original{draft.original.suffix}"'}
    return Response(draft.original.read_bytes(), media_type="application/octet-stream", headers=headers)


@router.post("/corpus/drafts/{draft_id}")
def save(request: Request, draft_id: str, visit: Editor) -> Response:
    """Keep the edited text, and with `then=approve` approve it."""
    bench: Workbench = request.app.state.bench
    number = visit.number("number", 1)
    try:
        draft = bench.drafts.save(
            draft_id, visit.text("text"), seen_version=visit.number("version"), by=visit.member.name
        )
        if visit.text("then") == "approve":
            bench.drafts.approve(draft_id, seen_version=draft.version, by=visit.member.name)
            bench.accounts.log(visit.member.login, "draft_approved", draft.document_id)
            return go_to(request, "/corpus", "approved")
    except MadoguchiError as error:
        return _draft_page(request, visit, draft_id, number=number, problem=str(error), typed=visit.text("text"))
    bench.accounts.log(visit.member.login, "draft_saved", draft.document_id)
    return go_to(request, f"/corpus/drafts/{draft_id}", "saved", number=str(number))


@router.post("/corpus/drafts/{draft_id}/details")
def details(request: Request, draft_id: str, visit: Editor) -> Response:
    bench: Workbench = request.app.state.bench
    fields = {name: visit.text(name)[:300] for name in ("id", "title", "publisher", "as_of", "url")}
    try:
        bench.drafts.set_details(draft_id, fields, seen_version=visit.number("version"), by=visit.member.name)
    except DocumentError as error:
        return _draft_page(request, visit, draft_id, problem=error.problem)
    except MadoguchiError as error:
        return _draft_page(request, visit, draft_id, problem=str(error))
    return go_to(request, f"/corpus/drafts/{draft_id}", "saved")


@router.post("/corpus/drafts/{draft_id}/state")
def change_state(request: Request, draft_id: str, visit: Editor) -> Response:
    """Take back an approval, or throw the draft away."""
    bench: Workbench = request.app.state.bench
    draft = bench.drafts.get(draft_id)
    if visit.text("action") == "discard":
        bench.drafts.remove(draft_id)
        bench.accounts.log(visit.member.login, "draft_discarded", draft.document_id)
        return go_to(request, "/corpus", "discarded")
    bench.drafts.reopen(draft_id, seen_version=visit.number("version"), by=visit.member.name)
    return go_to(request, f"/corpus/drafts/{draft_id}", "changed")


@router.post("/corpus/build")
def build(request: Request, visit: Editor) -> Response:
    """Build the next version in the background."""
    bench: Workbench = request.app.state.bench
    bench.builder.start(
        by=visit.member.name,
        note=visit.text("note")[:200],
        answering=bench.assistant,
        questions=bench.questions_to_compare,
    )
    bench.accounts.log(visit.member.login, "version_build")
    return go_to(request, "/corpus")


@router.get("/corpus/build")
def build_progress(request: Request, visit: Editor) -> Response:
    """How far the build is, for the page's bar."""
    bench: Workbench = request.app.state.bench
    now = bench.builder.progress
    return JSONResponse(
        {"running": now.running, "doing": now.doing, "share": round(now.share, 3), "problem": now.problem}
    )


@router.get("/corpus/versions/{version}")
def version_page(request: Request, version: str, visit: Editor) -> Response:
    """What a version changes, old and new side by side."""
    bench: Workbench = request.app.state.bench
    bench.builder.forget()
    return page(
        request,
        "version.html.j2",
        visit.member,
        one=bench.library.get(version),
        current=bench.library.current,
        labels=LABELS,
        statuses=STATUSES,
    )


@router.post("/corpus/versions/{version}")
def change_version(request: Request, version: str, visit: Editor) -> Response:
    """Switch to a version (a new one, or back to an older one), or throw a new one away."""
    bench: Workbench = request.app.state.bench
    if visit.text("action") == "discard":
        bench.library.discard(version)
        bench.accounts.log(visit.member.login, "version_discarded", version)
        return go_to(request, "/corpus", "changed")
    before = bench.library.current
    ended = bench.switch(version)
    bench.accounts.log(visit.member.login, "version_switched", version, {"from": before, "verified_ended": ended})
    return go_to(request, "/corpus", "switched" if version > before else "rolled-back")


def _corpus_page(request: Request, visit: Visit, *, problem: str = "") -> Response:
    bench: Workbench = request.app.state.bench
    changes = bench.builder.changes
    return page(
        request,
        "corpus.html.j2",
        visit.member,
        status=400 if problem else 200,
        problem=problem,
        documents=list(bench.desk.documents.values()),
        drafts=bench.drafts.drafts(),
        versions=bench.library.versions(),
        changes=changes,
        problems=changes.problems() if changes and not bench.builder.progress.running else [],
        kinds=KINDS,
        progress=bench.builder.progress,
        endings=",".join(CONVERTIBLE),
    )


def _draft_page(
    request: Request,
    visit: Visit,
    draft_id: str,
    *,
    number: int = 1,
    problem: str = "",
    typed: str | None = None,
) -> Response:
    bench: Workbench = request.app.state.bench
    draft: Draft = bench.drafts.get(draft_id)
    text = typed if typed is not None else (draft.folder / DOCUMENT_FILE).read_text("utf-8")
    try:
        document = bench.drafts.document(draft)
    except DocumentError:
        document = None
    source = draft.folder / "source.txt"
    lines = document.source_lines if document else (source.read_text("utf-8").split("\n") if source.is_file() else ())
    return page(
        request,
        "draft.html.j2",
        visit.member,
        status=400 if problem else 200,
        draft=draft,
        text=text,
        document=document,
        front=document.front_matter if document else None,
        lines=lines,
        problems=bench.drafts.problems(draft),
        problem=problem,
        number=min(max(number, 1), draft.pages or 1),
        replaces=draft.document_id in bench.desk.documents,
    )


def _suggested_id() -> str:
    return f"shiryo-{date.today():%Y%m%d}"
