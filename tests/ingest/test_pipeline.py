"""Building, reusing, switching and refusing an index."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import ingest.store as store_module
from ingest.documents import Document
from ingest.index import IndexDamaged, IndexMismatch, IndexNotBuilt, open_index
from ingest.pipeline import IngestReport, ingest
from ingest.store import FolderStore, IndexBusy
from tests.ingest.helpers import CITY, TinyEmbedder, document

WASTE = "# ごみ\n\n## 粗大ごみ\n\n電話で申し込んでください。\n"


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "index")


@pytest.fixture
def city(tmp_path: Path) -> Document:
    return document(tmp_path / "docs" / "city")


@pytest.fixture
def waste(tmp_path: Path) -> Document:
    return document(tmp_path / "docs" / "waste", WASTE)


def build(store: FolderStore, *documents: Document, **options: bool) -> tuple[IngestReport, TinyEmbedder]:
    embedder = TinyEmbedder()
    return ingest(documents, store, embedder, **options), embedder


def test_what_was_written_is_read(store: FolderStore, city: Document) -> None:
    report, embedder = build(store, city)
    index = open_index(store, "tiny 1", {"city": city})
    assert report.changed
    assert index.manifest == report.manifest
    assert len(index.stored.nodes) == index.manifest.nodes
    for node, vector in zip(index.stored.nodes, index.stored.vectors, strict=True):
        assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)
        if node.kind != "section":
            assert vector == pytest.approx(TinyEmbedder().passages([node.searched])[0], abs=1e-6)
    assert sorted(embedder.embedded) == sorted({n.searched for n in index.stored.nodes if n.kind != "section"})


def test_a_section_stands_amid_its_passages(store: FolderStore, city: Document) -> None:
    build(store, city)
    stored = open_index(store, "tiny 1").stored
    [section] = [
        at for at, node in enumerate(stored.nodes) if node.kind == "section" and node.heading_path[-1:] == ("持ち物",)
    ]
    members = [at for at, node in enumerate(stored.nodes) if node.is_passage and node.heading_path[-1:] == ("持ち物",)]
    mean = stored.vectors[members].mean(axis=0)
    assert stored.vectors[section] == pytest.approx(mean / np.linalg.norm(mean), abs=1e-5)


def test_nothing_happens_when_nothing_changed(store: FolderStore, city: Document) -> None:
    first, _ = build(store, city)
    second, embedder = build(store, city)
    assert not second.changed
    assert second.manifest == first.manifest
    assert embedder.embedded == []


def test_only_what_changed_is_embedded(store: FolderStore, city: Document, waste: Document, tmp_path: Path) -> None:
    build(store, city, waste)
    edited = document(tmp_path / "docs" / "city", CITY.replace("250円", "260円"))
    report, embedder = build(store, edited, waste)
    assert all("260円" in text for text in embedder.embedded)
    assert report.embedded == len(embedder.embedded) == 2
    texts = [node.text for node in open_index(store, "tiny 1").stored.nodes]
    assert "260円" in texts
    assert not any("250円" in text for text in texts)


def test_a_document_that_left_leaves_the_index(store: FolderStore, city: Document, waste: Document) -> None:
    build(store, city, waste)
    build(store, city)
    assert {node.document_id for node in open_index(store, "tiny 1").stored.nodes} == {"city"}


def test_a_document_can_be_added_beside_the_others(store: FolderStore, city: Document, waste: Document) -> None:
    build(store, city)
    report, embedder = build(store, waste, keep_others=True)
    assert set(report.manifest.documents) == {"city", "waste"}
    assert all("ごみ" in text for text in embedder.embedded)
    assert not build(store, waste, keep_others=True)[0].changed


def test_rebuild_embeds_everything_again(store: FolderStore, city: Document) -> None:
    first, _ = build(store, city)
    second, _ = build(store, city, rebuild=True)
    assert second.changed
    assert second.embedded == first.embedded
    assert second.reused == 0


def test_another_model_embeds_everything_again(store: FolderStore, city: Document) -> None:
    build(store, city)
    other = TinyEmbedder("tiny 2")
    assert ingest([city], store, other).embedded == len(other.embedded) > 0
    assert open_index(store, "tiny 2").manifest.embedder == "tiny 2"


def test_one_version_before_is_kept(store: FolderStore, city: Document, tmp_path: Path) -> None:
    for price in (1, 2, 3, 4):
        build(store, document(tmp_path / "docs" / "city", CITY.replace("250円", f"{price}円")))
    versions = [path for path in store.folder.iterdir() if path.is_dir()]
    assert len(versions) == 2


def test_no_index_yet(store: FolderStore) -> None:
    with pytest.raises(IndexNotBuilt, match="madoguchi ingest"):
        open_index(store, "tiny 1")


@pytest.mark.parametrize("field", ["tokenizer", "chunker"])
def test_an_index_made_by_another_version_of_the_program(store: FolderStore, city: Document, field: str) -> None:
    report, _ = build(store, city)
    path = store.folder / report.manifest.version / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), field: "older"}), "utf-8")
    with pytest.raises(IndexMismatch, match=r"older.*madoguchi ingest"):
        open_index(store, "tiny 1")
    assert build(store, city)[0].changed


def test_an_index_made_with_another_model(store: FolderStore, city: Document) -> None:
    build(store, city)
    with pytest.raises(IndexMismatch, match=r"埋め込みモデル.*tiny 1.*other.*madoguchi ingest"):
        open_index(store, "other")


def test_an_index_of_another_format(store: FolderStore, city: Document) -> None:
    report, _ = build(store, city)
    path = store.folder / report.manifest.version / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "format": 99}), "utf-8")
    with pytest.raises(IndexMismatch, match="madoguchi ingest"):
        open_index(store, "tiny 1")
    assert build(store, city)[0].changed


def test_documents_that_changed_since(store: FolderStore, city: Document, waste: Document, tmp_path: Path) -> None:
    build(store, city)
    edited = document(tmp_path / "docs" / "city", CITY + "\n追記です。\n")
    with pytest.raises(IndexMismatch, match="city"):
        open_index(store, "tiny 1", {"city": edited})
    with pytest.raises(IndexMismatch, match="waste"):
        open_index(store, "tiny 1", {"city": city, "waste": waste})
    build(store, city, waste)
    with pytest.raises(IndexMismatch, match="waste"):
        open_index(store, "tiny 1", {"city": city})


def test_a_document_from_elsewhere_is_no_mismatch(store: FolderStore, city: Document, tmp_path: Path) -> None:
    build(store, city)
    build(store, document(tmp_path / "elsewhere" / "waste", WASTE), keep_others=True)
    assert open_index(store, "tiny 1", {"city": city})


@pytest.mark.parametrize("damage", ["manifest", "manifest gone", "chroma", "pointer"])
def test_a_damaged_index_says_so_and_is_rebuilt(store: FolderStore, city: Document, damage: str) -> None:
    report, _ = build(store, city)
    version = store.folder / report.manifest.version
    match damage:
        case "manifest":
            (version / "manifest.json").write_text("{", "utf-8")
        case "manifest gone":
            (version / "manifest.json").unlink()
        case "chroma":
            (version / "chroma" / "chroma.sqlite3").write_bytes(b"broken" * 100)
        case "pointer":
            (store.folder / "CURRENT").write_bytes(b"\xff\xfe")
    with pytest.raises(IndexDamaged, match="madoguchi ingest") as error:
        open_index(store, "tiny 1")
    assert "\n" not in str(error.value)
    with pytest.raises(IndexDamaged):
        build(store, city, keep_others=True)
    assert build(store, city)[0].changed
    assert open_index(store, "tiny 1").manifest.nodes == report.manifest.nodes


def test_two_writers_are_refused(store: FolderStore, city: Document) -> None:
    with store.writing(), pytest.raises(IndexBusy, match="別の取り込み"):
        build(FolderStore(store.folder), city)
    assert build(store, city)[0].changed


@pytest.mark.parametrize("step", ["_write_collection", "_sync_tree", "_sync"])
def test_a_build_that_fails_leaves_the_old_version(
    store: FolderStore, city: Document, waste: Document, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = build(store, city)

    def fail(*args: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(store_module, step, fail)
        with pytest.raises(OSError, match="disk full"):
            build(store, city, waste)
    assert open_index(store, "tiny 1").manifest == first.manifest
    assert set(build(store, city, waste)[0].manifest.documents) == {"city", "waste"}
    assert not list(store.folder.glob("building-*"))


def test_llamaindex_opens_the_collection(store: FolderStore, city: Document) -> None:
    import chromadb
    from llama_index.core.vector_stores import VectorStoreQuery
    from llama_index.vector_stores.chroma import ChromaVectorStore

    report, embedder = build(store, city)
    path = store.folder / report.manifest.version / "chroma"
    with chromadb.PersistentClient(path=str(path)) as client:
        collection = client.get_collection("madoguchi", embedding_function=None)
        assert collection.configuration["hnsw"]["space"] == "cosine"
        vector = embedder.query("暮らしの手引き / 手数料\n印鑑登録証明書 コンビニ: 250円").tolist()
        found = ChromaVectorStore(chroma_collection=collection).query(
            VectorStoreQuery(query_embedding=vector, similarity_top_k=1)
        )
    [node] = found.nodes or []
    assert node.metadata["row"] == "印鑑登録証明書"
    assert node.parent_node is not None
    assert node.get_content(metadata_mode="embed") == "暮らしの手引き / 手数料\n印鑑登録証明書 コンビニ: 250円"
