"""Our search as a LlamaIndex retriever, for those who build on LlamaIndex. Importing this imports LlamaIndex."""

from __future__ import annotations

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle

from assistant.retrieval.passage import Filters
from assistant.retrieval.retriever import Retriever
from ingest.llama_nodes import to_text_node


class HybridLlamaRetriever(BaseRetriever):
    """`retrieve("…")` gives TextNodes with the fused score. No language model is involved.

    Metadata of a node: title, heading path, kind, source lines, row and column; `node.parent_node` is its section.
    """

    def __init__(self, retriever: Retriever, k: int = 10, filters: Filters | None = None) -> None:
        super().__init__()
        self._retriever = retriever
        self._k = k
        self._filters = filters

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        documents = self._retriever.manifest.documents
        return [
            NodeWithScore(
                node=to_text_node(self._retriever.text_node(passage), documents[passage.document_id]),
                score=passage.scores.fused,
            )
            for passage in self._retriever.search(query_bundle.query_str, self._k, self._filters)
        ]
