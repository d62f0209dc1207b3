"""The stock pipeline: every choice left to LlamaIndex and Chroma, the embedder ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evals.figures import figures, fold
from evals.peers.search import Found

if TYPE_CHECKING:
    from ingest.embedding import Embedder

STOCK_TOP_K = 2
"""LlamaIndex's own default of `similarity_top_k`: what a stock answer is made of."""


@dataclass(frozen=True)
class StockPipeline:
    """A LlamaIndex index over the raw source, every choice left to the libraries."""

    index: Any
    chunks: int
    cut_figures: int
    """Figures of the source that no chunk holds whole."""

    def search(self, question: str, k: int) -> Sequence[Found]:
        nodes = self.index.as_retriever(similarity_top_k=k).retrieve(question)
        return [_as_found(node.node) for node in nodes]

    def answer(self, question: str, llm: Any) -> str:
        """What a model says from the stock pipeline, with LlamaIndex's own prompts."""
        return str(self.index.as_query_engine(llm=llm, similarity_top_k=STOCK_TOP_K).query(question))


def build_stock(text: str, embedder: Embedder) -> StockPipeline:
    """Split, embed and store a text with the defaults of LlamaIndex and Chroma."""
    import chromadb
    from llama_index.core import Document, StorageContext, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.vector_stores.chroma import ChromaVectorStore

    nodes = SentenceSplitter().get_nodes_from_documents([Document(text=text)])
    for node in nodes:
        first = text.count("\n", 0, node.start_char_idx) + 1
        node.metadata = {"first_line": first, "last_line": first + node.text.count("\n")}
        # Line numbers are for the measurement; neither the embedder nor a model is to read them.
        node.excluded_embed_metadata_keys = node.excluded_llm_metadata_keys = list(node.metadata)
    client = chromadb.EphemeralClient()
    name = f"stock-{id(nodes)}"
    # Everything else is Chroma's default; its default embedding function would fetch a model and is never used here.
    collection = client.create_collection(name, embedding_function=None)
    storage = StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection))
    index = VectorStoreIndex(nodes, storage_context=storage, embed_model=_same_embedder(embedder))
    return StockPipeline(index, len(nodes), _cut_figures(text, [node.text for node in nodes]))


def _same_embedder(embedder: Embedder) -> Any:
    """Our embedder as LlamaIndex's."""
    from llama_index.core.embeddings import BaseEmbedding

    class SameEmbedder(BaseEmbedding):
        def _get_query_embedding(self, query: str) -> list[float]:
            # `embedder.query` remembers questions: stock would find them embedded already, and look too quick.
            return [float(part) for part in embedder.queries([query])[0]]

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return [[float(part) for part in vector] for vector in embedder.passages(texts)]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    return SameEmbedder(model_name=embedder.identity)


def _as_found(node: Any) -> Found:
    return Found(node.text, (int(node.metadata["first_line"]), int(node.metadata["last_line"])), True)


def _cut_figures(text: str, chunks: Sequence[str]) -> int:
    """Figures, by line, that are in no chunk together with the rest of their line's figures before them."""
    whole = {line.strip() for chunk in chunks for line in chunk.split("\n")}
    broken = [line for line in text.split("\n") if line.strip() and line.strip() not in whole]
    return sum(len(figures(fold(line))) for line in broken)
